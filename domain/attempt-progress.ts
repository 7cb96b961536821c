import { type AttemptTimes, sectionDeadline } from './deadline.ts';

/**
 * How a running attempt moves on by the clock alone, so that nothing depends on a browser being there.
 *
 *   section ──left, or its deadline──▶ break ──pressed, or its end──▶ next section ─ … ─▶ over
 *                                                                                          ▲
 *   a section that was given time after it had ended ──waits for a press──▶ section ───────┘
 *
 * Time that is given after a section's end starts when the candidate comes back and presses, because she may be asleep
 * when it is given. It waits for `reopenedWaitMs`, then the attempt ends as it had ended before.
 */
export interface ProgressTimes extends AttemptTimes {
  entered: readonly EnteredSection[];
  grants: readonly { sectionNumber: number | null; grantedMs: number; createdAt: Date }[];
}

export interface EnteredSection {
  number: number;
  enteredAt: Date;
  leftAt: Date | null;
  leftBy: 'candidate' | 'deadline' | null;
}

export type Progress =
  | { state: 'section'; sectionNumber: number; remainingMs: number }
  | { state: 'break'; nextSection: number; remainingMs: number }
  | { state: 'reopened'; sectionNumber: number; grantedMs: number; waitRemainingMs: number }
  /** `overAt` is when it happened, so that a late job submits with the true time. */
  | { state: 'over'; overAt: Date };

export type Step =
  | { kind: 'leave'; sectionNumber: number; at: Date }
  | { kind: 'enter'; sectionNumber: number; at: Date };

export interface Plan {
  /** What the clock has done since it was last looked at, in order; to be written down. */
  steps: Step[];
  /** The times with those steps done. */
  times: ProgressTimes;
  progress: Progress;
  /** The next moment at which the clock does something by itself; null when it is over. */
  nextAt: Date | null;
}

/** How long time that was given after the end waits for the candidate. */
export const reopenedWaitMs = 7 * 24 * 60 * 60 * 1000;
const minuteMs = 60_000;

/** What the clock says at `now`. The last millisecond of a deadline is still in time. */
export function planProgress(given: ProgressTimes, now: Date): Plan {
  let times = given;
  const steps: Step[] = [];
  // Each round leaves or enters one section, and each section is left and entered at most once by the clock.
  for (let round = 0; round <= 2 * given.sections.length + 1; round++) {
    const open = times.entered.find((entry) => entry.leftAt === null);
    if (open) {
      const deadline = sectionDeadline(times, open.number) ?? open.enteredAt;
      if (now.getTime() <= deadline.getTime()) {
        const remainingMs = deadline.getTime() - now.getTime();
        return {
          steps,
          times,
          progress: { state: 'section', sectionNumber: open.number, remainingMs },
          // The deadline itself is in time; the first moment after it is not.
          nextAt: new Date(deadline.getTime() + 1),
        };
      }
      steps.push({ kind: 'leave', sectionNumber: open.number, at: deadline });
      times = withLeft(times, open.number, deadline, 'deadline');
      continue;
    }
    const next = times.sections.find(
      (section) => !times.entered.some((entry) => entry.number === section.number),
    );
    if (next) {
      const begins = beginsAt(times, next.number);
      if (now.getTime() < begins.getTime()) {
        const remainingMs = begins.getTime() - now.getTime();
        return {
          steps,
          times,
          progress: { state: 'break', nextSection: next.number, remainingMs },
          nextAt: begins,
        };
      }
      steps.push({ kind: 'enter', sectionNumber: next.number, at: begins });
      times = withEntered(times, next.number, begins);
      continue;
    }
    const reopened = findReopened(times);
    if (reopened) {
      const until = new Date(reopened.lastGrantAt.getTime() + reopenedWaitMs);
      if (now.getTime() <= until.getTime()) {
        return {
          steps,
          times,
          progress: {
            state: 'reopened',
            sectionNumber: reopened.sectionNumber,
            grantedMs: reopened.grantedMs,
            waitRemainingMs: until.getTime() - now.getTime(),
          },
          nextAt: new Date(until.getTime() + 1),
        };
      }
    }
    return { steps, times, progress: { state: 'over', overAt: lastEnd(times) }, nextAt: null };
  }
  throw new Error('the sections of an attempt did not come to an end');
}

/** The next section begins by itself when the break after the one before is over. */
function beginsAt(times: ProgressTimes, sectionNumber: number): Date {
  const before = times.sections.filter((section) => section.number < sectionNumber).at(-1);
  if (!before) return times.startedAt;
  return new Date(lastEnd(times).getTime() + before.breakMinutes * minuteMs);
}

function lastEnd(times: ProgressTimes): Date {
  return times.entered.reduce(
    (last, entry) => (entry.leftAt && entry.leftAt.getTime() > last.getTime() ? entry.leftAt : last),
    times.startedAt,
  );
}

export interface Reopened {
  sectionNumber: number;
  /** Time given since it ended. */
  grantedMs: number;
  leftAt: Date;
  lastGrantAt: Date;
}

/** The first section that ended by the clock and was given time afterwards which was not used yet. */
export function findReopened(times: ProgressTimes): Reopened | null {
  for (const entry of times.entered) {
    const { leftAt } = entry;
    if (!leftAt || entry.leftBy !== 'deadline') continue;
    const since = times.grants.filter(
      (grant) => grant.sectionNumber === entry.number && grant.createdAt.getTime() > leftAt.getTime(),
    );
    const last = since.at(-1);
    if (!last) continue;
    return {
      sectionNumber: entry.number,
      grantedMs: since.reduce((sum, grant) => sum + grant.grantedMs, 0),
      leftAt,
      lastGrantAt: since.reduce(
        (latest, grant) => (grant.createdAt.getTime() > latest.getTime() ? grant.createdAt : latest),
        last.createdAt,
      ),
    };
  }
  return null;
}

export function withLeft(
  times: ProgressTimes,
  sectionNumber: number,
  at: Date,
  by: 'candidate' | 'deadline',
): ProgressTimes {
  return {
    ...times,
    entered: times.entered.map((entry) =>
      entry.number === sectionNumber ? { ...entry, leftAt: at, leftBy: by } : entry,
    ),
  };
}

export function withEntered(times: ProgressTimes, sectionNumber: number, at: Date): ProgressTimes {
  const entry: EnteredSection = { number: sectionNumber, enteredAt: at, leftAt: null, leftBy: null };
  return {
    ...times,
    entered: [...times.entered.filter((one) => one.number !== sectionNumber), entry].sort(
      (a, b) => a.number - b.number,
    ),
  };
}
