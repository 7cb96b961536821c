import { findAttemptForCandidate, saveApplicationAnswers } from '../../../db/queries/attempts.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { type ApplicationAnswers, applicationQuestionKeys } from '../../../domain/application.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getWaitingAttempt } from './waiting-attempt.ts';

/**
 * Recruiting answers, to the questions that the position has switched on and to no other. They are stored in
 * `application` only: not in the audit, not in an event, not where a scorer reads.
 */
export async function saveApplication(
  principal: CandidatePrincipal,
  input: { answers: ApplicationAnswers },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.take', principal.attemptId);
    const attempt = await getWaitingAttempt(tx, principal.attemptId);
    const facts = await findAttemptForCandidate(tx, attempt.id);
    if (!facts) throw notFound();
    const asked = facts.position.applicationQuestions;
    const kept: ApplicationAnswers = { ...input.answers };
    for (const key of applicationQuestionKeys) if (!asked[key]) delete kept[key];
    await saveApplicationAnswers(tx, attempt.id, kept);
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'application-saved',
      subject: { kind: 'attempt', id: attempt.id },
    });
  });
}
