/** Geometry of the level strips: the display scale 1 to 4 with a margin at both ends, as percent of the width. */
const scaleFrom = 0.75;
const scaleTo = 4.25;

export const levels = [1, 2, 3, 4] as const;
export const levelNames: Record<(typeof levels)[number], string> = {
  1: 'Not shown',
  2: 'Partial',
  3: 'Solid',
  4: 'Strong',
};

/** Position of a level, 0 to 100 %; values outside the scale are held at 1 and 4. */
export function levelPercent(level: number): number {
  const held = Math.min(4, Math.max(1, level));
  return ((held - scaleFrom) / (scaleTo - scaleFrom)) * 100;
}

export const markGapPx = 14;
const togetherLevels = 0.12;

/**
 * Marks at (nearly) the same level stand side by side around it, in the order given. Returns one horizontal shift in
 * pixels per level.
 */
export function sideBySide(values: readonly number[]): number[] {
  const order = values
    .map((value, index) => ({ value, index }))
    .sort((a, b) => a.value - b.value || a.index - b.index);
  const shifts = new Array<number>(values.length).fill(0);
  let group: typeof order = [];
  const place = () => {
    const inOrder = group.map((entry) => entry.index).sort((a, b) => a - b);
    for (const [at, index] of inOrder.entries()) shifts[index] = (at - (inOrder.length - 1) / 2) * markGapPx;
    group = [];
  };
  for (const entry of order) {
    const first = group[0];
    if (first && entry.value - first.value > togetherLevels) place();
    group.push(entry);
  }
  place();
  return shifts;
}

export interface Bin {
  from: number;
  to: number;
  /** Count over the largest count, 0 to 1. */
  share: number;
}

const binWidth = 0.5;

/** A histogram of means in bins of half a level around 1, 1.5, … 4. */
export function histogram(values: readonly number[]): Bin[] {
  const centres = Array.from({ length: 7 }, (_, index) => 1 + index * binWidth);
  const counts = centres.map(
    (centre) =>
      values.filter((value) => value >= centre - binWidth / 2 && value < centre + binWidth / 2).length,
  );
  const largest = Math.max(...counts, 1);
  return centres.map((centre, index) => ({
    from: centre - binWidth / 2,
    to: centre + binWidth / 2,
    share: (counts[index] ?? 0) / largest,
  }));
}

/** Fewer attempts than this say nothing about a cohort and are not shown. */
export const cohortShownMin = 8;

/** Share of the cohort strictly below the value plus half of its equals, as a whole percentile. */
export function percentileIn(values: readonly number[], value: number): number {
  const below = values.filter((other) => other < value).length;
  const equal = values.filter((other) => other === value).length;
  return Math.round(((below + equal / 2) / values.length) * 100);
}

/** Two decimals, as all means are shown. */
export const twoDecimals = (value: number): string => value.toFixed(2);

export function intervalText(interval: readonly [number, number]): string {
  return `${twoDecimals(interval[0])} to ${twoDecimals(interval[1])}`;
}
