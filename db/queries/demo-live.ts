import { sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';

/** The clock that rows are stamped with, read outside a transaction. */
export async function readClock(db: Executor): Promise<Date> {
  const rows = await db.execute<{ now: Date | string }>(sql`select clock_timestamp() as now`);
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('no clock');
  return new Date(now);
}

/**
 * For the demo only: what was written about a session since `since` happened at `at` instead. The use cases that wrote it
 * read the database's clock; this puts what they did where the story has it. Spans (a run, a moment and its writing) keep
 * their length.
 */
export async function moveIntoPast(db: Executor, attemptId: string, since: Date, at: Date): Promise<void> {
  const [from, to] = [since.toISOString(), at.toISOString()];
  const moved = [
    sql`update live_event set created_at = ${to} where attempt_id = ${attemptId} and created_at >= ${from}`,
    sql`update document_update set received_at = ${to} where received_at >= ${from}
        and document_id in (select id from document where attempt_id = ${attemptId})`,
    sql`update document set created_at = ${to} where attempt_id = ${attemptId} and created_at >= ${from}`,
    sql`update run set ended_at = ${to}::timestamptz + (ended_at - started_at), started_at = ${to}
        where attempt_id = ${attemptId} and started_at >= ${from}`,
    sql`update evidence set moment_at = ${to}::timestamptz - (created_at - moment_at), created_at = ${to}
        where created_at >= ${from} and scorecard_id in (select id from scorecard where attempt_id = ${attemptId})`,
    sql`update rating set created_at = ${to} where created_at >= ${from}
        and scorecard_id in (select id from scorecard where attempt_id = ${attemptId})`,
    sql`update scorecard set created_at = ${to} where attempt_id = ${attemptId} and created_at >= ${from}`,
    sql`update scorecard set submitted_at = ${to} where attempt_id = ${attemptId} and submitted_at >= ${from}`,
    sql`update attempt set created_at = ${to} where id = ${attemptId} and created_at >= ${from}`,
    sql`update attempt set accepted_at = ${to}, consented_at = ${to} where id = ${attemptId} and accepted_at >= ${from}`,
    sql`update attempt set started_at = ${to} where id = ${attemptId} and started_at >= ${from}`,
    sql`update attempt set submitted_at = ${to} where id = ${attemptId} and submitted_at >= ${from}`,
    sql`update attempt_item set seen_at = ${to} where attempt_id = ${attemptId} and seen_at >= ${from}`,
    sql`update attempt_item set voided_at = ${to} where attempt_id = ${attemptId} and voided_at >= ${from}`,
    sql`update audit set created_at = ${to} where subject_id = ${attemptId} and created_at >= ${from}`,
  ];
  for (const statement of moved) await db.execute(statement);
}

/** For the demo only: the start that a session was planned for, which no use case plans in the past. */
export async function setPlannedStart(db: Executor, attemptId: string, startsAt: Date): Promise<void> {
  await db.execute(sql`
    update live_event set event = jsonb_set(event, '{startsAt}', to_jsonb(${startsAt.toISOString()}::text))
    where attempt_id = ${attemptId} and seq = 1`);
}
