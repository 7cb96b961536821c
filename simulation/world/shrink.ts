import type { SeedOutcome } from './run-seed.ts';

/** A smaller plan of faults under which the same invariant still breaks. */
export interface Shrunk {
  outcome: SeedOutcome;
  /** Faults that were left out, by id. */
  without: ReadonlySet<string>;
  runs: number;
}

const runsMax = 60;

/**
 * Leaves out one fault after another, keeping those without which the invariant would hold. Since a decision about a
 * fault does not depend on the order of calls, the others stay what they were. `run` runs the same seed again.
 */
export function shrink(
  first: SeedOutcome,
  invariant: string,
  run: (without: ReadonlySet<string>) => SeedOutcome,
): Shrunk {
  const breaks = (outcome: SeedOutcome) =>
    outcome.invariants.some(({ name, held }) => name === invariant && !held) &&
    outcome.status === first.status;
  let best = first;
  let without: ReadonlySet<string> = new Set();
  let runs = 0;
  const tryWithout = (ids: readonly string[]): boolean => {
    if (runs >= runsMax) return false;
    runs += 1;
    const candidate = new Set([...without, ...ids]);
    const outcome = run(candidate);
    if (!breaks(outcome) || outcome.faults.length >= best.faults.length) return false;
    best = outcome;
    without = candidate;
    return true;
  };
  // Most faults of a seed have nothing to do with it: halves first, then one by one.
  for (let size = Math.ceil(best.faults.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < best.faults.length; ) {
      const ids = best.faults.slice(from, from + size).map(({ id }) => id);
      if (!tryWithout(ids)) from += size;
    }
  }
  return { outcome: best, without, runs };
}
