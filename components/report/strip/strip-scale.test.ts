import { describe, expect, it } from 'vitest';
import { histogram, levelPercent, markGapPx, percentileIn, sideBySide } from './strip-scale.ts';

// Guarantee: a mark stands where its level is, no mark hides another, and a cohort's picture counts everyone once.
describe('levelPercent', () => {
  it('is even, inside the picture, and held at the ends', () => {
    const [one, two, three, four] = [1, 2, 3, 4].map(levelPercent) as [number, number, number, number];
    expect(two - one).toBeCloseTo(three - two);
    expect(four - three).toBeCloseTo(three - two);
    expect(one).toBeGreaterThan(0);
    expect(four).toBeLessThan(100);
    expect(levelPercent(0)).toBe(one);
    expect(levelPercent(9)).toBe(four);
  });
});

describe('sideBySide', () => {
  it('leaves lone marks in their place and spreads equals around it, in the order given', () => {
    expect(sideBySide([1, 3])).toEqual([0, 0]);
    expect(sideBySide([3, 3, 3])).toEqual([-markGapPx, 0, markGapPx]);
    expect(sideBySide([4, 3, 4])).toEqual([-markGapPx / 2, 0, markGapPx / 2]);
    expect(sideBySide([])).toEqual([]);
  });
  it('treats means that would overlap as equals', () => {
    expect(sideBySide([3, 3.1])).toEqual([-markGapPx / 2, markGapPx / 2]);
    expect(sideBySide([3, 3.5])).toEqual([0, 0]);
  });
});

describe('histogram', () => {
  it('counts every value from 1 to 4 in exactly one bin', () => {
    const values = Array.from({ length: 301 }, (_, index) => 1 + index / 100);
    const bins = histogram(values);
    const counted = values.map((value) => bins.filter((bin) => value >= bin.from && value < bin.to).length);
    expect(counted.every((count) => count === 1)).toBe(true);
    expect(Math.max(...bins.map((bin) => bin.share))).toBe(1);
  });
  it('is flat without values', () => {
    expect(histogram([]).every((bin) => bin.share === 0)).toBe(true);
  });
});

describe('percentileIn', () => {
  it('puts the middle at 50 and the ends near 0 and 100', () => {
    expect(percentileIn([1, 2, 3, 4], 2.5)).toBe(50);
    expect(percentileIn([2, 2, 2, 2], 2)).toBe(50);
    expect(percentileIn([1, 2, 3, 4], 4)).toBe(88);
    expect(percentileIn([2, 3], 1)).toBe(0);
  });
});
