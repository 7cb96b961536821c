import type postgres from 'postgres';
import type { Isolation, Litmus, Observed, Step, StepResult } from './litmus.ts';

const levels: Record<Isolation, string> = {
  rc: 'read committed',
  rr: 'repeatable read',
  ser: 'serializable',
};
const codes: Record<string, string> = {
  '40001': 'serialization',
  '40P01': 'deadlock',
  '23505': 'unique',
  '25P02': 'ended',
};

/** One session on a connection of its own. */
class Session {
  readonly results: StepResult[] = [];
  readonly pid: number;
  readonly #sql: postgres.ReservedSql;
  #chain: Promise<void> = Promise.resolve();
  #left = 0;
  #lastRead = 0;
  #failed = false;

  constructor(sql: postgres.ReservedSql, pid: number) {
    this.#sql = sql;
    this.pid = pid;
  }

  get isBusy(): boolean {
    return this.#left > 0;
  }

  async begin(isolation: Isolation): Promise<void> {
    await this.#sql.unsafe(`begin isolation level ${levels[isolation]}`);
  }

  add(step: Step): void {
    this.#left += 1;
    this.#chain = this.#chain.then(async () => {
      this.results.push(await this.#run(step));
      this.#left -= 1;
    });
  }

  async finish(): Promise<void> {
    await this.#chain;
  }

  async #run(step: Step): Promise<StepResult> {
    const sql = this.#sql;
    try {
      switch (step.kind) {
        case 'read':
        case 'lock': {
          const lock = step.kind === 'lock' ? sql`for update` : sql``;
          const rows = await sql`select value from account where id = ${step.id} ${lock}`;
          this.#lastRead = Number(rows[0]?.value ?? 0);
          return rows[0] === undefined ? null : Number(rows[0].value);
        }
        case 'sum': {
          const [row] = await sql`select coalesce(sum(value), 0)::int as sum from account`;
          return Number(row?.sum);
        }
        case 'set':
          return (await sql`update account set value = ${step.value} where id = ${step.id}`).count;
        case 'setFromRead':
          return (await sql`update account set value = ${this.#lastRead + step.add} where id = ${step.id}`)
            .count;
        case 'increment':
          return (await sql`update account set value = value + ${step.by} where id = ${step.id}`).count;
        case 'insert':
          return (await sql`insert into account (id, value) values (${step.id}, ${step.value})`).count;
        case 'commit':
        case 'rollback': {
          const failed = this.#failed;
          await sql.unsafe(failed ? 'rollback' : step.kind);
          return failed ? 'ended' : 0;
        }
      }
    } catch (error) {
      this.#failed = true;
      const { code } = error as { code?: string };
      return codes[code ?? ''] ?? String(code);
    }
  }
}

/** `sql` has at least three connections and a table `account (id text primary key, value int not null)`. */
export async function observePostgresql(
  sql: postgres.Sql,
  litmus: Litmus,
  isolation: Isolation,
): Promise<Observed> {
  await sql`truncate account`;
  for (const [id, value] of Object.entries(litmus.rows))
    await sql`insert into account values (${id}, ${value})`;
  const open = async () => {
    const reserved = await sql.reserve();
    const [row] = await reserved`select pg_backend_pid() as pid`;
    return { reserved, session: new Session(reserved, Number(row?.pid)) };
  };
  const both = [await open(), await open()] as const;
  try {
    for (const { session } of both) await session.begin(isolation);
    for (const [which, step] of litmus.steps) {
      both[which].session.add(step);
      await quiet(
        sql,
        both.map(({ session }) => session),
      );
    }
    for (const { session } of both) await session.finish();
    const rows = await sql`select id, value from account order by id`;
    return {
      results: [both[0].session.results, both[1].session.results],
      rows: Object.fromEntries(rows.map((row) => [String(row.id), Number(row.value)])),
    };
  } finally {
    for (const { reserved } of both) reserved.release();
  }
}

/** Waits until every session has answered or really waits for the other's lock. */
async function quiet(sql: postgres.Sql, sessions: readonly Session[]): Promise<void> {
  for (;;) {
    const busy = sessions.filter(({ isBusy }) => isBusy);
    if (busy.length === 0) return;
    const pids = busy.map(({ pid }) => pid);
    const [row] = await sql`
      select count(*)::int as waiting from unnest(${pids}::int[]) as pid where cardinality(pg_blocking_pids(pid)) > 0`;
    if (Number(row?.waiting) === busy.length) return;
  }
}
