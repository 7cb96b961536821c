import { setTimeout as pause } from 'node:timers/promises';
import type { SqlError } from '../contract.ts';
import { settlePollMs } from '../limits.ts';
import type { WireConnection } from '../wire/wire-connection.ts';
import type { Copy } from './copy.ts';
import { comparableRows, type Rows } from './rows.ts';
import { waitsForIdle } from './waits-for-idle.ts';

/** How a run of statements ended. */
export type RunEnd =
  | { kind: 'done'; rows: Rows | null; rowCount: number | null }
  | { kind: 'error'; error: SqlError };

/** How far a run has come when nobody touches it any more: to its end, or to a lock that another session holds. */
export type Progress = RunEnd | { kind: 'waits' };

interface Run {
  /** Null while it runs or waits. */
  end: RunEnd | null;
  done: Promise<void>;
}

/** Several connections into one copy, of which one is moved at a time. */
export class ScriptedSessions {
  readonly #copy: Copy;
  readonly #sessions: ScriptedSession[] = [];

  constructor(copy: Copy) {
    this.#copy = copy;
  }

  /** `deadlockTimeoutMs` is after how long its waiting looks for a deadlock, which then ends this session's statement. */
  async open(as?: string, deadlockTimeoutMs?: number): Promise<ScriptedSession> {
    const connection = await this.#copy.connect(as, deadlockTimeoutMs);
    const session = new ScriptedSession(this.#copy, connection, () => this.#settle());
    this.#sessions.push(session);
    return session;
  }

  async close(): Promise<void> {
    await Promise.all(this.#sessions.map((session) => session.close()));
  }

  /**
   * Waits until nothing moves any more: every run has come to its end, or to a lock whose holder does nothing. That is asked
   * of the server and never guessed from time. Two that wait for each other still move: PostgreSQL ends one of them.
   */
  async #settle(): Promise<void> {
    for (;;) {
      // Taken before the server is asked: who does nothing now cannot have let go of anything since.
      const running = this.#sessions.filter((session) => session.isRunning);
      if (running.length === 0) return;
      const pids = running.map((session) => session.pid);
      const blockers = await this.#copy.blockers(pids);
      if (running.every((session) => !session.isRunning || waitsForIdle(session.pid, pids, blockers))) {
        if (running.every((session) => session.isRunning)) return;
        continue;
      }
      await Promise.race([pause(settlePollMs), ...running.map((session) => session.ended)]);
    }
  }
}

/** A connection that runs statements in the background, so that others can act while it waits. */
export class ScriptedSession {
  readonly #copy: Copy;
  readonly #connection: WireConnection;
  readonly #settle: () => Promise<void>;
  #run: Run | null = null;

  constructor(copy: Copy, connection: WireConnection, settle: () => Promise<void>) {
    this.#copy = copy;
    this.#connection = connection;
    this.#settle = settle;
  }

  /** A statement is with the server. */
  get isRunning(): boolean {
    return this.#run !== null && this.#run.end === null;
  }

  get ended(): Promise<void> {
    return this.#run?.done ?? Promise.resolve();
  }

  get pid(): number {
    return this.#connection.pid;
  }

  get connection(): WireConnection {
    return this.#connection;
  }

  /** Starts the statements and settles when they are through or wait for a lock, and all other sessions are too. */
  start(statements: readonly string[]): Promise<Progress> {
    const run: Run = { end: null, done: Promise.resolve() };
    run.done = this.#runAll(statements).then((end) => {
      run.end = end;
    });
    this.#run = run;
    return this.proceed();
  }

  /** As `start`, of what waited. It may have come to its end meanwhile, which is then told once. */
  async proceed(): Promise<Progress> {
    const run = this.#run;
    if (!run) return { kind: 'done', rows: null, rowCount: null };
    await this.#settle();
    if (run.end === null) return { kind: 'waits' };
    this.#run = null;
    return run.end;
  }

  /** What a caller does after an error. */
  async rollBack(): Promise<void> {
    if (this.#connection.status !== 'idle' && !this.#connection.isLost)
      await this.#copy.run(this.#connection, 'rollback');
    await this.#settle();
  }

  close(): Promise<void> {
    return this.#connection.end();
  }

  async #runAll(statements: readonly string[]): Promise<RunEnd> {
    let end: RunEnd = { kind: 'done', rows: null, rowCount: null };
    for (const sql of statements) {
      const outcome = await this.#copy.run(this.#connection, sql);
      if (!outcome.ok) return { kind: 'error', error: outcome.error };
      const { fields, command } = outcome.result;
      const count = /(\d+)$/u.exec(command ?? '')?.[1];
      const rows: Rows | null =
        fields === null || fields.length === 0 ? end.rows : comparableRows(outcome.result);
      end = { kind: 'done', rows, rowCount: count === undefined ? end.rowCount : Number(count) };
    }
    return end;
  }
}

/** The statements before the last COMMIT; all of them when there is none. */
export function upToCommit(statements: readonly string[]): string[] {
  const last = statements.findLastIndex((sql) => /^(?:commit|end)\b/iu.test(sql));
  return last < 0 ? [...statements] : statements.slice(0, last);
}
