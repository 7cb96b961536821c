import { describe, expect, it } from 'vitest';
import { bootstrapIntervals } from './bootstrap.ts';
import {
  allDimensionScores,
  dimensionScore,
  displayScale,
  isAssessed,
  itemScore,
  overallScore,
  type ScoredItem,
} from './roll-up.ts';

const graded = (
  number: number,
  minutes: number,
  weights: ScoredItem['weights'],
  autoScore: number,
): ScoredItem => ({
  number,
  minutes,
  weights,
  voided: false,
  autoScore,
  ratings: [],
});
const rated = (
  number: number,
  minutes: number,
  weights: ScoredItem['weights'],
  ratings: ScoredItem['ratings'],
): ScoredItem => ({
  number,
  minutes,
  weights,
  voided: false,
  autoScore: null,
  ratings,
});

// The guarantee: what a hiring manager reads is exactly the catalogue's arithmetic, worked here by hand.
describe('roll-up', () => {
  it('weighs automatic scores by evidence minutes', () => {
    const items = [graded(1, 10, { FND: 60, PSV: 40 }, 1), graded(2, 20, { FND: 50, DBX: 50 }, 0.25)];
    const fnd = dimensionScore(items, 'FND');
    // (1 × 6 + 0.25 × 10) / 16
    expect(fnd.evidenceMinutes).toBeCloseTo(16);
    expect(fnd.score).toBeCloseTo(8.5 / 16);
    expect(displayScale(fnd.score ?? 0)).toBeCloseTo(1 + (3 * 8.5) / 16);
  });

  it('enters a rated question once, as the mean of its ratings, however many raters it had', () => {
    const one = rated(1, 20, { TRD: 100 }, [{ raterId: 'a', dimension: 'TRD', level: 3 }]);
    const three = rated(1, 20, { TRD: 100 }, [
      { raterId: 'a', dimension: 'TRD', level: 2 },
      { raterId: 'b', dimension: 'TRD', level: 4 },
      { raterId: 'c', dimension: 'TRD', level: 3 },
    ]);
    expect(dimensionScore([one], 'TRD')).toEqual(dimensionScore([three], 'TRD'));
    expect(dimensionScore([three], 'TRD').evidenceMinutes).toBe(20);
  });

  it('counts "not observed" neither way', () => {
    const item = rated(1, 20, { TRD: 50, COM: 50 }, [
      { raterId: 'a', dimension: 'TRD', level: null },
      { raterId: 'b', dimension: 'TRD', level: 4 },
      { raterId: 'a', dimension: 'COM', level: null },
    ]);
    expect(itemScore(item, 'TRD')).toBe(1);
    expect(itemScore(item, 'COM')).toBeNull();
    expect(dimensionScore([item], 'COM').evidenceMinutes).toBe(0);
  });

  it('shows a dimension only from 6 evidence minutes on, and never imputes', () => {
    const scores = allDimensionScores([graded(1, 10, { FND: 60, SYS: 40 }, 1)]);
    const by = (code: string) => scores.find((score) => score.dimension === code);
    expect(isAssessed(by('FND') as never)).toBe(true);
    expect(isAssessed(by('SYS') as never)).toBe(false);
    expect(overallScore(scores.filter(isAssessed), { FND: 50, SYS: 50 })).toBe(1);
  });

  it('leaves a voided question out', () => {
    const items = [graded(1, 10, { FND: 100 }, 1), { ...graded(2, 30, { FND: 100 }, 0), voided: true }];
    expect(dimensionScore(items, 'FND').score).toBe(1);
  });
});

describe('bootstrap interval', () => {
  const items = [0.2, 0.9, 0.5, 0.7, 1, 0.4].map((score, i) =>
    graded(i + 1, 12, { FND: 50, DBX: 50 }, score),
  );

  it('is the same for the same attempt and holds the point estimate', () => {
    const first = bootstrapIntervals(items, { FND: 50, DBX: 50 }, 'attempt');
    expect(bootstrapIntervals(items, { FND: 50, DBX: 50 }, 'attempt').overall).toEqual(first.overall);
    const mean = (0.2 + 0.9 + 0.5 + 0.7 + 1 + 0.4) / 6;
    expect(first.overall?.[0]).toBeLessThan(mean);
    expect(first.overall?.[1]).toBeGreaterThan(mean);
  });

  it('is wider when raters disagree than when they agree', () => {
    const pair = (a: 1 | 2 | 3 | 4, b: 1 | 2 | 3 | 4) =>
      [1, 2, 3].map((n) =>
        rated(n, 20, { TRD: 100 }, [
          { raterId: 'a', dimension: 'TRD', level: a },
          { raterId: 'b', dimension: 'TRD', level: b },
        ]),
      );
    const width = (pairItems: ScoredItem[]) => {
      const interval = bootstrapIntervals(pairItems, { TRD: 100 }, 's').overall;
      return interval ? interval[1] - interval[0] : Number.NaN;
    };
    expect(width(pair(3, 3))).toBe(0);
    expect(width(pair(2, 4))).toBeGreaterThan(0.2);
  });

  it('does not pretend to know the spread from one question', () => {
    expect(bootstrapIntervals(items.slice(0, 1), { FND: 100 }, 's').overall).toBeNull();
  });
});
