import { type Dist, quantileOf } from '../../core/distribution.ts';
import type { Ms } from '../../core/event-queue.ts';
import type { Replica } from '../replica.ts';
import { Arguments, BadCall, type Json } from '../value.ts';
import { type Call, type Outcome, type Part, remoteError, type World } from '../world.ts';
import { LockTable } from './sql-locks.ts';
import { matches, ordered, type Row, readPattern, readRow, type TableDefinition } from './sql-row.ts';
import { SqlStorage } from './sql-storage.ts';
import { type Finished, type Isolation, mayCommit, Transaction, type Write } from './sql-transaction.ts';

export interface SqlOptions {
  tables: Readonly<Record<string, TableDefinition>>;
  latency?: Dist;
  connectionsMax?: number;
  replicaLag?: Dist;
}

type Answer = (outcome: Outcome) => void;
type OnLocked = 'wait' | 'skip' | 'fail';

const defaultLatency: Dist = { p50: 2, p99: 12 };
const commitMs = 2;
const defaultConnectionsMax = 100;
const defaultReplicaLag: Dist = { p50: 80, p99: 400 };
const statementTimeoutDefaultMs = 30_000;
const rowsMax = 10_000;
const finishedKept = 200;

/**
 * A store of tables in the manner of PostgreSQL: read committed with re-checked updates, snapshots with first updater
 * wins, serializable by snapshot isolation with conflict detection; unique keys and checks at the statement, row locks
 * first come first served, deadlocks found after a second, commits durable. Not promised: retrying for the program,
 * and an answer: a commit that timed out may have happened.
 */
export class SqlStore implements Part {
  readonly name = 'sql';
  readonly storage: SqlStorage;
  readonly #world: World;
  readonly #latency: Dist;
  readonly #connectionsMax: number;
  readonly #replicaLag: Dist;
  readonly #locks: LockTable;
  readonly #transactions = new Map<number, Transaction>();
  readonly #waiting: (() => void)[] = [];
  readonly #finished: Finished[] = [];
  readonly #replicaSeen = new Map<number, number>();
  #transactionCount = 0;
  #connections = 0;
  #slow = { until: 0, factor: 1 };

  constructor(world: World, options: SqlOptions) {
    this.#world = world;
    this.storage = new SqlStorage(options.tables);
    this.#latency = options.latency ?? defaultLatency;
    this.#connectionsMax = options.connectionsMax ?? defaultConnectionsMax;
    this.#replicaLag = options.replicaLag ?? defaultReplicaLag;
    this.#locks = new LockTable(world);
  }

  /** Rows as committed now, by primary key, for invariants. */
  rows(table: string): ReadonlyMap<string, Row> {
    return this.storage.all(table, {}, this.storage.seq);
  }

  /** Puts rows in before the world begins, so long ago that every read replica has them. */
  seed(table: string, rows: readonly Row[]): void {
    const pk = this.#definition(table).pk;
    this.storage.commit(
      rows.map((row) => ({ table, pk: keyOf(row, pk), row })),
      Number.NEGATIVE_INFINITY,
    );
  }

  slow(forMs: Ms, factor: number): void {
    this.#slow = { until: this.#world.now + forMs, factor };
  }

  call(call: Call): void {
    const args = new Arguments(call.op, call.args);
    switch (call.op) {
      case 'sql.begin':
        this.#begin(call, args);
        return;
      case 'sql.commit':
      case 'sql.rollback': {
        const transaction = this.#transactions.get(args.integer(0));
        this.#remote(call, `transaction`, null, (answer) => {
          if (transaction === undefined || transaction.state === 'ended')
            answer(remoteError('aborted', 'The transaction has ended'));
          else if (call.op === 'sql.rollback' && transaction.state !== 'committing') {
            this.#end(transaction);
            answer({ value: null });
          } else this.#commit(transaction, answer);
        });
        return;
      }
      case 'sql.position':
        this.#remote(call, 'position', null, (answer) => answer({ value: this.storage.seq }));
        return;
      case 'sql.replicaRead':
        this.#replicaRead(call, args);
        return;
      default:
        this.#statement(call, args);
    }
  }

  processEnded(replica: Replica, epoch: number): void {
    for (const transaction of [...this.#transactions.values()]) {
      // The server notices the broken connection and rolls back.
      if (transaction.replica === replica && transaction.epoch === epoch) this.#end(transaction);
    }
  }

  #remote(call: Call, key: string, timeoutMs: Ms | null, arrive: (answer: Answer) => void): void {
    const { factor, until } = this.#slow;
    const latency = this.#world.now < until ? scaled(this.#latency, factor) : this.#latency;
    const told = call.op === 'sql.find' ? rowsTold : null;
    this.#world.remote({ call, key, latency, timeoutMs, arrive, ...(told === null ? {} : { told }) });
  }

  #definition(table: string): TableDefinition {
    const definition = this.storage.definitions[table];
    if (definition === undefined) throw new BadCall(`There is no table named ${table}`);
    return definition;
  }

  #begin(call: Call, args: Arguments): void {
    const isolation = args.text(0);
    if (isolation !== 'rc' && isolation !== 'rr' && isolation !== 'ser')
      throw new BadCall('sql.tx: the isolation must be rc, rr or ser');
    const timeoutMs = args.value(1) === null ? statementTimeoutDefaultMs : args.number(1, 1);
    this.#remote(call, 'transaction', timeoutMs, (answer) => {
      this.#connect(() => {
        if (call.epoch !== call.replica.epoch) {
          this.#disconnect();
          return;
        }
        answer({ value: this.#open(call.replica, isolation, timeoutMs).id });
      });
    });
  }

  #open(replica: Replica, isolation: Isolation, timeoutMs: Ms): Transaction {
    this.#transactionCount += 1;
    const made = new Transaction(this.#transactionCount, replica, isolation, timeoutMs);
    this.#transactions.set(made.id, made);
    return made;
  }

  #connect(ready: () => void): void {
    if (this.#connections < this.#connectionsMax) {
      this.#connections += 1;
      ready();
    } else this.#waiting.push(ready);
  }

  #disconnect(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#connections -= 1;
    else this.#world.schedule(0, next);
  }

  /** As in PostgreSQL, its locks go at the error and not at the rollback that must follow. */
  #fail(transaction: Transaction): void {
    transaction.state = 'failed';
    transaction.writes.clear();
    this.#locks.release(transaction, transaction.locks);
    transaction.locks.clear();
  }

  #end(transaction: Transaction): void {
    if (transaction.state === 'ended') return;
    transaction.state = 'ended';
    this.#locks.release(transaction, transaction.locks);
    this.#transactions.delete(transaction.id);
    this.#disconnect();
  }

  #commit(transaction: Transaction, answer: Answer): void {
    if (transaction.state === 'failed') {
      this.#end(transaction);
      answer(remoteError('aborted', 'The transaction had failed and was rolled back'));
      return;
    }
    if (transaction.state === 'committing') {
      answer(remoteError('aborted', 'The transaction is being committed'));
      return;
    }
    transaction.state = 'committing';
    this.#world.schedule(commitMs, () => {
      if (transaction.state !== 'committing') return;
      const changes = [...transaction.writes.values()].map((write) => ({
        ...write,
        before: this.storage.latest(write.table, write.pk)?.row ?? null,
      }));
      // At the moment of the commit itself: of two that come together, the second must see the first.
      if (transaction.isolation === 'ser' && !mayCommit(transaction, changes, this.#finished)) {
        this.#end(transaction);
        answer(remoteError('serialization', 'Could not serialize access'));
        return;
      }
      const committedAs = changes.length === 0 ? this.storage.seq : this.#apply(transaction, changes);
      if (transaction.isolation === 'ser') {
        this.#finished.push({ transaction, changes, committedAs: Math.max(committedAs, 1) });
        if (this.#finished.length > finishedKept) this.#finished.shift();
      }
      this.#end(transaction);
      answer({ value: null });
    });
  }

  #apply(transaction: Transaction, changes: readonly (Write & { before: Row | null })[]): number {
    const seq = this.storage.commit(changes, this.#world.now);
    for (const { table, pk, row, before } of changes) {
      this.#world.record({
        replica: transaction.replica.name,
        part: 'sql',
        op: row === null ? 'deleted' : before === null ? 'inserted' : 'updated',
        key: `${table} ${pk}`,
        outcome: 'effect',
        data: { table, pk, row: row as Json, before: before as Json },
      });
    }
    return seq;
  }

  #statement(call: Call, args: Arguments): void {
    const known = args.value(0);
    const timeoutMs =
      (typeof known === 'number' ? this.#transactions.get(known)?.statementTimeoutMs : null) ??
      statementTimeoutDefaultMs;
    const table = args.text(1);
    const definition = this.#definition(table);
    const run = this.#statementOf(call.op, table, definition, args);
    this.#remote(call, `${table} ${run.key}`, timeoutMs, (answer) => {
      if (known === null) {
        // A statement of its own: a transaction around it, committed with it.
        this.#connect(() => {
          const alone = this.#open(call.replica, 'rc', timeoutMs);
          run.start(alone, (outcome) => {
            if (!('error' in outcome)) this.#commit(alone, (end) => answer('error' in end ? end : outcome));
            else {
              this.#end(alone);
              answer(outcome);
            }
          });
        });
        return;
      }
      const transaction = this.#transactions.get(Number(known));
      if (transaction === undefined || transaction.replica !== call.replica) {
        answer(remoteError('aborted', 'The transaction has ended'));
      } else if (transaction.state !== 'open') {
        answer(remoteError('aborted', 'The transaction has failed: roll it back'));
      } else {
        run.start(transaction, (outcome) => {
          if ('error' in outcome && transaction.state === 'open') this.#fail(transaction);
          answer(outcome);
        });
      }
    });
  }

  #statementOf(
    op: string,
    table: string,
    definition: TableDefinition,
    args: Arguments,
  ): { key: string; start: (transaction: Transaction, answer: Answer) => void } {
    switch (op) {
      case 'sql.get': {
        const pk = keyText(args.value(2));
        const o = readLocking(args.record(3));
        const pattern = { [definition.pk]: args.value(2) as string };
        return {
          key: pk,
          start: (transaction, answer) => {
            transaction.read(table, pattern);
            this.#select(transaction, table, pattern, { ...o, orderBy: null, limit: 1 }, (outcome) =>
              answer('error' in outcome ? outcome : { value: (outcome.value as Json[])[0] ?? null }),
            );
          },
        };
      }
      case 'sql.find': {
        const pattern = readPattern(args.value(2), 'where');
        const o = args.record(3);
        const limit = typeof o.limit === 'number' ? Math.min(rowsMax, Math.max(0, o.limit)) : rowsMax;
        const orderBy = typeof o.orderBy === 'string' ? o.orderBy : null;
        return {
          key: JSON.stringify(pattern).slice(0, 100),
          start: (transaction, answer) => {
            transaction.read(table, pattern);
            this.#select(transaction, table, pattern, { ...readLocking(o), orderBy, limit }, answer);
          },
        };
      }
      case 'sql.insert': {
        const row = readRow(args.value(2), 'row');
        const ignore = args.record(3).onConflict === 'ignore';
        return {
          key: keyOf(row, definition.pk),
          start: (transaction, answer) =>
            this.#insert(transaction, table, [row], ignore, (outcome) =>
              answer('error' in outcome ? outcome : { value: { inserted: outcome.value === 1 } }),
            ),
        };
      }
      case 'sql.insertMany': {
        const rows = args.list(2, rowsMax).map((row, i) => readRow(row, `rows[${i}]`));
        const ignore = args.record(3).onConflict === 'ignore';
        return {
          key: `${rows.length} rows`,
          start: (transaction, answer) =>
            this.#insert(transaction, table, rows, ignore, (outcome) =>
              answer('error' in outcome ? outcome : { value: { inserted: outcome.value } }),
            ),
        };
      }
      case 'sql.update': {
        const pattern = readPattern(args.value(2), 'where');
        const set = readRow(args.value(3), 'set');
        const o = args.record(4);
        const inc = readRow(o.inc ?? {}, 'inc');
        const ifTrue = readPattern(o.ifTrue, 'ifTrue');
        const change = (row: Row): Row => {
          const next: Record<string, Row[string]> = { ...row, ...set };
          for (const [column, by] of Object.entries(inc))
            next[column] = Number(row[column] ?? 0) + Number(by);
          return next;
        };
        return {
          key: JSON.stringify(pattern).slice(0, 100),
          start: (transaction, answer) => {
            transaction.read(table, pattern);
            this.#change(
              transaction,
              table,
              { ...pattern, ...withoutClash(ifTrue, pattern) },
              change,
              answer,
            );
          },
        };
      }
      case 'sql.delete': {
        const pattern = readPattern(args.value(2), 'where');
        return {
          key: JSON.stringify(pattern).slice(0, 100),
          start: (transaction, answer) => {
            transaction.read(table, pattern);
            this.#change(transaction, table, pattern, () => null, answer);
          },
        };
      }
      default:
        throw new BadCall(`There is no ${op}`);
    }
  }

  #snapshotFor(transaction: Transaction): number {
    if (transaction.isolation === 'rc') return this.storage.seq;
    transaction.snapshot ??= this.storage.seq;
    return transaction.snapshot;
  }

  /** Committed rows of the snapshot with the transaction's own changes over them. */
  #visible(
    transaction: Transaction,
    table: string,
    pattern: Readonly<Record<string, never>> | object,
  ): Map<string, Row> {
    const found = this.storage.all(table, pattern as Row, this.#snapshotFor(transaction));
    for (const write of transaction.writes.values()) {
      if (write.table !== table) continue;
      if (write.row !== null && matches(write.row, pattern as Row)) found.set(write.pk, write.row);
      else found.delete(write.pk);
    }
    return found;
  }

  #select(
    transaction: Transaction,
    table: string,
    pattern: object,
    o: { lock: boolean; onLocked: OnLocked; orderBy: string | null; limit: number },
    answer: Answer,
  ): void {
    const { pk } = this.#definition(table);
    const rows = ordered([...this.#visible(transaction, table, pattern).values()], o.orderBy, pk);
    if (!o.lock) {
      answer({ value: rows.slice(0, o.limit) as unknown as Json });
      return;
    }
    const taken: Row[] = [];
    const next = (index: number): void => {
      const row = rows[index];
      if (row === undefined || taken.length >= o.limit) {
        answer({ value: taken as unknown as Json });
        return;
      }
      const key = keyOf(row, pk);
      if (!this.#locks.isFree(rowLock(table, key), transaction)) {
        if (o.onLocked === 'skip') {
          next(index + 1);
          return;
        }
        if (o.onLocked === 'fail') {
          answer(remoteError('lock_not_available', `A row of ${table} is locked`));
          return;
        }
      }
      this.#lockRow(transaction, table, key, pattern, answer, (current) => {
        if (current !== null) taken.push(current);
        next(index + 1);
      });
    };
    next(0);
  }

  /**
   * Takes a row's lock and gives the row as it may now be changed: its newest version where the isolation reads that
   * and it still matches, null where it does not, an error where the snapshot forbids.
   */
  #lockRow(
    transaction: Transaction,
    table: string,
    pk: string,
    pattern: object,
    answer: Answer,
    locked: (current: Row | null) => void,
  ): void {
    const name = rowLock(table, pk);
    this.#locks.take(
      name,
      transaction,
      () => {
        if (transaction.state !== 'open') {
          // It ended while it waited: nobody is left to use the lock.
          this.#locks.release(transaction, [name]);
          return;
        }
        transaction.locks.add(name);
        const own = transaction.writes.get(`${table} ${pk}`);
        if (own !== undefined) {
          locked(own.row !== null && matches(own.row, pattern as Row) ? own.row : null);
          return;
        }
        const latest = this.storage.latest(table, pk);
        if (transaction.isolation !== 'rc' && (latest?.seq ?? 0) > this.#snapshotFor(transaction)) {
          answer(remoteError('serialization', 'Could not serialize access due to concurrent update'));
          return;
        }
        const row = latest?.row ?? null;
        locked(row !== null && matches(row, pattern as Row) ? row : null);
      },
      () => answer(remoteError('deadlock', 'Deadlock detected')),
    );
  }

  #change(
    transaction: Transaction,
    table: string,
    pattern: object,
    change: (row: Row) => Row | null,
    answer: Answer,
  ): void {
    const definition = this.#definition(table);
    const keys = [...this.#visible(transaction, table, pattern).keys()].sort();
    let changed = 0;
    const next = (index: number): void => {
      const pk = keys[index];
      if (pk === undefined) {
        answer({ value: changed });
        return;
      }
      this.#lockRow(transaction, table, pk, pattern, answer, (current) => {
        if (current === null) {
          next(index + 1);
          return;
        }
        const row = change(current);
        if (row !== null) {
          const wrong = this.#violation(definition, table, row, current);
          if (wrong !== null) {
            answer(wrong);
            return;
          }
        }
        const takeUnique = row === null ? [] : this.storage.uniqueNames(table, row);
        this.#lockUnique(transaction, takeUnique, pk, answer, (free) => {
          if (!free) {
            answer(remoteError('unique', `A unique key of ${table} is taken`));
            return;
          }
          transaction.write({ table, pk, row });
          changed += 1;
          next(index + 1);
        });
      });
    };
    next(0);
  }

  #insert(
    transaction: Transaction,
    table: string,
    rows: readonly Row[],
    ignore: boolean,
    answer: Answer,
  ): void {
    const definition = this.#definition(table);
    // One statement: all rows or none.
    const before = new Map(transaction.writes);
    const fail = (outcome: Outcome): void => {
      transaction.writes.clear();
      for (const [key, write] of before) transaction.writes.set(key, write);
      answer(outcome);
    };
    let inserted = 0;
    const next = (index: number): void => {
      const row = rows[index];
      if (row === undefined) {
        answer({ value: inserted });
        return;
      }
      const pk = keyOf(row, definition.pk);
      const wrong = this.#violation(definition, table, row, null);
      if (wrong !== null) {
        fail(wrong);
        return;
      }
      const names = this.storage.uniqueNames(table, row);
      // Whoever inserts the same key meanwhile is waited for, as an index does.
      this.#lockNames(transaction, [rowLock(table, pk), ...names], fail, () => {
        const own = transaction.writes.get(`${table} ${pk}`);
        const there = own !== undefined ? own.row : (this.storage.latest(table, pk)?.row ?? null);
        const taken = there !== null || !this.#isUniqueFree(transaction, names, pk);
        if (!taken) {
          transaction.write({ table, pk, row });
          inserted += 1;
        } else if (!ignore) {
          fail(remoteError('unique', `${table}: this key exists`));
          return;
        } else if (
          transaction.isolation !== 'rc' &&
          (this.storage.latest(table, pk)?.seq ?? 0) > this.#snapshotFor(transaction)
        ) {
          fail(remoteError('serialization', 'Could not serialize access due to concurrent update'));
          return;
        }
        next(index + 1);
      });
    };
    this.#snapshotFor(transaction);
    next(0);
  }

  #violation(definition: TableDefinition, table: string, row: Row, before: Row | null): Outcome | null {
    if (definition.check !== undefined && !definition.check(row))
      return remoteError('check', `A row of ${table} violates its check`);
    const { fence } = definition;
    if (fence !== undefined && before !== null && Number(row[fence] ?? 0) < Number(before[fence] ?? 0))
      return remoteError('fenced', `${fence} is older than what was written already`);
    return null;
  }

  #lockUnique(
    transaction: Transaction,
    names: readonly string[],
    pk: string,
    answer: Answer,
    then: (free: boolean) => void,
  ): void {
    const foreign = names.filter((name) => this.storage.holderOf(name) !== pk);
    this.#lockNames(transaction, foreign, answer, () => then(this.#isUniqueFree(transaction, names, pk)));
  }

  #lockNames(transaction: Transaction, names: readonly string[], fail: Answer, then: () => void): void {
    const [name, ...rest] = names;
    if (name === undefined) {
      then();
      return;
    }
    this.#locks.take(
      name,
      transaction,
      () => {
        if (transaction.state !== 'open') {
          this.#locks.release(transaction, [name]);
          return;
        }
        transaction.locks.add(name);
        this.#lockNames(transaction, rest, fail, then);
      },
      () => fail(remoteError('deadlock', 'Deadlock detected')),
    );
  }

  #isUniqueFree(transaction: Transaction, names: readonly string[], pk: string): boolean {
    return names.every((name) => {
      for (const write of transaction.writes.values()) {
        if (
          write.row !== null &&
          write.pk !== pk &&
          this.storage.uniqueNames(write.table, write.row).includes(name)
        )
          return false;
      }
      const holder = this.storage.holderOf(name);
      if (holder === null || holder === pk) return true;
      // A row that this transaction has deleted or given other values no longer counts.
      const table = name.split(' ')[0] ?? '';
      return transaction.writes.has(`${table} ${holder}`);
    });
  }

  /** A read replica shows a prefix of the log that lies behind by its lag and never goes back. */
  #replicaRead(call: Call, args: Arguments): void {
    const index = args.integer(0, 0, 9);
    const op = args.text(1);
    const lag = quantileOf(this.#replicaLag, this.#world.faults.uniform('replica lag', String(index)));
    this.#remote(call, `replica ${index}`, null, (answer) => {
      const seen = Math.max(this.#replicaSeen.get(index) ?? 0, this.storage.seqAt(this.#world.now - lag));
      this.#replicaSeen.set(index, seen);
      if (op === 'position') {
        answer({ value: seen });
        return;
      }
      try {
        const table = args.text(2);
        const { pk } = this.#definition(table);
        if (op === 'get') {
          answer({ value: this.storage.find(table, keyText(args.value(3)), seen) as unknown as Json });
          return;
        }
        const o = args.record(4);
        const rows = [...this.storage.all(table, readPattern(args.value(3), 'where'), seen).values()];
        const limit = typeof o.limit === 'number' ? o.limit : rowsMax;
        const orderBy = typeof o.orderBy === 'string' ? o.orderBy : null;
        answer({ value: ordered(rows, orderBy, pk).slice(0, limit) as unknown as Json });
      } catch (error) {
        if (!(error instanceof BadCall)) throw error;
        answer(remoteError('bad_call', error.message));
      }
    });
  }
}

const rowLock = (table: string, pk: string) => `row ${table} ${pk}`;

/** How much a list asks of the database is what load is judged by. */
const rowsTold = (value: Json) => ({ rows: Array.isArray(value) ? value.length : 0 });

function keyText(value: Json): string {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new BadCall('A primary key is a string or a number');
  return String(value);
}

function keyOf(row: Row, pk: string): string {
  const value = row[pk];
  if (typeof value !== 'string' && typeof value !== 'number') throw new BadCall(`The row has no ${pk}`);
  return String(value);
}

function readLocking(o: { readonly [key: string]: Json }): { lock: boolean; onLocked: OnLocked } {
  const onLocked = o.onLocked === 'skip' || o.onLocked === 'fail' ? o.onLocked : 'wait';
  return { lock: o.lock === 'update', onLocked };
}

/** `ifTrue` joins `where`; a column that both name is held to both. */
function withoutClash(ifTrue: object, where: object): object {
  for (const column of Object.keys(ifTrue)) {
    if (column in where)
      throw new BadCall(`update: ${column} stands in where and in ifTrue; put it in one of them`);
  }
  return ifTrue;
}

function scaled(dist: Dist, factor: number): Dist {
  if ('const' in dist) return { const: dist.const * factor };
  if ('exp' in dist) return { exp: dist.exp * factor };
  return { p50: dist.p50 * factor, p99: dist.p99 * factor };
}
