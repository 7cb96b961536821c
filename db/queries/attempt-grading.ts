import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt } from '../schema/attempts.ts';

export async function lockAttemptForGrading(db: Executor, attemptId: string) {
  const rows = await db
    .select({ status: attempt.status, revision: attempt.revision })
    .from(attempt)
    .where(eq(attempt.id, attemptId))
    .for('update');
  return rows[0] ?? null;
}

/** submitted → graded. The caller holds the row's lock and has checked the status. */
export async function finishGrading(db: Executor, attemptId: string) {
  await db
    .update(attempt)
    .set({ status: 'graded', revision: sql`${attempt.revision} + 1` })
    .where(eq(attempt.id, attemptId));
}
