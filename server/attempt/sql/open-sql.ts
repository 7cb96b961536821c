import type { OpenedSql } from '../../../domain/sql/wire.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { labValue } from './lab-answer.ts';
import { labQuestionOf } from './lab-question.ts';
import { getOpenTarget, labKeyOf, type SqlTarget } from './sql-target.ts';

/** Opens the database of a question, as the candidate left it or made anew. Opening it twice changes nothing. */
export async function openSql(
  principal: CandidatePrincipal,
  lab: Lab,
  input: { target: SqlTarget; requestId: string },
): Promise<OpenedSql> {
  const { key, question, itemNumber } = await getOpenTarget(principal, input.target);
  if (itemNumber !== null) {
    // The practice database is of no use after the start. What the lab answers does not matter: it clears up by itself.
    await lab.close({ key: labKeyOf(principal.attemptId, { practice: true }) });
  }
  const opened = await lab.open({
    key,
    requestId: input.requestId,
    realCandidate: true,
    question: labQuestionOf(question),
  });
  return labValue(opened, 'Opening the database');
}
