import { findAttemptForCandidate, findItem } from '../../../db/queries/attempts.ts';
import { listSteps } from '../../../db/queries/investigations.ts';
import { type InvestigationView, investigationView } from '../../../domain/incident/wire.ts';
import { incidentFor } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';

/** The own investigation as it stands: what another tab, or another machine, has opened meanwhile is in it. */
export async function readInvestigation(
  principal: CandidatePrincipal,
  itemNumber: number,
): Promise<InvestigationView> {
  const { attemptId } = principal;
  await authorizeAttempt(database().db, principal, 'attempt.take', attemptId);
  return database().db.transaction(async (tx) => {
    const facts = await findAttemptForCandidate(tx, attemptId);
    const item = await findItem(tx, attemptId, itemNumber);
    if (facts?.attempt.status !== 'running' || !item) throw notFound(`item ${itemNumber}`);
    const question = await getPinnedQuestion(tx, item.questionHash);
    if (question.kind !== 'incident') throw notFound(`item ${itemNumber} is no incident`);
    const steps = await listSteps(tx, { attemptId, itemNumber });
    return investigationView(incidentFor(question, facts.attempt.runtime), steps);
  });
}
