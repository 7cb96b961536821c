import { findAttemptForCandidate, updateCandidateDetails } from '../../../db/queries/attempts.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getWaitingAttempt } from './waiting-attempt.ts';

/** Name and phone. The address stays the one that was invited: exposure and links hang on it. */
export async function saveDetails(
  principal: CandidatePrincipal,
  input: { name: string; phone: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const attempt = await getWaitingAttempt(tx, principal.attemptId);
    const facts = await findAttemptForCandidate(tx, attempt.id);
    if (!facts) throw notFound();
    await updateCandidateDetails(tx, facts.candidate.id, input);
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'details-changed',
      subject: { kind: 'attempt', id: attempt.id },
    });
  });
}
