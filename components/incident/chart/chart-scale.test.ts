import { describe, expect, it } from 'vitest';
import { axisTicks, shortNumber, spreadLabels } from './chart-scale.ts';

// Guarantee: an axis holds its values in round steps, and no label lies on another.
describe('a chart', () => {
  it('has round steps up to its peak', () => {
    expect(axisTicks(8_600, 3)).toEqual([0, 5_000, 10_000]);
    expect(axisTicks(31, 3)).toEqual([0, 20, 40]);
    expect(axisTicks(0)).toEqual([0, 1]);
    for (const peak of [0.3, 7, 99, 100, 101, 3_600_000]) {
      const ticks = axisTicks(peak, 3);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(peak);
      expect(ticks.length).toBeLessThanOrEqual(5);
    }
  });

  it('writes numbers short', () => {
    expect([0, 0.25, 12.345, 950, 8140, 48_000, 1_250_000].map(shortNumber)).toEqual([
      '0',
      '0.25',
      '12.3',
      '950',
      '8,140',
      '48 k',
      '1.25 M',
    ]);
  });

  it('keeps labels apart and inside', () => {
    const placed = spreadLabels([20, 21, 90, 95], 12, 10, 100);
    const sorted = placed.toSorted((a, b) => a - b);
    for (const [index, place] of sorted.entries()) {
      expect(place).toBeGreaterThanOrEqual(10);
      expect(place).toBeLessThanOrEqual(100);
      if (index > 0) expect(place - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
    }
  });
});
