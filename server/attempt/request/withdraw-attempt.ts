import { changeAttempt } from '../../../db/queries/attempts.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { insertRequest } from '../../../db/queries/requests.ts';
import { nextStatus } from '../../../domain/attempt.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notifyAttempt } from '../../edit-log/notify-attempt.ts';
import { Failure } from '../../failure.ts';
import { cancelJob } from '../../jobs/enqueue.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { settleAttempt } from '../settle-attempt.ts';

/** Ends the application at the candidate's own wish, at any stage. It is final; staff see it at once. */
export async function withdrawAttempt(principal: CandidatePrincipal, input: { text: string }): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.own-record', principal.attemptId);
    const { attempt, now } = await settleAttempt(tx, principal.attemptId);
    if (attempt.status === 'withdrawn') return;
    const status = nextStatus(attempt.status, 'withdraw');
    if (status === null)
      throw new Failure('not-open', 'This invitation was declined, so there is nothing to withdraw.');
    await changeAttempt(tx, attempt.id, { status, withdrawnAt: now });
    await cancelJob(tx, `expire-attempt:${attempt.id}`);
    await cancelJob(tx, `grade-attempt:${attempt.id}`);
    await insertRequest(tx, {
      attemptId: attempt.id,
      kind: 'withdraw',
      itemNumber: null,
      text: input.text,
      state: { from: attempt.status },
    });
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'attempt-withdrawn',
      subject: { kind: 'attempt', id: attempt.id },
      data: { from: attempt.status },
    });
    await notifyAttempt(tx, attempt.id, 'access');
  });
}
