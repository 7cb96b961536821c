import { readNow } from '../../db/executor.ts';
import { lockAttemptWithCandidate } from '../../db/queries/candidates.ts';
import { extendLinks, setStartBy } from '../../db/queries/invitation-links.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { findPosition } from '../../db/queries/positions.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { Failure, notFound } from '../failure.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { StaffPrincipal } from '../session.ts';
import { startExtendedMail } from './invitation-mail.ts';
import { checkStartBy } from './invite-candidate.ts';
import { linkExpiry } from './issue-link.ts';

/**
 * Moves the last moment to start to a later one, also after it has passed: lapsing is a reading of the clock, so there
 * is nothing to undo. Links that hold live on with it.
 */
export async function extendStart(
  principal: StaffPrincipal,
  input: { attemptId: string; startBy: Date; timeZone: string },
): Promise<{ mailed: boolean }> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'invitation.issue', input.attemptId);
    const row = await lockAttemptWithCandidate(tx, input.attemptId);
    if (!row) throw notFound();
    const { attempt } = row;
    if (attempt.status !== 'invited' && attempt.status !== 'accepted' && attempt.status !== 'declined') {
      throw new Failure('not-open', 'This attempt was started. Its time is changed by a grant.');
    }
    const now = await readNow(tx);
    checkStartBy(input.startBy, now);
    if (input.startBy.getTime() < attempt.startBy.getTime()) {
      throw new Failure(
        'bad-input',
        'startBy: this is earlier than what the candidate was told. Choose a later moment.',
      );
    }
    await setStartBy(tx, attempt.id, input.startBy);
    await extendLinks(tx, attempt.id, linkExpiry(input.startBy, now));
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'start-extended',
      subject: { kind: 'attempt', id: attempt.id },
      data: { from: attempt.startBy.toISOString(), to: input.startBy.toISOString() },
    });
    const position = await findPosition(tx, attempt.positionId);
    const mailed = env().smtp !== null && position !== null;
    if (mailed) {
      await enqueue(tx, 'send-mail', {
        to: row.candidateEmail,
        ...startExtendedMail({
          candidateName: row.candidateName,
          positionTitle: position.title,
          team: position.team,
          startBy: input.startBy,
          timeZone: input.timeZone,
          contact: position.contact,
        }),
      });
    }
    return { mailed };
  });
}
