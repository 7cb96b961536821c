import { unitOfMeasure } from '../../simulation/load/measured-text.ts';
import type { Measure, Objective } from '../../simulation/load/scenario.ts';

/** Counted from the drawing alone, so no seed moves them: being exactly at the limit is safe. */
const exact: ReadonlySet<Measure['kind']> = new Set(['changes', 'flags', 'revocation', 'staleness']);

/**
 * How far a value is on the good side of its limit, as a share of the limit; negative on the wrong side. Of a percentage
 * that must be reached, shares of what may fail: 99.9 of 99.5 is four fifths. Null where a margin says nothing: nothing
 * was measured, the measure is exact, or the limit is zero.
 */
export function objectiveMargin(objective: Objective, value: number | null): number | null {
  const { measure, is, limit } = objective;
  if (value === null || exact.has(measure.kind)) return null;
  if (is === 'at-least' && unitOfMeasure(measure) === '%') {
    return limit >= 100 ? null : (value - limit) / (100 - limit);
  }
  if (limit === 0) return null;
  return (is === 'at-most' ? limit - value : value - limit) / limit;
}
