import { insertDecision } from '../../db/queries/grades.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import { decisionReasonCharactersMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';

export const decisionOutcomes = ['advance', 'offer', 'hold', 'decline'] as const;
export type DecisionOutcome = (typeof decisionOutcomes)[number];

/** Records what a person decided and why. A later decision is a new row; nothing decides by itself. */
export async function recordDecision(
  principal: StaffPrincipal,
  input: { attemptId: string; outcome: DecisionOutcome; reason: string },
): Promise<void> {
  const reason = input.reason.trim();
  if (reason === '') throw new Failure('bad-input', 'reason: write why. It is kept with the decision.');
  if (reason.length > decisionReasonCharactersMax) {
    throw new Failure('bad-input', `reason: at most ${decisionReasonCharactersMax} characters.`);
  }
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'decision.record', input.attemptId);
    await insertDecision(tx, {
      attemptId: input.attemptId,
      outcome: input.outcome,
      reason,
      decidedBy: principal.id,
    });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'decision-recorded',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { outcome: input.outcome },
    });
  });
}
