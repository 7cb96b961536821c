/** One measured figure. `ratio` is how many times better than `baseline` in the same run. */
export interface BenchRow {
  name: string;
  value: number;
  unit: string;
  /** In words, for example "under 100 ms"; empty for figures without a goal. */
  goal: string;
  baseline?: number;
  ratio?: number;
}

export type Report = (row: BenchRow) => void;

/** Linear interpolation between order statistics; `sorted` ascending. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * q;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - Math.floor(position));
}
