import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Relation } from '../../domain/access.ts';
import type { Executor } from '../executor.ts';
import { attempt } from '../schema/attempts.ts';
import { scorecard } from '../schema/grading.ts';
import { liveParticipant } from '../schema/live.ts';
import { positionManager } from '../schema/positions.ts';

/** What a person is to an attempt: the facts that domain/access.ts decides from. Null when there is no such attempt. */
export async function findAttemptRelation(
  db: Executor,
  personId: string,
  attemptId: string,
): Promise<Relation | null> {
  const rows = await db
    .select({
      positionId: attempt.positionId,
      managerId: positionManager.personId,
      submittedAt: scorecard.submittedAt,
      cardId: scorecard.id,
      liveRole: liveParticipant.role,
    })
    .from(attempt)
    .leftJoin(
      positionManager,
      and(eq(positionManager.positionId, attempt.positionId), eq(positionManager.personId, personId)),
    )
    .leftJoin(
      scorecard,
      and(
        eq(scorecard.attemptId, attempt.id),
        eq(scorecard.raterId, personId),
        isNull(scorecard.withdrawnAt),
      ),
    )
    .leftJoin(
      liveParticipant,
      and(eq(liveParticipant.attemptId, attempt.id), eq(liveParticipant.personId, personId)),
    )
    .where(eq(attempt.id, attemptId));
  const row = rows[0];
  if (!row) return null;
  return {
    managesPosition: row.managerId !== null,
    assignedRater: row.cardId !== null,
    ratingSubmitted: row.submittedAt !== null,
    ...(row.liveRole ? { liveRole: row.liveRole } : {}),
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
