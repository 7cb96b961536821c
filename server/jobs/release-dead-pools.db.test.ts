// Guarantee: jobs that a killed worker had taken run again within seconds and not after four hours; those of a living
// worker, also one without a job at this moment, are left alone.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addJob, poolLockName } from '../../db/queries/jobs.ts';
import { holdSessionLock } from '../../db/session-lock.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { sweepDeadPools } from './release-dead-pools.ts';

let database: UseCaseDatabase;

beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.sql`delete from graphile_worker._private_jobs`;
  await database.sql`delete from graphile_worker._private_job_queues`;
  await addJob(database.db, { task: 'send-mail', payload: {}, queue: 'mail' });
});

/** As a worker takes it: the job and its queue carry the pool's id. */
async function take(pool: string): Promise<void> {
  await database.sql`update graphile_worker._private_jobs set locked_by = ${pool}, locked_at = now(), attempts = 1`;
  await database.sql`update graphile_worker._private_job_queues set locked_by = ${pool}, locked_at = now()`;
}

async function lockedBy(): Promise<(string | null)[]> {
  const rows = await database.sql<{ locked_by: string | null }[]>`
    select locked_by from graphile_worker._private_jobs union all
    select locked_by from graphile_worker._private_job_queues`;
  return rows.map((row) => row.locked_by);
}

/** The lock is taken by another connection, at its own time. */
async function untilHeld(pool: string): Promise<void> {
  await expect
    .poll(
      async () => {
        const [row] =
          await database.sql`select pg_try_advisory_xact_lock(hashtextextended(${poolLockName(pool)}, 0)) as free`;
        return row?.free;
      },
      { timeout: 15_000 },
    )
    .toBe(false);
}

test('a dead pool is suspected first and released at the second look, jobs and queues', async () => {
  await take('pool-dead');
  const suspects = await sweepDeadPools([]);
  expect(suspects).toEqual(['pool-dead']);
  expect(await lockedBy()).toEqual(['pool-dead', 'pool-dead']);
  expect(await sweepDeadPools(suspects)).toEqual([]);
  expect(await lockedBy()).toEqual([null, null]);
});

test('a living pool keeps its jobs, and loses them when it dies', async () => {
  const lock = holdSessionLock(database.url, poolLockName('pool-alive'));
  await untilHeld('pool-alive');
  await take('pool-alive');
  expect(await sweepDeadPools(['pool-alive'])).toEqual([]);
  expect(await lockedBy()).toEqual(['pool-alive', 'pool-alive']);
  await lock.release();
  await sweepDeadPools(await sweepDeadPools([]));
  expect(await lockedBy()).toEqual([null, null]);
});

test('a pool whose connection was cut takes its lock again', async () => {
  const lock = holdSessionLock(database.url, poolLockName('pool-cut'));
  await untilHeld('pool-cut');
  await take('pool-cut');
  const cut = await database.sql`
    select pg_terminate_backend(pid) as cut from pg_locks
    where locktype = 'advisory' and granted and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())`;
  expect(cut).toHaveLength(1);
  await untilHeld('pool-cut');
  expect(await sweepDeadPools(['pool-cut'])).toEqual([]);
  expect(await lockedBy()).toEqual(['pool-cut', 'pool-cut']);
  await lock.release();
});
