import type { Executor } from '../../../db/executor.ts';
import { readNow } from '../../../db/executor.ts';
import { changeAttempt } from '../../../db/queries/attempts.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { nextStatus } from '../../../domain/attempt.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notifyAttempt } from '../../edit-log/notify-attempt.ts';
import { Failure } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { settleAttempt } from '../settle-attempt.ts';
import { getOpenLink } from './find-link.ts';

/** Says no to the invitation, with the link or from its session. It can be taken back until the last moment to start. */
export async function declineInvitation(
  asker: { token: string } | CandidatePrincipal,
  input: { reason: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    const attemptId = await attemptOf(tx, asker);
    const { attempt, now } = await settleAttempt(tx, attemptId);
    if (attempt.status === 'declined') return;
    const status = nextStatus(attempt.status, 'decline');
    if (status === null) {
      throw new Failure('not-open', 'This assessment was started, so it cannot be declined any more.');
    }
    await changeAttempt(tx, attempt.id, { status, declinedAt: now });
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'invitation-declined',
      subject: { kind: 'attempt', id: attempt.id },
      data: input.reason === '' ? {} : { reason: input.reason },
    });
    await notifyAttempt(tx, attempt.id, 'access');
  });
}

async function attemptOf(tx: Executor, asker: { token: string } | CandidatePrincipal): Promise<string> {
  if ('token' in asker) return (await getOpenLink(tx, asker.token, await readNow(tx))).attemptId;
  await authorizeAttempt(tx, asker, 'attempt.take', asker.attemptId);
  return asker.attemptId;
}
