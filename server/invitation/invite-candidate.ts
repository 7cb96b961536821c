import type { Executor } from '../../db/executor.ts';
import { readNow } from '../../db/executor.ts';
import {
  findOpenAttemptByEmail,
  insertAttempt,
  insertCandidate,
  listSeenSlugs,
} from '../../db/queries/candidates.ts';
import { type FormRecord, findCurrentForm, findForm } from '../../db/queries/forms.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { findPosition } from '../../db/queries/positions.ts';
import type { Runtime } from '../../domain/form.ts';
import type { Bank } from '../../question-bank/loader.ts';
import { authorizePosition } from '../authorize.ts';
import { openBank } from '../bank/open-bank.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { Failure, notFound } from '../failure.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { startWithinDaysMax } from '../limits.ts';
import { writeForm } from '../position/assemble-form.ts';
import { newFormSeed } from '../position/form-seed.ts';
import type { StaffPrincipal } from '../session.ts';
import { invitationMail, type Mail } from './invitation-mail.ts';
import { issueLink } from './issue-link.ts';

export interface Invited {
  attemptId: string;
  candidateName: string;
  email: string;
  /** Shown once; only its hash is stored. */
  url: string;
  mail: Mail;
  /** Whether the mail is on its way. */
  mailed: boolean;
  /** Set when the person had met questions of the position's form and got one of their own. */
  ownForm: number | null;
}

/** Invites one person: candidate, attempt and link in one transaction, and the mail as a job of it. */
export async function inviteCandidate(
  principal: StaffPrincipal,
  input: {
    positionId: string;
    name: string;
    email: string;
    /** Last moment to start, and the zone in which it was meant. */
    startBy: Date;
    timeZone: string;
    /** 1 for nobody's extra time. */
    timeFactor: number;
    runtime: Runtime | null;
    sendMail: boolean;
  },
): Promise<Invited> {
  const { bank } = await openBank();
  const email = input.email.trim();
  return database().db.transaction(async (tx) => {
    await authorizePosition(tx, principal, 'invitation.issue', input.positionId);
    const position = await findPosition(tx, input.positionId);
    if (!position) throw notFound();
    if (position.closedAt) throw new Failure('not-open', 'This position is closed. Open it again to invite.');
    const now = await readNow(tx);
    checkStartBy(input.startBy, now);
    const open = await findOpenAttemptByEmail(tx, position.id, email);
    if (open) {
      throw new Failure(
        'conflict',
        `email: ${email} has an open invitation to this position. Issue a new link on its page instead.`,
      );
    }
    const { mode } = (await findCurrentForm(tx, position.id)) ?? { mode: 'timed' };
    if (mode === 'live')
      throw new Failure(
        'not-open',
        'This position is held live. Plan a session with its interviewers instead.',
      );
    const { form, own } = await formFor(tx, bank, position, email, principal.id);
    const candidateId = await insertCandidate(tx, { name: input.name.trim(), email, phone: '' });
    const attemptId = await insertAttempt(tx, {
      positionId: position.id,
      candidateId,
      formId: form.id,
      mode: form.mode,
      startBy: input.startBy,
      timeFactor: input.timeFactor,
      runtime: input.runtime,
      invitedBy: principal.id,
    });
    const { url } = await issueLink(tx, { attemptId, startBy: input.startBy, now, issuedBy: principal.id });
    const mail = invitationMail({
      candidateName: input.name,
      positionTitle: position.title,
      team: position.team,
      sections: form.sections,
      startBy: input.startBy,
      timeZone: input.timeZone,
      url,
      contact: position.contact,
    });
    const mailed = input.sendMail && env().smtp !== null;
    if (mailed) await enqueue(tx, 'send-mail', { to: email, ...mail });
    // The audit does not say whether there is extra time: it is read by people who may judge.
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'candidate-invited',
      subject: { kind: 'attempt', id: attemptId },
      data: { positionId: position.id, form: form.number, startBy: input.startBy.toISOString(), mailed },
    });
    return {
      attemptId,
      candidateName: input.name.trim(),
      email,
      url,
      mail,
      mailed,
      ownForm: own ? form.number : null,
    };
  });
}

export function checkStartBy(startBy: Date, now: Date): void {
  const days = (startBy.getTime() - now.getTime()) / 86_400_000;
  if (days <= 0) throw new Failure('bad-input', 'startBy: this moment has passed. Choose a later one.');
  if (days > startWithinDaysMax) {
    throw new Failure('bad-input', `startBy: at most ${startWithinDaysMax} days from now.`);
  }
}

/**
 * The position's form, unless this person has met one of its questions (nobody gets a question twice): then a form of
 * the same blueprint without them, under its own number, for this person alone.
 */
async function formFor(
  tx: Executor,
  bank: Bank,
  position: { id: string; blueprintSlug: string },
  email: string,
  createdBy: string,
): Promise<{ form: FormRecord; own: boolean }> {
  const current = await findCurrentForm(tx, position.id);
  if (!current) throw new Failure('not-open', 'This position has no form. Make one in its settings.');
  const seen = await listSeenSlugs(tx, email);
  const met = current.sections.flatMap((section) => section.items).filter((item) => seen.includes(item.slug));
  if (met.length === 0) return { form: current, own: false };
  const names = met.map((item) => item.title).join(', ');
  const made = await writeForm(tx, bank, {
    positionId: position.id,
    blueprintSlug: position.blueprintSlug,
    seed: newFormSeed(),
    seen,
    createdBy,
    current: false,
  }).catch((error: unknown) => {
    if (!(error instanceof Failure) || error.code !== 'bad-input') throw error;
    throw new Failure(
      'conflict',
      `email: this person has met ${names}, and the bank has no other questions for the blueprint. ${error.safe.replace(/^blueprintSlug: /u, '')}`,
      { cause: error },
    );
  });
  const form = await findForm(tx, made.formId);
  if (!form) throw new Error('the form that was just made is missing');
  return { form, own: true };
}
