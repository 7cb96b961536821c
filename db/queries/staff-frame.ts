import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt, candidateRequest } from '../schema/attempts.ts';
import { scorecard } from '../schema/grading.ts';

/** Cards of this person that can be filled in now: the attempt is submitted, the card is not. */
export async function countOwnOpenCards(db: Executor, raterId: string): Promise<number> {
  const rows = await db
    .select({ n: sql<number>`count(*)::int` })
    .from(scorecard)
    .innerJoin(attempt, eq(attempt.id, scorecard.attemptId))
    .where(
      and(
        eq(scorecard.raterId, raterId),
        isNull(scorecard.withdrawnAt),
        isNull(scorecard.submittedAt),
        inArray(attempt.status, ['submitted', 'graded']),
      ),
    );
  return rows[0]?.n ?? 0;
}

/** Requests of candidates that nobody has answered, by position. */
export async function countOpenRequestsByPosition(db: Executor): Promise<Map<string, number>> {
  const rows = await db
    .select({ positionId: attempt.positionId, n: sql<number>`count(*)::int` })
    .from(candidateRequest)
    .innerJoin(attempt, eq(attempt.id, candidateRequest.attemptId))
    .where(isNull(candidateRequest.answeredAt))
    .groupBy(attempt.positionId);
  return new Map(rows.map((row) => [row.positionId, row.n]));
}
