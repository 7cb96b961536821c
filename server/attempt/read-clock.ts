import type { Executor } from '../../db/executor.ts';
import { readNow } from '../../db/executor.ts';
import { findAttemptForCandidate } from '../../db/queries/attempts.ts';
import type { AttemptStatus } from '../../domain/attempt.ts';
import { type Progress, type ProgressTimes, planProgress } from '../../domain/attempt-progress.ts';
import { acceptsEdits, sectionAllowanceMs, sectionDeadline } from '../../domain/deadline.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { CandidatePrincipal } from '../session.ts';
import { readTimes, scheduleExpiry, settleAttempt } from './settle-attempt.ts';

/** What a page knows of time: durations, never instants to compare. */
export interface ClockView {
  status: AttemptStatus;
  progress: Progress | null;
  /** Every section whose questions can be edited now, with its own remaining time; several when one may return. */
  openSections: { number: number; remainingMs: number; totalMs: number }[];
  /** The section that is worked on is the last one: it ends with the submission. */
  lastSection: boolean;
}

/** The clock of an attempt, brought up to now: whoever looks first after a deadline writes it down. */
export async function readClock(principal: CandidatePrincipal): Promise<ClockView> {
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.own-record', principal.attemptId);
  await catchUp(db, principal.attemptId);
  const facts = await findAttemptForCandidate(db, principal.attemptId);
  if (!facts) throw notFound();
  return clockView(facts.attempt.status, await readTimes(db, facts.attempt, facts.form), await readNow(db));
}

/** Takes the attempt's lock only when the clock has something to write: pages ask every few seconds. */
export async function catchUp(db: Executor, attemptId: string): Promise<void> {
  const facts = await findAttemptForCandidate(db, attemptId);
  if (facts?.attempt.status !== 'running') return;
  const times = await readTimes(db, facts.attempt, facts.form);
  if (!times) return;
  const plan = planProgress(times, await readNow(db));
  if (plan.steps.length === 0 && plan.progress.state !== 'over') return;
  await database().db.transaction(async (tx) => scheduleExpiry(tx, await settleAttempt(tx, attemptId)));
}

export function clockView(status: AttemptStatus, times: ProgressTimes | null, now: Date): ClockView {
  if (status !== 'running' || !times) {
    return { status, progress: null, openSections: [], lastSection: false };
  }
  const { progress } = planProgress(times, now);
  const openSections = times.entered.flatMap((entry) => {
    const deadline = sectionDeadline(times, entry.number);
    if (!deadline || !acceptsEdits(times, entry.number, now)) return [];
    return [
      {
        number: entry.number,
        remainingMs: deadline.getTime() - now.getTime(),
        totalMs: sectionAllowanceMs(times, entry.number),
      },
    ];
  });
  const lastSection = times.sections.every((section) =>
    times.entered.some((entry) => entry.number === section.number),
  );
  return { status, progress, openSections, lastSection };
}
