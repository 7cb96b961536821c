import { seededRandom } from '../random.ts';
import { quantile } from './bootstrap.ts';

/** One unit that several people rated: the levels 1..4 they gave. */
export type RatedUnit = readonly number[];

/**
 * Krippendorff's alpha for ordinal data: 1 − D_o / D_e with δ²(c, k) = (Σ_{g=c..k} n_g − (n_c + n_k)/2)². Any number of
 * raters, missing ratings allowed. Null when no unit has two ratings or when all ratings are equal.
 * Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
 */
export function ordinalAlpha(units: readonly RatedUnit[]): number | null {
  const pairable = units.filter((unit) => unit.length >= 2);
  const values = [...new Set(pairable.flat())].sort((a, b) => a - b);
  const coincidence = new Map<string, number>();
  const totals = new Map<number, number>(values.map((value) => [value, 0]));
  let n = 0;
  for (const unit of pairable) {
    for (let i = 0; i < unit.length; i += 1) {
      for (let j = 0; j < unit.length; j += 1) {
        if (i === j) continue;
        const key = `${unit[i]},${unit[j]}`;
        coincidence.set(key, (coincidence.get(key) ?? 0) + 1 / (unit.length - 1));
      }
    }
    for (const value of unit) totals.set(value, (totals.get(value) ?? 0) + 1);
    n += unit.length;
  }
  if (n < 2) return null;
  const distance = (c: number, k: number): number => {
    const [low, high] = c <= k ? [c, k] : [k, c];
    let sum = 0;
    for (const g of values) if (g >= low && g <= high) sum += totals.get(g) ?? 0;
    return (sum - ((totals.get(c) ?? 0) + (totals.get(k) ?? 0)) / 2) ** 2;
  };
  let observed = 0;
  let expected = 0;
  for (const c of values) {
    for (const k of values) {
      observed += (coincidence.get(`${c},${k}`) ?? 0) * distance(c, k);
      expected += (totals.get(c) ?? 0) * (totals.get(k) ?? 0) * distance(c, k);
    }
  }
  if (expected === 0) return null;
  return 1 - ((n - 1) * observed) / expected;
}

/** Percentile interval, 95 %, by resampling units; null below `unitsForIntervalMin` units with two ratings. */
export const unitsForIntervalMin = 5;

export function alphaInterval(units: readonly RatedUnit[], seed: string): [number, number] | null {
  const pairable = units.filter((unit) => unit.length >= 2);
  if (pairable.length < unitsForIntervalMin) return null;
  const random = seededRandom(`alpha:${seed}`);
  const values: number[] = [];
  for (let round = 0; round < 1_000; round += 1) {
    const alpha = ordinalAlpha(pairable.map(() => pairable[random.below(pairable.length)] as RatedUnit));
    if (alpha !== null) values.push(alpha);
  }
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  return [quantile(values, 0.025), quantile(values, 0.975)];
}
