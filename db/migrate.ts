import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { Logger, runMigrations } from 'graphile-worker';
import postgres from 'postgres';

/** Any number that nothing else in this database uses. */
const migrationLock = 7_381_946_205;
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'migrations');

/**
 * Brings the database up to date: the project's own migrations (one transaction for all that are missing), then the
 * queue's. Several processes may start at once: an advisory lock lets one work and the others wait. The lock is held on
 * the very connection that migrates (a pool of one), so it cannot outlive the work or be lost before it.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await sql`select pg_advisory_lock(${migrationLock}::bigint)`;
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
    await sql`select pg_advisory_unlock(${migrationLock}::bigint)`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
