import { type AttemptTimes, sectionAllowanceMs, sectionDeadline } from './deadline.ts';

/**
 * Time used as a share of the person's own allowance, 0..1. It is the only form in which time reaches people who judge:
 * extra time cannot be read from it. A section counts from its entering to its leaving, its deadline or `now`, whichever
 * is first; the allowance is every section's own, with the grants to it and to the whole.
 */
export function usedShare(times: AttemptTimes, now: Date): number | null {
  const used = times.entered.reduce((sum, entry) => {
    const deadline = sectionDeadline(times, entry.number);
    const ends = [entry.leftAt, deadline, now].flatMap((end) => (end ? [end.getTime()] : []));
    return sum + Math.max(0, Math.min(...ends) - entry.enteredAt.getTime());
  }, 0);
  const allowed = allowanceMs(times);
  return allowed > 0 ? Math.min(1, used / allowed) : null;
}

/** Milliseconds that this person has for all sections, with what was given. Not for the eyes of those who judge. */
export function allowanceMs(times: AttemptTimes): number {
  const whole = times.grants
    .filter((grant) => grant.sectionNumber === null)
    .reduce((sum, grant) => sum + grant.grantedMs, 0);
  return times.sections.reduce((sum, section) => sum + sectionAllowanceMs(times, section.number), whole);
}

/** A moment of an attempt as a share of the person's own allowance since the start: 0 and more; breaks count too. */
export function shareAt(times: AttemptTimes, instant: Date): number {
  return Math.max(0, instant.getTime() - times.startedAt.getTime()) / allowanceMs(times);
}
