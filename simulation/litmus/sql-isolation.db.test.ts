/**
 * Guarantee: the simulated SQL store shows the same anomalies as real PostgreSQL at every isolation level, step by step.
 * Otherwise a world would teach, and grade, something that is not so.
 */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/embedded/test-database.ts';
import { type Isolation, litmusTests, withoutWhom } from './litmus.ts';
import { observePostgresql } from './postgresql.ts';
import { observeSimulated } from './simulated.ts';

let database: TestDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 3, onnotice: () => {} });
  await sql`create table account (id text primary key, value int not null)`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const isolations: Isolation[] = ['rc', 'rr', 'ser'];

describe.each(litmusTests.map((litmus) => [litmus.name, litmus] as const))('%s', (_name, litmus) => {
  it.each(isolations)('is the same under %s', async (isolation) => {
    const real = await observePostgresql(sql, litmus, isolation);
    expect(withoutWhom(observeSimulated(litmus, isolation))).toEqual(withoutWhom(real));
  });
});
