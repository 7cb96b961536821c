/**
 * Time that was lost, measured. *Our* outage is a gap in the server's own liveness rows, in the union over processes:
 * while one process lived, candidates could be served. A gap of one browser's beats is that browser's gap and never
 * ours by itself. All instants are the database's.
 */
export interface Stretch {
  from: Date;
  to: Date;
}

/** Gaps longer than `gapMs` between stretches of life. Before the first and after the last nothing is known. */
export function gapsBetween(stretches: readonly Stretch[], gapMs: number): Stretch[] {
  const ordered = stretches.toSorted((a, b) => a.from.getTime() - b.from.getTime());
  const gaps: Stretch[] = [];
  let livedUntil: Date | null = null;
  for (const stretch of ordered) {
    if (livedUntil && stretch.from.getTime() - livedUntil.getTime() > gapMs) {
      gaps.push({ from: livedUntil, to: stretch.from });
    }
    if (!livedUntil || stretch.to.getTime() > livedUntil.getTime()) livedUntil = stretch.to;
  }
  return gaps;
}

export interface SectionWindow extends Stretch {
  sectionNumber: number;
}

export interface LostTime extends Stretch {
  sectionNumber: number;
  lostMs: number;
}

/** The part of each gap that fell into a section's own time. */
export function lostTimes(gaps: readonly Stretch[], windows: readonly SectionWindow[]): LostTime[] {
  return gaps.flatMap((gap) =>
    windows.flatMap((window) => {
      const from = Math.max(gap.from.getTime(), window.from.getTime());
      const to = Math.min(gap.to.getTime(), window.to.getTime());
      if (to <= from) return [];
      return [
        { from: new Date(from), to: new Date(to), sectionNumber: window.sectionNumber, lostMs: to - from },
      ];
    }),
  );
}

/**
 * What waiting for one run cost: everything beyond the program's own time when we failed, or when that is longer than
 * `waitMs`; null when it cost nothing that counts.
 */
export function waitedForRun(
  run: { startedAt: Date; endedAt: Date | null; failed: boolean; programMs: number },
  waitMs: number,
): number | null {
  if (!run.endedAt) return null;
  const waitedMs = Math.max(0, run.endedAt.getTime() - run.startedAt.getTime() - run.programMs);
  return run.failed || waitedMs > waitMs ? waitedMs : null;
}
