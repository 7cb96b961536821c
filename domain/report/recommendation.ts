import { type DimensionCode, dimensionNames } from '../dimension.ts';
import type { Gate } from '../form.ts';
import { type DimensionScore, evidenceMinutesMin, isAssessed, type ScoredItem } from './roll-up.ts';

/** Where an interval lies relative to a bar. Touching the bar is not settled. */
export type Standing = 'above' | 'below' | 'not-settled';

export function standing(interval: readonly [number, number] | null, bar: number): Standing {
  if (!interval) return 'not-settled';
  if (interval[0] > bar) return 'above';
  if (interval[1] < bar) return 'below';
  return 'not-settled';
}

export interface GateFinding {
  gate: Gate;
  /** Raters whose mean level in the dimension lies below the gate's level. */
  raterIds: string[];
}

/** A gate holds when enough independent raters put the dimension below its level. It is named, never averaged. */
export function findGates(gates: readonly Gate[], items: readonly ScoredItem[]): GateFinding[] {
  return gates.flatMap((gate) => {
    const levels = new Map<string, number[]>();
    for (const item of items) {
      if (item.voided) continue;
      for (const rating of item.ratings) {
        if (rating.dimension !== gate.dimension || rating.level === null) continue;
        levels.set(rating.raterId, [...(levels.get(rating.raterId) ?? []), rating.level]);
      }
    }
    const raterIds = [...levels]
      .filter(([, given]) => given.reduce((sum, level) => sum + level, 0) / given.length < gate.below)
      .map(([raterId]) => raterId);
    return raterIds.length >= gate.raters ? [{ gate, raterIds }] : [];
  });
}

/**
 * What would settle an open result, the most useful first: ratings that are still missing, dimensions that carry
 * weight and have too little evidence, questions seen by one rater only.
 */
export function whatWouldSettle(input: {
  scores: readonly DimensionScore[];
  weights: Partial<Record<DimensionCode, number>>;
  pendingRaters: number;
  ungradedItems: readonly number[];
  singleRaterItems: readonly number[];
}): string[] {
  const lines: string[] = [];
  if (input.pendingRaters > 0) {
    lines.push(
      input.pendingRaters === 1
        ? 'One assigned rating is not submitted yet.'
        : `${input.pendingRaters} assigned ratings are not submitted yet.`,
    );
  }
  if (input.ungradedItems.length > 0) lines.push(`Not graded yet: ${list(input.ungradedItems)}.`);
  const thin = input.scores
    .filter((entry) => !isAssessed(entry) && (input.weights[entry.dimension] ?? 0) > 0)
    .sort((a, b) => (input.weights[b.dimension] ?? 0) - (input.weights[a.dimension] ?? 0))
    .slice(0, 2);
  for (const entry of thin) {
    lines.push(
      `${dimensionNames[entry.dimension]} has ${entry.evidenceMinutes.toFixed(1)} of ${evidenceMinutesMin} evidence minutes and ${input.weights[entry.dimension]} % of the weight: a live discussion or one more question would assess it.`,
    );
  }
  if (input.singleRaterItems.length > 0)
    lines.push(`A second rater on ${list(input.singleRaterItems)}: one person has rated it so far.`);
  if (lines.length === 0)
    lines.push(
      'More questions of the same kind: the spread between questions is wider than the distance to the bar.',
    );
  return lines;
}

function list(numbers: readonly number[]): string {
  return numbers.map((number) => `Q${number}`).join(', ');
}
