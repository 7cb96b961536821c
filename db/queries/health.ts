import { sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';

/** Throws when the database does not answer. */
export async function pingDatabase(db: Executor): Promise<void> {
  await db.execute(sql`select 1`);
}

export async function readDatabaseFacts(db: Executor): Promise<{ version: string; bytes: number }> {
  const rows = await db.execute<{ version: string; bytes: string }>(
    sql`select current_setting('server_version') as version, pg_database_size(current_database())::text as bytes`,
  );
  return { version: rows[0]?.version ?? '', bytes: Number(rows[0]?.bytes ?? 0) };
}
