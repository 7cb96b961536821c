import { insertAudit } from '../../db/queries/people.ts';
import { restoreItem, voidItem } from '../../db/queries/staff-attempt.ts';
import { settleAttempt } from '../attempt/settle-attempt.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure } from '../failure.ts';
import { reasonCharactersMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { gradeAgain } from './grade-again.ts';

/**
 * Takes a question out of this attempt: reports leave it out from the next reading on, whatever was graded or rated. The
 * answer, its grade and its ratings stay, so that the question can be put back.
 */
export async function voidQuestion(
  principal: StaffPrincipal,
  input: { attemptId: string; itemNumber: number; reason: string },
): Promise<void> {
  const reason = input.reason.trim();
  if (reason === '' || reason.length > reasonCharactersMax) {
    throw new Failure('bad-input', `reason: write why, in at most ${reasonCharactersMax} characters.`);
  }
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'question.void', input.attemptId);
    await settleAttempt(tx, input.attemptId);
    if (!(await voidItem(tx, input.attemptId, input.itemNumber, reason))) {
      throw new Failure(
        'not-open',
        `Q${input.itemNumber} is not part of this attempt, or was voided before.`,
      );
    }
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'question-voided',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { itemNumber: input.itemNumber, reason },
    });
    await notifyAttempt(tx, input.attemptId, 'message');
  });
}

/** Puts a voided question back. One that was voided before it was graded is graded now. */
export async function restoreQuestion(
  principal: StaffPrincipal,
  input: { attemptId: string; itemNumber: number },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'question.void', input.attemptId);
    const settled = await settleAttempt(tx, input.attemptId);
    if (!(await restoreItem(tx, input.attemptId, input.itemNumber))) {
      throw new Failure('not-open', `Q${input.itemNumber} counts already.`);
    }
    await gradeAgain(tx, settled, [], 'A voided question was put back.');
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'question-restored',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { itemNumber: input.itemNumber },
    });
    await notifyAttempt(tx, input.attemptId, 'message');
  });
}
