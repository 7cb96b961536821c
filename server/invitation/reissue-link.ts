import { readNow } from '../../db/executor.ts';
import { lockAttemptWithCandidate } from '../../db/queries/candidates.ts';
import { findForm } from '../../db/queries/forms.ts';
import { recordLinkIssued } from '../../db/queries/invitation-links.ts';
import { countInWindow } from '../../db/queries/people.ts';
import { findPosition } from '../../db/queries/positions.ts';
import { statusNow } from '../../domain/attempt.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { Failure, notFound } from '../failure.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { remindersPerDayMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { type Mail, newLinkMail, reminderMail } from './invitation-mail.ts';
import { issueLink } from './issue-link.ts';

export interface Reissued {
  /** Shown once; only its hash is stored. */
  url: string;
  mail: Mail;
  mailed: boolean;
}

/**
 * Issues another link to the same attempt. Links and sessions that exist stay: a candidate who sits at another machine
 * is not thrown out by a helpful colleague. The new link is an audit row and a fact on the report.
 */
export async function reissueLink(
  principal: StaffPrincipal,
  input: { attemptId: string; timeZone: string; sendMail: boolean },
): Promise<Reissued> {
  return newLink(principal, { ...input, purpose: 'new-link' });
}

/**
 * Reminds a candidate who has not started. Tokens are stored as hashes only, so a reminder carries a new link; the
 * earlier one goes on working.
 */
export async function sendReminder(
  principal: StaffPrincipal,
  input: { attemptId: string; timeZone: string },
): Promise<Reissued> {
  return newLink(principal, { ...input, sendMail: true, purpose: 'reminder' });
}

async function newLink(
  principal: StaffPrincipal,
  input: { attemptId: string; timeZone: string; sendMail: boolean; purpose: 'new-link' | 'reminder' },
): Promise<Reissued> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'invitation.issue', input.attemptId);
    const row = await lockAttemptWithCandidate(tx, input.attemptId);
    if (!row) throw notFound();
    const { attempt } = row;
    const now = await readNow(tx);
    const status = statusNow(attempt, now);
    if (status === 'withdrawn') {
      throw new Failure('not-open', 'The candidate has withdrawn. There is nothing to open.');
    }
    if (input.purpose === 'reminder') {
      if (status !== 'invited' && status !== 'accepted') {
        throw new Failure(
          'not-open',
          status === 'lapsed'
            ? 'The last moment to start has passed. Extend it first.'
            : 'This attempt was started or declined. There is nothing to remind of.',
        );
      }
      const today = await countInWindow(tx, `reminder:${attempt.id}`, 86_400);
      if (today > remindersPerDayMax) {
        throw new Failure('too-many', `At most ${remindersPerDayMax} reminders a day go to one person.`);
      }
    }
    const [position, form] = await Promise.all([
      findPosition(tx, attempt.positionId),
      findForm(tx, attempt.formId),
    ]);
    if (!position || !form) throw notFound();
    const { linkId, url } = await issueLink(tx, {
      attemptId: attempt.id,
      startBy: attempt.startBy,
      now,
      issuedBy: principal.id,
    });
    await recordLinkIssued(tx, attempt.id, linkId);
    const facts = {
      candidateName: row.candidateName,
      positionTitle: position.title,
      team: position.team,
      sections: form.sections,
      startBy: attempt.startBy,
      timeZone: input.timeZone,
      url,
      contact: position.contact,
    };
    const mail = input.purpose === 'reminder' ? reminderMail(facts) : newLinkMail(facts);
    const mailed = input.sendMail && env().smtp !== null;
    if (mailed) await enqueue(tx, 'send-mail', { to: row.candidateEmail, ...mail });
    return { url, mail, mailed };
  });
}
