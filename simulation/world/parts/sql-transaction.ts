import type { Ms } from '../../core/event-queue.ts';
import type { Replica } from '../replica.ts';
import type { LockHolder } from './sql-locks.ts';
import { matches, type Pattern, type Row } from './sql-row.ts';

/** Read committed, repeatable read (snapshot), serializable. */
export type Isolation = 'rc' | 'rr' | 'ser';

export interface Write {
  table: string;
  pk: string;
  row: Row | null;
}

interface Read {
  table: string;
  pattern: Pattern;
}

/** One transaction, open until it commits, rolls back or its process ends. */
export class Transaction implements LockHolder {
  readonly id: number;
  readonly replica: Replica;
  readonly epoch: number;
  readonly isolation: Isolation;
  readonly statementTimeoutMs: Ms;
  /** Number of the commit up to which it sees, from its first statement on; read committed takes a new one each time. */
  snapshot: number | null = null;
  readonly writes = new Map<string, Write>();
  readonly locks = new Set<string>();
  readonly reads: Read[] = [];
  state: 'open' | 'failed' | 'committing' | 'ended' = 'open';
  /** Somebody concurrent read what this one wrote; this one read what somebody concurrent wrote. */
  hasIn = false;
  hasOut = false;
  /** Number of its own commit. */
  committedAs: number | null = null;

  constructor(id: number, replica: Replica, isolation: Isolation, statementTimeoutMs: Ms) {
    this.id = id;
    this.replica = replica;
    this.epoch = replica.epoch;
    this.isolation = isolation;
    this.statementTimeoutMs = statementTimeoutMs;
  }

  write(write: Write): void {
    this.writes.set(`${write.table} ${write.pk}`, write);
  }

  read(table: string, pattern: Pattern): void {
    if (this.isolation === 'ser') this.reads.push({ table, pattern });
  }

  /** Whether one of its reads would have come out differently with these changes. */
  hasReadAnyOf(changes: Iterable<Write & { before: Row | null }>): boolean {
    for (const { table, row, before } of changes) {
      for (const read of this.reads) {
        if (read.table !== table) continue;
        if (row !== null && matches(row, read.pattern)) return true;
        if (before !== null && matches(before, read.pattern)) return true;
      }
    }
    return false;
  }
}

/** What a finished serializable transaction leaves for those that ran beside it. */
export interface Finished {
  transaction: Transaction;
  changes: (Write & { before: Row | null })[];
  committedAs: number;
}

/**
 * Serializable snapshot isolation in its plain form: a transaction with a read-write conflict coming in and another
 * going out may be the pivot of an anomaly and does not commit; nor does one that would make a pivot of a transaction
 * that already has. Some abort without need, as in PostgreSQL.
 * Source: M. Cahill, U. Röhm, A. Fekete, Serializable Isolation for Snapshot Databases (2008).
 */
export function mayCommit(
  transaction: Transaction,
  changes: readonly (Write & { before: Row | null })[],
  finished: readonly Finished[],
): boolean {
  const beside = finished.filter(({ committedAs }) => committedAs > (transaction.snapshot ?? 0));
  const out = beside.filter(({ changes: theirs }) => transaction.hasReadAnyOf(theirs));
  const into = beside.filter(({ transaction: other }) => other.hasReadAnyOf(changes));
  const hasOut = transaction.hasOut || out.length > 0;
  const hasIn = transaction.hasIn || into.length > 0;
  if (hasIn && hasOut) return false;
  if (out.some(({ transaction: other }) => other.hasOut)) return false;
  if (into.some(({ transaction: other }) => other.hasIn)) return false;
  transaction.hasOut = hasOut;
  transaction.hasIn = hasIn;
  for (const { transaction: other } of out) other.hasIn = true;
  for (const { transaction: other } of into) other.hasOut = true;
  return true;
}
