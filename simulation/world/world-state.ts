import type { Ms } from '../core/event-queue.ts';
import type { Row } from './parts/sql-row.ts';
import type { Json } from './value.ts';

/** What invariants may look at: everything, as it truly is now. No replica ever sees it. */
export interface WorldState {
  readonly now: Ms;
  /** Committed rows of a table by primary key. */
  rows(table: string): ReadonlyMap<string, Row>;
  kv(): ReadonlyMap<string, string>;
  /** Characters that each live key of the store takes, sorted sets included. */
  kvSizes(): ReadonlyMap<string, number>;
  /** Bodies of the messages that a queue still holds. */
  queue(name: string): readonly Json[];
  /** All entries of a stream, and what a group of its consumers has committed, by partition. */
  stream(name: string): readonly { partition: number; offset: number; key: string; value: Json }[];
  committed(stream: string, group: string): readonly number[];
  dependency(name: string): ReadonlyMap<string, Json>;
  /** Requests that nobody has answered yet. */
  readonly openRequests: number;
}
