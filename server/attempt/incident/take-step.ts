import type { Executor } from '../../../db/executor.ts';
import { insertStep, listSteps } from '../../../db/queries/investigations.ts';
import type { Incident, InvestigationStep } from '../../../domain/incident/incident.ts';
import { refuseStep, replayInvestigation } from '../../../domain/incident/investigation.ts';
import { type InvestigationView, investigationView } from '../../../domain/incident/wire.ts';
import { incidentFor } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getOpenQuestion, type QuestionTarget } from '../question/open-question.ts';

/** Practice keeps its steps in the page: what was done before is sent along, and nothing is stored. */
export type StepTarget = { itemNumber: number } | { practice: true; before: InvestigationStep[] };

/**
 * Opens a card or acts, and answers with the whole investigation. Under the attempt's lock, so that two tabs can't spend
 * the same minutes; a step that was taken before is answered as done, so a repeated request costs nothing.
 */
export async function takeStep(
  principal: CandidatePrincipal,
  input: { target: StepTarget; step: InvestigationStep },
): Promise<InvestigationView> {
  const { attemptId } = principal;
  const { target, step } = input;
  await authorizeAttempt(database().db, principal, 'attempt.run', attemptId);
  return database().db.transaction(async (tx) => {
    const open = await getOpenIncident(tx, attemptId, target);
    const { incident, itemNumber, documentSeq } = open;
    const before =
      itemNumber === null
        ? 'before' in target
          ? target.before
          : []
        : await listSteps(tx, { attemptId, itemNumber });
    const state = replayInvestigation(incident, before);
    const refusal = refuseStep(incident, state, step);
    if (refusal === 'already') return investigationView(incident, before);
    if (refusal !== null) throw refused(refusal, state.leftMinutes);
    if (itemNumber !== null) {
      await insertStep(tx, { attemptId, itemNumber, number: before.length + 1, documentSeq, ...step });
    }
    return investigationView(incident, [...before, step]);
  });
}

function refused(refusal: 'unknown' | 'no-time', leftMinutes: number): Failure {
  if (refusal === 'unknown') return new Failure('bad-input', 'There is no such card or action here.');
  return new Failure(
    'bad-input',
    `It takes longer than the ${leftMinutes} simulated minutes that are left. The diagnosis and the postmortem take none.`,
  );
}

async function getOpenIncident(
  tx: Executor,
  attemptId: string,
  target: QuestionTarget,
): Promise<{ incident: Incident; itemNumber: number | null; documentSeq: number }> {
  const { question, runtime, ...open } = await getOpenQuestion(tx, attemptId, target, 'incident');
  if (question.kind !== 'incident') throw new Failure('bad-input', 'This question has no incident.');
  return { ...open, incident: incidentFor(question, runtime) };
}
