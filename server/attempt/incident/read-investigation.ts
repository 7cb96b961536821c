import { listSteps } from '../../../db/queries/investigations.ts';
import { type InvestigationView, investigationView } from '../../../domain/incident/wire.ts';
import { incidentFor } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getOpenQuestion } from '../question/open-question.ts';

/**
 * The own investigation as it stands, while its section is open: what another tab, or another machine, has opened
 * meanwhile is in it.
 */
export async function readInvestigation(
  principal: CandidatePrincipal,
  itemNumber: number,
): Promise<InvestigationView> {
  const { attemptId } = principal;
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.take', attemptId);
  return db.transaction(async (tx) => {
    const { question, runtime } = await getOpenQuestion(tx, attemptId, { itemNumber }, 'incident');
    if (question.kind !== 'incident') throw notFound(`item ${itemNumber} is no incident`);
    const steps = await listSteps(tx, { attemptId, itemNumber });
    return investigationView(incidentFor(question, runtime), steps);
  });
}
