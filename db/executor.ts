import { sql } from 'drizzle-orm';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';

/** A pool or a transaction: queries take either, so a use case decides where its transaction begins. */
export type Executor = PgDatabase<PostgresJsQueryResultHKT, Record<string, unknown>>;

/** The one clock. Read once per transaction (`now()` is its start) and passed into the domain as a value. */
export async function readNow(db: Executor): Promise<Date> {
  const rows = await db.execute<{ now: string }>(
    sql`select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  );
  const value = rows[0]?.now;
  if (!value) throw new Error('the database gave no time');
  return new Date(value);
}
