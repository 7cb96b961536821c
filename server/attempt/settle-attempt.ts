import type { Executor } from '../../db/executor.ts';
import { readNow } from '../../db/executor.ts';
import { listAttemptSections, listTimeGrants } from '../../db/queries/attempt-facts.ts';
import {
  type AttemptRecord,
  changeAttempt,
  type FormRecord,
  insertSection,
  leaveSectionRow,
  lockAttempt,
} from '../../db/queries/attempts.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { nextStatus } from '../../domain/attempt.ts';
import { type Progress, type ProgressTimes, planProgress, withLeft } from '../../domain/attempt-progress.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure, notFound } from '../failure.ts';
import { cancelJob, enqueue } from '../jobs/enqueue.ts';
import { newReceipt } from './receipt.ts';

/** An attempt under its lock, brought up to the clock. */
export interface SettledAttempt {
  attempt: AttemptRecord;
  form: FormRecord;
  now: Date;
  /** Null before the start. */
  times: ProgressTimes | null;
  /** Null unless the attempt is running. */
  progress: Progress | null;
}

/**
 * Takes the attempt's lock and writes down what the clock has done since it was last looked at: sections that ran out,
 * sections that began, the end. Every use case that changes an attempt begins here, and so does the queue's job, so the
 * outcome does not depend on who looks first.
 */
export async function settleAttempt(tx: Executor, attemptId: string): Promise<SettledAttempt> {
  const locked = await lockAttempt(tx, attemptId);
  if (!locked) throw notFound(`attempt ${attemptId}`);
  const now = await readNow(tx);
  const { attempt, form } = locked;
  const times = await readTimes(tx, attempt, form);
  if (attempt.status !== 'running' || !times) return { attempt, form, now, times, progress: null };
  const plan = planProgress(times, now);
  for (const step of plan.steps) {
    switch (step.kind) {
      case 'leave':
        await leaveSectionRow(tx, {
          attemptId,
          number: step.sectionNumber,
          leftAt: step.at,
          leftBy: 'deadline',
        });
        break;
      case 'enter':
        await insertSection(tx, { attemptId, number: step.sectionNumber, enteredAt: step.at });
        break;
    }
  }
  const settled: SettledAttempt = { attempt, form, now, times: plan.times, progress: plan.progress };
  if (plan.progress.state === 'over') {
    return writeSubmission(tx, settled, { by: 'deadline', at: plan.progress.overAt, declaredAids: {} });
  }
  if (plan.steps.length > 0) await notifyAttempt(tx, attemptId, 'section');
  return settled;
}

export async function readTimes(
  db: Executor,
  attempt: AttemptRecord,
  form: FormRecord,
): Promise<ProgressTimes | null> {
  // A live session has a lead instead of a clock.
  if (!attempt.startedAt || attempt.mode === 'live') return null;
  const [entered, grants] = await Promise.all([
    listAttemptSections(db, attempt.id),
    listTimeGrants(db, attempt.id),
  ]);
  return {
    startedAt: attempt.startedAt,
    timeFactor: attempt.timeFactor,
    sections: form.sections,
    entered: entered.map(({ number, enteredAt, leftAt, leftBy }) => ({ number, enteredAt, leftAt, leftBy })),
    grants: grants.map(({ sectionNumber, grantedMs, createdAt }) => ({
      sectionNumber,
      grantedMs,
      createdAt,
    })),
  };
}

/** Puts the expiry job at the next moment at which the clock does something; moves the one that waits. */
export async function scheduleExpiry(tx: Executor, settled: SettledAttempt): Promise<void> {
  if (!settled.times || settled.attempt.status !== 'running') return;
  const { nextAt } = planProgress(settled.times, settled.now);
  if (nextAt) await enqueue(tx, 'expire-attempt', { attemptId: settled.attempt.id }, { runAt: nextAt });
}

/**
 * The one way in which an attempt is handed in: by the candidate's press, or by the deadline with whatever is committed.
 * The caller holds the lock. An attempt that is submitted already stays as it is, with the same receipt.
 */
export async function writeSubmission(
  tx: Executor,
  settled: SettledAttempt,
  how: { by: 'candidate' | 'deadline'; at: Date; declaredAids: Record<string, string> },
): Promise<SettledAttempt> {
  const { attempt } = settled;
  const status = nextStatus(attempt.status, 'submit');
  if (status === null) {
    if (attempt.status === 'submitted' || attempt.status === 'graded') return settled;
    throw new Failure('not-open', 'This assessment is not running, so there is nothing to submit.');
  }
  let times = settled.times;
  for (const entry of times?.entered ?? []) {
    if (entry.leftAt || !times) continue;
    const left = { attemptId: attempt.id, number: entry.number, leftAt: how.at, leftBy: how.by };
    await leaveSectionRow(tx, left);
    times = withLeft(times, entry.number, how.at, how.by);
  }
  const change = {
    status,
    submittedAt: how.at,
    submittedBy: how.by,
    receipt: newReceipt(),
    // What was declared before a reopening holds until it is declared anew.
    declaredAids: { ...attempt.declaredAids, ...how.declaredAids },
  };
  await changeAttempt(tx, attempt.id, change);
  await cancelJob(tx, `expire-attempt:${attempt.id}`);
  await enqueue(tx, 'grade-attempt', { attemptId: attempt.id });
  await insertAudit(tx, {
    actor: how.by === 'candidate' ? { kind: 'candidate', id: attempt.id } : { kind: 'system' },
    action: 'attempt-submitted',
    subject: { kind: 'attempt', id: attempt.id },
    data: { by: how.by, at: how.at.toISOString(), receipt: change.receipt },
  });
  await notifyAttempt(tx, attempt.id, 'submitted');
  return {
    ...settled,
    times,
    attempt: { ...attempt, ...change, revision: attempt.revision + 1 },
    progress: null,
  };
}
