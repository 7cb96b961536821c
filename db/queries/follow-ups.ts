import { sql } from 'drizzle-orm';
import type { FollowUpTalk } from '../../domain/report/follow-up.ts';
import type { Executor } from '../executor.ts';

interface FollowUpRows {
  talks: (FollowUpTalk & { attemptId: string })[];
  /** The newest of each card, item and dimension, of submitted cards. */
  ratings: { sessionId: string; itemNumber: number; levelId: string }[];
}

/**
 * Live sessions in which answers of these attempts were opened, the earliest first, and what was rated on those items.
 * Sessions of which `viewerId` still owes a rating are left out: that an item was rated is part of what is sealed.
 */
export async function listFollowUps(
  db: Executor,
  attemptIds: readonly string[],
  viewerId: string | null,
): Promise<FollowUpRows> {
  if (attemptIds.length === 0) return { talks: [], ratings: [] };
  const talks = await db.execute<{
    attempt_id: string;
    session_id: string;
    item_number: number;
    item_title: string;
    day: string;
  }>(sql`
    select e.event -> 'from' ->> 'attemptId' as attempt_id, e.attempt_id as session_id, i.number as item_number,
           v.title as item_title, to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD') as day
    from live_event e
    join attempt_item i on i.attempt_id = e.attempt_id and i.number = (e.event ->> 'itemNumber')::int
         and i.voided_at is null
    join question_version v on v.hash = i.question_hash
    where e.event ->> 'kind' = 'answer-brought'
      and e.event -> 'from' ->> 'attemptId' = any(${sql.param([...attemptIds])}::text[])
      and not exists (
        select 1 from scorecard s where s.attempt_id = e.attempt_id and s.rater_id = ${viewerId}::uuid
          and s.submitted_at is null and s.withdrawn_at is null)
    order by e.created_at, e.attempt_id, e.seq`);
  const sessionIds = [...new Set(talks.map((row) => row.session_id))];
  const ratings =
    sessionIds.length === 0
      ? []
      : await db.execute<{ session_id: string; item_number: number; level_id: string }>(sql`
          select distinct on (r.scorecard_id, r.item_number, r.dimension)
                 s.attempt_id as session_id, r.item_number, r.level_id
          from rating r join scorecard s on s.id = r.scorecard_id
          where s.attempt_id = any(${sql.param(sessionIds)}::uuid[])
            and s.submitted_at is not null and s.withdrawn_at is null
          order by r.scorecard_id, r.item_number, r.dimension, r.seq desc`);
  return {
    talks: talks.map((row) => ({
      attemptId: row.attempt_id,
      sessionId: row.session_id,
      itemNumber: row.item_number,
      itemTitle: row.item_title,
      day: row.day,
    })),
    ratings: ratings.map((row) => ({
      sessionId: row.session_id,
      itemNumber: row.item_number,
      levelId: row.level_id,
    })),
  };
}
