import { sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';

/**
 * Adds a job to the queue in the caller's own transaction: it exists when the caller's work exists, and not otherwise.
 * `jobKey` makes it one job: adding again moves or replaces the one that waits.
 */
export async function addJob(
  db: Executor,
  job: {
    task: string;
    payload: unknown;
    runAt?: Date;
    jobKey?: string;
    attemptsMax?: number;
    queue?: string;
  },
): Promise<void> {
  await db.execute(sql`
    select graphile_worker.add_job(
      identifier => ${job.task},
      payload => ${JSON.stringify(job.payload)}::json,
      queue_name => ${job.queue ?? null}::text,
      run_at => ${job.runAt ? job.runAt.toISOString() : null}::timestamptz,
      max_attempts => ${job.attemptsMax ?? null}::int,
      job_key => ${job.jobKey ?? null}::text
    )`);
}

export async function removeJob(db: Executor, jobKey: string): Promise<void> {
  await db.execute(sql`select graphile_worker.remove_job(${jobKey})`);
}

export interface QueueState {
  waiting: number;
  failed: number;
  oldestReadySeconds: number | null;
}

export async function readQueueState(db: Executor): Promise<QueueState> {
  const rows = await db.execute<{ waiting: number; failed: number; oldest: number | null }>(sql`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
           count(*) filter (where attempts >= max_attempts)::int as failed,
           extract(epoch from now() - min(run_at) filter (where run_at <= now() and locked_at is null and attempts < max_attempts))::int as oldest
    from graphile_worker.jobs`);
  const row = rows[0];
  return { waiting: row?.waiting ?? 0, failed: row?.failed ?? 0, oldestReadySeconds: row?.oldest ?? null };
}

/** The name under which a pool of workers holds its session lock (db/session-lock.ts) while it lives. */
export const poolLockName = (poolId: string): string => `plumbline-jobs:${poolId}`;

/** Pools that have taken jobs and whose session lock nobody holds. */
export async function findDeadPools(db: Executor): Promise<string[]> {
  // The inner query must be done before a lock is tried, or the planner could try them once per job. What is gotten is
  // given back at the end of the statement's transaction.
  const rows = await db.execute<{ pool: string }>(sql`
    with pools as materialized (
      select distinct locked_by as pool from graphile_worker._private_jobs where locked_by is not null
      union
      select locked_by from graphile_worker._private_job_queues where locked_by is not null
    )
    select pool from pools
    where pg_try_advisory_xact_lock(hashtextextended(${poolLockName('')} || pool, 0))`);
  return rows.map((row) => row.pool);
}

/** Gives the jobs that these pools had taken back to the queue. */
export async function releasePools(db: Executor, pools: readonly string[]): Promise<void> {
  await db.execute(
    sql`select graphile_worker.force_unlock_workers(array(select jsonb_array_elements_text(${JSON.stringify(pools)}::jsonb)))`,
  );
}
