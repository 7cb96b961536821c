import { insertAudit } from '../../db/queries/people.ts';
import { listRequests, answerRequest as storeAnswer } from '../../db/queries/requests.ts';
import { settleAttempt } from '../attempt/settle-attempt.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { mergeLateUpdates, rejectLateUpdates } from '../edit-log/decide-late-updates.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { gradeAgain } from './grade-again.ts';

/**
 * Takes the edits that arrived late into the answers, or leaves them out. Accepting grades the questions again. A
 * request of the candidate about them is answered by it.
 */
export async function decideLateEdits(
  principal: StaffPrincipal,
  input: { attemptId: string; decision: 'accept' | 'reject' },
): Promise<{ characters: number; itemNumbers: number[] }> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'late-edits.decide', input.attemptId);
    const settled = await settleAttempt(tx, input.attemptId);
    if (settled.attempt.status === 'withdrawn') {
      throw new Failure('not-open', 'The candidate has withdrawn.');
    }
    const decided =
      input.decision === 'accept'
        ? await mergeLateUpdates(tx, { attemptId: input.attemptId, decidedBy: principal.id })
        : await rejectLateUpdates(tx, { attemptId: input.attemptId, decidedBy: principal.id });
    if (decided.batches === 0) {
      throw new Failure(
        'not-open',
        'There are no late edits that could be decided. Somebody may have been faster.',
      );
    }
    if (input.decision === 'accept') {
      await gradeAgain(tx, settled, decided.itemNumbers, 'Edits that had arrived late were accepted.');
    }
    for (const request of await listRequests(tx, input.attemptId)) {
      if (request.kind !== 'late-edits' || request.answeredAt) continue;
      await storeAnswer(tx, {
        attemptId: input.attemptId,
        requestId: request.id,
        answeredBy: principal.id,
        answer:
          input.decision === 'accept'
            ? `The ${decided.characters} characters that arrived late are part of your answers.`
            : 'The edits that arrived late stay out of your answers.',
        outcome: input.decision === 'accept' ? 'granted' : 'refused',
      });
    }
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: input.decision === 'accept' ? 'late-edits-accepted' : 'late-edits-rejected',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { characters: decided.characters, items: decided.itemNumbers },
    });
    await notifyAttempt(tx, input.attemptId, 'message');
    return { characters: decided.characters, itemNumbers: decided.itemNumbers };
  });
}
