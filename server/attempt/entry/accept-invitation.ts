import { readNow } from '../../../db/executor.ts';
import { changeAttempt } from '../../../db/queries/attempts.ts';
import { consumeInvitationLink } from '../../../db/queries/invitations.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { nextStatus, statusNow } from '../../../domain/attempt.ts';
import { database } from '../../database.ts';
import { notifyAttempt } from '../../edit-log/notify-attempt.ts';
import { Failure } from '../../failure.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { newResumeCode } from '../../secret-token.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { settleAttempt } from '../settle-attempt.ts';
import { usesLab } from '../sql/prepare-lab.ts';
import { findLink } from './find-link.ts';
import { openSession } from './open-session.ts';
import { hashResumeCode } from './resume-code-hash.ts';

export type Accepted =
  /** `resumeCode` is shown this once; null when the attempt has one already. */
  | { kind: 'opened'; sessionToken: string; resumeCode: string | null }
  /** This browser had pressed before: its session holds. */
  | { kind: 'already-here' };

/**
 * The candidate's own press after consent uses the link up and opens a session in this browser. Of two presses one wins;
 * sessions in other browsers stay open. A link that was issued again later opens another session of the same attempt.
 */
export async function acceptInvitation(input: {
  token: string;
  timeZone: string | null;
  userAgent: string;
  /** Whoever this browser is already. */
  current: CandidatePrincipal | null;
}): Promise<Accepted> {
  const code = newResumeCode();
  const codeHash = await hashResumeCode(code);
  return database().db.transaction(async (tx) => {
    const link = await findLink(tx, input.token, await readNow(tx));
    if (!link) throw new Failure('not-found', 'This link is not valid.', { message: 'unknown link' });
    const { attempt, form, now } = await settleAttempt(tx, link.attemptId);
    if (!(await consumeInvitationLink(tx, link.id))) {
      if (input.current?.attemptId === link.attemptId) return { kind: 'already-here' };
      throw new Failure(
        'not-open',
        'This link has been used or has ended. Use your resume code, or ask for a new link.',
      );
    }
    const status = statusNow(attempt, now);
    if (status === 'lapsed') throw new Failure('not-open', 'The last moment to start has passed.');
    if (status === 'withdrawn') throw new Failure('not-open', 'This application was withdrawn.');
    // While it runs and afterwards a link only opens another browser.
    const accepted = nextStatus(attempt.status, 'accept');
    const giveCode = attempt.resumeCodeHash === null;
    await changeAttempt(tx, attempt.id, {
      ...(accepted ? { status: accepted, declinedAt: null } : {}),
      acceptedAt: attempt.acceptedAt ?? now,
      consentedAt: attempt.consentedAt ?? now,
      timeZone: attempt.timeZone ?? input.timeZone,
      ...(giveCode ? { resumeCodeHash: codeHash } : {}),
    });
    await insertAudit(tx, {
      actor: { kind: 'candidate', id: attempt.id },
      action: 'invitation-accepted',
      subject: { kind: 'attempt', id: attempt.id },
      data: { linkId: link.id, consent: true },
    });
    const { token } = await openSession(tx, {
      attemptId: attempt.id,
      openedBy: 'link',
      linkId: link.id,
      userAgent: input.userAgent,
    });
    if (accepted && usesLab(form.sections)) await enqueue(tx, 'prepare-lab', { attemptId: attempt.id });
    await notifyAttempt(tx, attempt.id, 'access');
    return { kind: 'opened', sessionToken: token, resumeCode: giveCode ? code : null };
  });
}
