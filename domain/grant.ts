import type { AttemptStatus } from './attempt.ts';
import { mayReopen } from './attempt.ts';
import type { Progress, ProgressTimes } from './attempt-progress.ts';

export type GrantEffect =
  /** The section is open, or still to come: its clock gets longer. */
  | { kind: 'extend'; sectionNumber: number }
  /** The section had ended by the clock; it waits for the candidate after the one that is open. */
  | { kind: 'reopen-section'; sectionNumber: number }
  /** The attempt had ended by the clock: it runs again, receipt and grades are set aside. */
  | { kind: 'reopen-attempt'; sectionNumber: number }
  | { kind: 'refused'; why: GrantRefusal };

export type GrantRefusal =
  | 'not-started'
  | 'submitted-by-candidate'
  | 'left-by-candidate'
  | 'closed'
  | 'no-section';

/** What a grant does to an attempt. `sectionNumber` null means the section that is open, or the one that ended last. */
export function decideGrant(
  attempt: {
    status: AttemptStatus;
    submittedBy: 'candidate' | 'deadline' | null;
    times: ProgressTimes | null;
    progress: Progress | null;
  },
  sectionNumber: number | null,
): GrantEffect {
  const { status, times } = attempt;
  if (status === 'invited' || status === 'accepted' || status === 'declined') return refused('not-started');
  if (status === 'withdrawn' || !times) return refused('closed');
  const target = sectionNumber ?? usualSection(times, attempt.progress);
  if (target === null || !times.sections.some((section) => section.number === target)) {
    return refused('no-section');
  }
  const entry = times.entered.find((one) => one.number === target);
  if (status !== 'running') {
    if (!mayReopen({ status, submittedBy: attempt.submittedBy })) return refused('submitted-by-candidate');
    if (entry?.leftBy !== 'deadline') return refused('left-by-candidate');
    return { kind: 'reopen-attempt', sectionNumber: target };
  }
  if (!entry || entry.leftAt === null) return { kind: 'extend', sectionNumber: target };
  if (entry.leftBy !== 'deadline') return refused('left-by-candidate');
  return { kind: 'reopen-section', sectionNumber: target };
}

function usualSection(times: ProgressTimes, progress: Progress | null): number | null {
  if (progress?.state === 'section' || progress?.state === 'reopened') return progress.sectionNumber;
  if (progress?.state === 'break') return progress.nextSection;
  const ended = times.entered.filter((entry) => entry.leftBy === 'deadline');
  return ended.at(-1)?.number ?? null;
}

const refused = (why: GrantRefusal): GrantEffect => ({ kind: 'refused', why });
