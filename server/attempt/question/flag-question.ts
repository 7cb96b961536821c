import { setItemFlag } from '../../../db/queries/attempts.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';

/** A flag of the candidate's own, for coming back; it is no answer and no time hangs on it. */
export async function flagQuestion(
  principal: CandidatePrincipal,
  input: { itemNumber: number; flagged: boolean },
): Promise<void> {
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.take', principal.attemptId);
  if (!(await setItemFlag(db, principal.attemptId, input.itemNumber, input.flagged))) {
    throw notFound(`item ${input.itemNumber}`);
  }
}
