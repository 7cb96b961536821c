import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { inject } from 'vitest';
import { migrate } from '../migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a superuser on a server that is there for tests only. */
    testDatabaseUrl: string;
  }
}

export interface TestDatabase {
  /** A migrated, empty database that this test has for itself. */
  url: string;
  drop(): Promise<void>;
}

const templateLock = 7_381_946_206;
const migrations = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'migrations');

/**
 * A fresh database for one test file, cloned from a template that is migrated once per server and set of migrations.
 * `const database = await createTestDatabase()` in beforeAll, `await database.drop()` in afterAll.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testDatabaseUrl');
  const template = `template_${fingerprint()}`;
  const name = `test_${randomBytes(8).toString('hex')}`;
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${templateLock}::bigint)`;
    const [known] = await sql`select from pg_database where datname = ${template}`;
    if (!known) {
      // Migrated under another name first: a run that was cut short leaves no half-made template.
      await sql.unsafe(`drop database if exists ${template}_part with (force)`);
      await sql.unsafe(`create database ${template}_part`);
      await migrate(urlOf(server, `${template}_part`));
      await sql.unsafe(`alter database ${template}_part rename to ${template}`);
    }
    await sql.unsafe(`create database ${name} template ${template}`);
    await sql`select pg_advisory_unlock(${templateLock}::bigint)`;
  } finally {
    await sql.end({ timeout: 5 });
  }
  return {
    url: urlOf(server, name),
    async drop() {
      const again = postgres(server, { max: 1, onnotice: () => {} });
      await again.unsafe(`drop database if exists ${name} with (force)`);
      await again.end({ timeout: 5 });
    },
  };
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    hash.update(file).update(readFileSync(path.join(migrations, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
