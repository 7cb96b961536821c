import { sql } from 'drizzle-orm';
import type { Relation } from '../../domain/access.ts';
import type { LiveRole } from '../../domain/live/room.ts';
import type { Executor } from '../executor.ts';
import { fixedStatement } from '../fixed-statement.ts';

const attemptRelation = fixedStatement<
  { personId: string; attemptId: string },
  { manages: boolean; has_card: boolean; submitted: boolean; live_role: LiveRole | null }
>(sql`
  select pm.person_id is not null as manages, c.id is not null as has_card, c.submitted_at is not null as submitted,
         lp.role as live_role
  from attempt a
  left join position_manager pm on pm.position_id = a.position_id and pm.person_id = ${sql.placeholder('personId')}
  left join scorecard c on c.attempt_id = a.id and c.rater_id = ${sql.placeholder('personId')} and c.withdrawn_at is null
  left join live_participant lp on lp.attempt_id = a.id and lp.person_id = ${sql.placeholder('personId')}
  where a.id = ${sql.placeholder('attemptId')}`);

/** What a person is to an attempt: the facts that domain/access.ts decides from. Null when there is no such attempt. */
export async function findAttemptRelation(
  db: Executor,
  personId: string,
  attemptId: string,
): Promise<Relation | null> {
  const [row] = await attemptRelation(db, { personId, attemptId });
  if (!row) return null;
  return {
    managesPosition: row.manages,
    assignedRater: row.has_card,
    ratingSubmitted: row.submitted,
    ...(row.live_role ? { liveRole: row.live_role } : {}),
  };
}

export async function findPositionRelation(
  db: Executor,
  personId: string,
  positionId: string,
): Promise<Relation | null> {
  const rows = await db.execute<{ exists: boolean; manages: boolean }>(sql`
    select exists(select 1 from position where id = ${positionId}) as "exists",
           exists(select 1 from position_manager where position_id = ${positionId} and person_id = ${personId}) as manages`);
  const row = rows[0];
  return row?.exists ? { managesPosition: row.manages } : null;
}
