import type { DimensionCode } from '../dimension.ts';
import { seededRandom } from '../random.ts';
import { allDimensionScores, evidenceMinutes, isAssessed, type ScoredItem } from './roll-up.ts';

/** Percentile bootstrap, 95 %: how far the result would move with other questions and other raters of the same kind. */
export interface Intervals {
  /** On 0..1; null with fewer than two items of evidence, because one question says nothing about its own spread. */
  overall: [number, number] | null;
  byDimension: Partial<Record<DimensionCode, [number, number] | null>>;
  /** Share of resamples whose overall lies at or above `bar` (0..1 scale); null like `overall`. */
  chanceAtOrAbove: (bar: number) => number | null;
}

export const bootstrapResamples = 1_000;
export const itemsForIntervalMin = 2;

/**
 * Items are drawn with replacement; within a drawn item, its raters are drawn with replacement. Only dimensions that
 * are assessed on the real data take part, so that a resample cannot assess what the attempt did not. Works on flat
 * arrays: a dashboard asks for two hundred attempts at once.
 */
export function bootstrapIntervals(
  items: readonly ScoredItem[],
  weights: Partial<Record<DimensionCode, number>>,
  seed: string,
): Intervals {
  const assessed = allDimensionScores(items).filter(isAssessed);
  const codes = assessed.map((entry) => entry.dimension);
  const entered = items.filter(
    (item) => !item.voided && (item.autoScore !== null || item.ratings.length > 0),
  );
  // The two parts of one question are drawn together: they are no two questions.
  const used = [...Map.groupBy(entered, (item) => item.number).values()].map((parts) =>
    parts.map((part) => tabulate(part, codes)),
  );
  const random = seededRandom(`bootstrap:${seed}`);
  const overall: number[] = [];
  const byDimension: number[][] = codes.map(() => []);
  if (used.length >= itemsForIntervalMin) {
    const weighted = new Float64Array(codes.length);
    const minutes = new Float64Array(codes.length);
    for (let round = 0; round < bootstrapResamples; round += 1) {
      weighted.fill(0);
      minutes.fill(0);
      for (let draw = 0; draw < used.length; draw += 1) {
        for (const part of used[random.below(used.length)] as ItemTable[]) {
          addDraw(part, weighted, minutes, random.below);
        }
      }
      let total = 0;
      let weight = 0;
      for (let d = 0; d < codes.length; d += 1) {
        const evidence = minutes[d] as number;
        if (evidence === 0) continue;
        const score = (weighted[d] as number) / evidence;
        byDimension[d]?.push(score);
        const share = weights[codes[d] as DimensionCode] ?? 0;
        total += share * score;
        weight += share;
      }
      if (weight > 0) overall.push(total / weight);
    }
  }
  overall.sort((a, b) => a - b);
  return {
    overall: overall.length > 0 ? middle(overall) : null,
    byDimension: Object.fromEntries(
      assessed.map((entry, d) => {
        const values = (byDimension[d] ?? []).sort((a, b) => a - b);
        const enough = entry.items.length >= itemsForIntervalMin && values.length > 0;
        return [entry.dimension, enough ? middle(values) : null];
      }),
    ),
    chanceAtOrAbove: (bar) =>
      overall.length > 0 ? overall.filter((value) => value >= bar - 1e-12).length / overall.length : null,
  };
}

interface ItemTable {
  minutes: Float64Array;
  /** One row for an automatic score, one a rater for a rated item; NaN is "not observed". */
  scores: Float64Array[];
}

function tabulate(item: ScoredItem, codes: readonly DimensionCode[]): ItemTable {
  const minutes = Float64Array.from(codes, (code) => evidenceMinutes(item, code));
  if (item.autoScore !== null)
    return { minutes, scores: [new Float64Array(codes.length).fill(item.autoScore)] };
  const raters = [...new Set(item.ratings.map((rating) => rating.raterId))];
  const scores = raters.map((rater) =>
    Float64Array.from(codes, (code) => {
      const rating = item.ratings.find((entry) => entry.raterId === rater && entry.dimension === code);
      return rating?.level ? (rating.level - 1) / 3 : Number.NaN;
    }),
  );
  return { minutes, scores };
}

function addDraw(
  item: ItemTable,
  weighted: Float64Array,
  minutes: Float64Array,
  below: (n: number) => number,
): void {
  const rows =
    item.scores.length === 1 ? item.scores : item.scores.map(() => item.scores[below(item.scores.length)]);
  for (let d = 0; d < weighted.length; d += 1) {
    const evidence = item.minutes[d] as number;
    if (evidence === 0) continue;
    let sum = 0;
    let seen = 0;
    for (const row of rows) {
      const score = row?.[d] ?? Number.NaN;
      if (Number.isNaN(score)) continue;
      sum += score;
      seen += 1;
    }
    if (seen === 0) continue;
    weighted[d] = (weighted[d] as number) + (sum / seen) * evidence;
    minutes[d] = (minutes[d] as number) + evidence;
  }
}

function middle(sorted: readonly number[]): [number, number] {
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
export function quantile(sorted: readonly number[], q: number): number {
  const position = (sorted.length - 1) * q;
  const low = Math.floor(position);
  const a = sorted[low] ?? Number.NaN;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] ?? a;
  return a + (b - a) * (position - low);
}
