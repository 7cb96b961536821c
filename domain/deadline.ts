import type { FormSection } from './form.ts';

/**
 * All time arithmetic of an attempt, over plain values. Instants are the database's; durations are milliseconds.
 *
 *   section deadline = entered + section minutes × factor + grants to that section
 *   attempt deadline = started + Σ section minutes × factor + Σ break minutes used + Σ all grants
 *
 * A section's clock begins when it is entered and the next is entered by leaving this one, so the attempt's own
 * deadline only matters for someone who lets breaks run on; it is the sum of everything that could be used.
 * An update received exactly at the deadline is in time.
 */
export interface AttemptTimes {
  startedAt: Date;
  timeFactor: number;
  sections: readonly FormSection[];
  entered: readonly { number: number; enteredAt: Date; leftAt: Date | null }[];
  grants: readonly { sectionNumber: number | null; grantedMs: number }[];
}

const minuteMs = 60_000;

export function sectionAllowanceMs(times: AttemptTimes, number: number): number {
  const section = times.sections.find((candidate) => candidate.number === number);
  if (!section) return 0;
  const granted = times.grants
    .filter((grant) => grant.sectionNumber === number)
    .reduce((sum, grant) => sum + grant.grantedMs, 0);
  return Math.round(section.minutes * minuteMs * times.timeFactor) + granted;
}

export function sectionDeadline(times: AttemptTimes, number: number): Date | null {
  const entry = times.entered.find((candidate) => candidate.number === number);
  if (!entry) return null;
  const wholeAttempt = times.grants
    .filter((grant) => grant.sectionNumber === null)
    .reduce((sum, grant) => sum + grant.grantedMs, 0);
  const own = new Date(entry.enteredAt.getTime() + sectionAllowanceMs(times, number) + wholeAttempt);
  const last = attemptDeadline(times);
  return own.getTime() < last.getTime() ? own : last;
}

export function attemptDeadline(times: AttemptTimes): Date {
  const base = times.sections.reduce(
    (sum, section) => sum + Math.round(section.minutes * minuteMs * times.timeFactor),
    0,
  );
  const breaks = times.sections.reduce((sum, section) => sum + section.breakMinutes * minuteMs, 0);
  const grants = times.grants.reduce((sum, grant) => sum + grant.grantedMs, 0);
  return new Date(times.startedAt.getTime() + base + breaks + grants);
}

/** The section that is being worked on at `now`, or null between sections, before the first and after the last. */
export function openSection(times: AttemptTimes, now: Date): { number: number; remainingMs: number } | null {
  for (const entry of times.entered) {
    if (entry.leftAt) continue;
    const deadline = sectionDeadline(times, entry.number);
    if (deadline && now.getTime() <= deadline.getTime()) {
      return { number: entry.number, remainingMs: deadline.getTime() - now.getTime() };
    }
  }
  return null;
}

/** Whether edits of this section's answers that were received at `at` are in time. */
export function acceptsEdits(times: AttemptTimes, sectionNumber: number, at: Date): boolean {
  const entry = times.entered.find((candidate) => candidate.number === sectionNumber);
  if (!entry) return false;
  const deadline = sectionDeadline(times, sectionNumber);
  if (!deadline || at.getTime() > deadline.getTime()) return false;
  if (entry.leftAt === null || at.getTime() <= entry.leftAt.getTime()) return true;
  // A section one may return to stays open until its own time is up, while a later one is worked on.
  const canReturn = times.sections.some((section) => section.number === sectionNumber && section.canReturn);
  return canReturn && times.entered.some((later) => later.number > sectionNumber && later.leftAt === null);
}

export type AttemptClock =
  | { state: 'section'; sectionNumber: number; remainingMs: number; attemptRemainingMs: number }
  | { state: 'between'; nextSection: number; breakRemainingMs: number; attemptRemainingMs: number }
  | { state: 'over'; overAt: Date };

/**
 * What the clock says at `now`. `over` is reached when the last section was left or ran out, or the attempt's deadline
 * has passed; `overAt` is the moment at which that happened, so that a late job submits with the true time.
 */
export function readClock(times: AttemptTimes, now: Date): AttemptClock {
  const last = attemptDeadline(times);
  if (now.getTime() > last.getTime()) return { state: 'over', overAt: last };
  const open = openSection(times, now);
  const attemptRemainingMs = last.getTime() - now.getTime();
  if (open) {
    return {
      state: 'section',
      sectionNumber: open.number,
      remainingMs: open.remainingMs,
      attemptRemainingMs,
    };
  }
  const unentered = times.sections.find(
    (section) => !times.entered.some((entry) => entry.number === section.number),
  );
  const endOf = (entry: { number: number; leftAt: Date | null }) =>
    entry.leftAt ?? sectionDeadline(times, entry.number) ?? last;
  const ended = times.entered
    .map(endOf)
    .reduce((a, b) => (a.getTime() > b.getTime() ? a : b), times.startedAt);
  if (!unentered) return { state: 'over', overAt: ended };
  const before = times.sections.filter((section) => section.number < unentered.number).at(-1);
  const breakMs = (before?.breakMinutes ?? 0) * minuteMs;
  // Between sections nothing runs but the break; when the break is over, the next section begins by itself.
  const breakRemainingMs = Math.max(0, ended.getTime() + breakMs - now.getTime());
  return { state: 'between', nextSection: unentered.number, breakRemainingMs, attemptRemainingMs };
}
