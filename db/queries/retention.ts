import { sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';

/**
 * Deletes attempts whose keeping time is over, at most `limit` of them, and candidates that have none left. The time
 * runs from the last thing that happened: decision, submission, withdrawal, else the last moment to start. Everything
 * that hangs on an attempt (answers, edits, runs, grades, scorecards, application answers) goes with it.
 */
export async function deleteExpiredAttempts(
  db: Executor,
  limit: number,
): Promise<{ attemptId: string; positionId: string }[]> {
  const rows = await db.execute<{ id: string; position_id: string; candidate_id: string }>(sql`
    delete from attempt where id in (
      select a.id from attempt a
      join position p on p.id = a.position_id
      where a.status <> 'running'
        and greatest(
          a.start_by,
          a.submitted_at,
          a.withdrawn_at,
          a.declined_at,
          (select max(d.created_at) from decision d where d.attempt_id = a.id)
        ) < now() - make_interval(days => p.retention_days)
      order by a.created_at
      limit ${limit}::int
      for update of a skip locked
    )
    returning id, position_id, candidate_id`);
  if (rows.length > 0) {
    await db.execute(sql`
      delete from candidate c
      where c.id in (${sql.join(
        rows.map((row) => sql`${row.candidate_id}::uuid`),
        sql`, `,
      )})
        and not exists (select 1 from attempt a where a.candidate_id = c.id)`);
  }
  return rows.map((row) => ({ attemptId: row.id, positionId: row.position_id }));
}

/** Exposure rows are kept by e-mail; they go when no attempt of that e-mail is left. */
export async function deleteOrphanedExposure(db: Executor): Promise<void> {
  await db.execute(sql`
    delete from exposure e where not exists (
      select 1 from candidate c where lower(c.email) = lower(e.candidate_email)
    )`);
}
