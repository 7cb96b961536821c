// Guarantee: any number of processes may start at once on an empty database; each finds it migrated, none fails.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { expect, inject, test } from 'vitest';
import { createTestDatabase } from './embedded/test-database.ts';
import { migrate } from './migrate.ts';

test('five at once on an empty database, then once more', async () => {
  const server = postgres(inject('testDatabaseUrl'), { max: 1, onnotice: () => {} });
  const name = `test_${randomBytes(8).toString('hex')}`;
  await server.unsafe(`create database ${name}`);
  const url = new URL(inject('testDatabaseUrl'));
  url.pathname = `/${name}`;
  try {
    await Promise.all(Array.from({ length: 5 }, () => migrate(url.href)));
    await migrate(url.href);
    const sql = postgres(url.href, { max: 1 });
    const [row] = await sql`
      select to_regclass('public.attempt') is not null as attempt,
             to_regproc('graphile_worker.add_job') is not null as queue,
             (select count(*)::int = count(distinct hash)::int from drizzle.__drizzle_migrations) as once`;
    await sql.end();
    expect(row).toEqual({ attempt: true, queue: true, once: true });
  } finally {
    await server.unsafe(`drop database ${name} with (force)`);
    await server.end();
  }
});

test('every test has a database of its own', async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const sql = postgres(one.url, { max: 1 });
  await sql`create table only_here (n int)`;
  await sql.end();
  const other = postgres(two.url, { max: 1 });
  const [row] = await other`select to_regclass('public.only_here') as found`;
  await other.end();
  expect(row?.found).toBeNull();
  await one.drop();
  await two.drop();
});
