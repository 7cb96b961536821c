/**
 * Arithmetic of the candidate's clock. The server's clock decides; the browser is told how much was left when the
 * server answered, and counts down from there by differences of its monotonic clock alone:
 *
 *   server   ──── answers: 41 min 18 s left ────────────────────────────▶
 *   browser        request sent  ·····  answer received at m0
 *   shown    remaining = snapshot − (m1 − m0), m1 the monotonic clock now
 *
 * Wall clocks are never read, so a wrong or changed computer clock shows nothing wrong. The answer's way back is not
 * counted: the shown value can be too high by that fraction of a second until the next snapshot, and the server accepts
 * by its own clock. Some browsers stop the monotonic clock while the machine sleeps; on waking a snapshot is asked for.
 */
export interface ClockSnapshot {
  /** What the server said was left, in milliseconds. */
  remainingMs: number;
  /** `performance.now()` when the answer came. */
  receivedAtMs: number;
}

export const warnBelowMs = 10 * 60_000;
/** One polite announcement each. */
export const announcedMinutes = [10, 5, 1] as const;

/** What is left now, never below 0. */
export function remainingAt(snapshot: ClockSnapshot, monotonicNowMs: number): number {
  return Math.max(0, snapshot.remainingMs - Math.max(0, monotonicNowMs - snapshot.receivedAtMs));
}

/** `1:05:09`, `41:18`, `0:09`: whole seconds, rounded up so that 0:00 means over. */
export function clockText(remainingMs: number): string {
  const total = Math.ceil(remainingMs / 1_000);
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor((total % 3_600) / 60);
  const seconds = String(total % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** The same as words, for a screen reader that asks. */
export function clockWords(remainingMs: number): string {
  const total = Math.ceil(remainingMs / 1_000);
  const parts = [
    [Math.floor(total / 3_600), 'hour'],
    [Math.floor((total % 3_600) / 60), 'minute'],
    [total % 60, 'second'],
  ] as const;
  const words = parts
    .filter(([count], index) => count > 0 || (index === 2 && total < 60))
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return words.join(' ');
}

/**
 * The announcement that is due when the clock went from `beforeMs` to `nowMs`, or null. Jumping over several (a sleep,
 * a late page) gives the smallest one; time given back arms them again, because the clock rises.
 */
export function dueAnnouncement(beforeMs: number, nowMs: number): (typeof announcedMinutes)[number] | null {
  if (nowMs <= 0) return null;
  let due: (typeof announcedMinutes)[number] | null = null;
  for (const minutes of announcedMinutes) {
    if (beforeMs > minutes * 60_000 && nowMs <= minutes * 60_000) due = minutes;
  }
  return due;
}

/** How long until the shown second changes. */
export function untilNextSecond(remainingMs: number): number {
  const rest = remainingMs % 1_000;
  return rest === 0 ? 1_000 : rest;
}
