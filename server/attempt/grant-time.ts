import type { Executor } from '../../db/executor.ts';
import { changeAttempt, findAttemptForCandidate, insertGrant } from '../../db/queries/attempts.ts';
import { supersedeGrades } from '../../db/queries/grades.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { nextStatus } from '../../domain/attempt.ts';
import type { ProgressTimes } from '../../domain/attempt-progress.ts';
import { sectionDeadline } from '../../domain/deadline.ts';
import { sectionOfItem } from '../../domain/form.ts';
import { decideGrant, type GrantEffect, type GrantRefusal } from '../../domain/grant.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { mergeLateUpdatesReceivedBy } from '../edit-log/decide-late-updates.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { env } from '../env.ts';
import { Failure } from '../failure.ts';
import { cancelJob, enqueue } from '../jobs/enqueue.ts';
import type { StaffPrincipal } from '../session.ts';
import { readTimes, type SettledAttempt, scheduleExpiry, settleAttempt } from './settle-attempt.ts';

export interface GrantInput {
  attemptId: string;
  /** Null: the section that is open, or the one that ended last. */
  sectionNumber: number | null;
  grantedMs: number;
  basis: 'outage' | 'browser-gap' | 'accommodation' | 'other';
  reason: string;
  /** Of a measured outage (`measureOutages`): the same one is granted once. */
  outageKey: string | null;
}

export interface Granted {
  effect: Exclude<GrantEffect['kind'], 'refused'>;
  sectionNumber: number;
  /** Characters that had arrived late and are in time now. */
  mergedCharacters: number;
}

/**
 * Gives time, while the attempt runs or after the deadline has ended it. A grant after the end makes the attempt run
 * again: receipt and grades are set aside, the grading job is taken back, and edits that were kept aside count when they
 * arrived within the longer time. The given time itself starts when the candidate comes back to the section.
 */
export async function grantTime(principal: StaffPrincipal, input: GrantInput): Promise<Granted> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'time.grant', input.attemptId);
    const settled = await settleAttempt(tx, input.attemptId);
    const effect = decideGrant({ ...settled.attempt, ...settled }, input.sectionNumber);
    if (effect.kind === 'refused') throw new Failure('not-open', refusalTexts[effect.why]);
    const { sectionNumber } = effect;
    const isNew = await insertGrant(tx, {
      attemptId: input.attemptId,
      sectionNumber,
      grantedMs: input.grantedMs,
      basis: input.basis,
      reason: input.reason,
      grantedBy: principal.id,
      outageKey: input.outageKey,
    });
    if (!isNew) throw new Failure('conflict', 'This outage was granted before.');
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'time-granted',
      subject: { kind: 'attempt', id: input.attemptId },
      data: {
        sectionNumber,
        grantedMs: input.grantedMs,
        basis: input.basis,
        reason: input.reason,
        effect: effect.kind,
      },
    });
    if (effect.kind === 'reopen-attempt') await reopen(tx, settled, principal);
    const merged = effect.kind === 'extend' ? 0 : await mergeInTime(tx, settled, sectionNumber, principal.id);
    await scheduleExpiry(tx, await settleAttempt(tx, input.attemptId));
    if (effect.kind !== 'extend') await mailGrant(tx, input);
    await notifyAttempt(tx, input.attemptId, effect.kind === 'reopen-attempt' ? 'reopened' : 'granted');
    return { effect: effect.kind, sectionNumber, mergedCharacters: merged };
  });
}

/** The candidate may have closed the page: where mail can be sent, she is told that time waits for her. */
async function mailGrant(tx: Executor, input: GrantInput): Promise<void> {
  const facts = env().smtp ? await findAttemptForCandidate(tx, input.attemptId) : null;
  if (!facts) return;
  const minutes = Math.round(input.grantedMs / 6_000) / 10;
  await enqueue(tx, 'send-mail', {
    to: facts.candidate.email,
    subject: `Time was given to your assessment: ${facts.position.title}`,
    text: [
      `${facts.candidate.name},`,
      '',
      `${minutes} minutes were given to your assessment for ${facts.position.title}. They begin when you come back and press; until then nothing runs.`,
      '',
      `Open ${new URL('/take', env().appUrl).href} in the browser in which you took it, or ${new URL('/resume', env().appUrl).href} with your resume code.`,
      ...(facts.position.contact ? ['', `Contact: ${facts.position.contact}`] : []),
    ].join('\n'),
  });
}

/** submitted or graded → running. The report shows the grades that were set aside as history. */
async function reopen(tx: Executor, settled: SettledAttempt, principal: StaffPrincipal): Promise<void> {
  const { attempt } = settled;
  const status = nextStatus(attempt.status, 'reopen');
  if (status === null) throw new Failure('conflict', 'The attempt changed meanwhile. Load the page again.');
  await changeAttempt(tx, attempt.id, { status, submittedAt: null, submittedBy: null, receipt: null });
  await cancelJob(tx, `grade-attempt:${attempt.id}`);
  await supersedeGrades(tx, attempt.id, 'Time was granted after the deadline, so the attempt runs again.');
  await insertAudit(tx, {
    actor: { kind: 'person', id: principal.id },
    action: 'attempt-reopened',
    subject: { kind: 'attempt', id: attempt.id },
    data: { receipt: attempt.receipt, submittedAt: attempt.submittedAt?.toISOString() ?? null },
  });
}

/** Edits of the section that were kept aside and arrived before its new deadline are in the answer from now on. */
async function mergeInTime(
  tx: Executor,
  settled: SettledAttempt,
  sectionNumber: number,
  decidedBy: string,
): Promise<number> {
  const times: ProgressTimes | null = await readTimes(tx, settled.attempt, settled.form);
  const deadline = times && sectionDeadline(times, sectionNumber);
  const merged = await mergeLateUpdatesReceivedBy(
    tx,
    settled.attempt.id,
    (itemNumber) =>
      sectionOfItem(settled.form.sections, itemNumber)?.number === sectionNumber ? deadline : null,
    decidedBy,
  );
  return merged.characters;
}

const refusalTexts: Record<GrantRefusal, string> = {
  'not-started': 'This attempt was not started. Set extra time for it instead, or give more days.',
  'submitted-by-candidate': 'The candidate has submitted. A submission of her own is final.',
  'left-by-candidate': 'The candidate has left this section herself. Give the time to another section.',
  closed: 'This attempt is closed.',
  'no-section': 'There is no section that could get this time.',
};
