import { describe, expect, it } from 'vitest';
import { middleHalf } from './middle-half.ts';

// Guarantee: the band in a report is the quartiles that any statistics package gives.
describe('middleHalf', () => {
  it('equals type 7 quantiles', () => {
    expect(middleHalf([1, 2, 3, 4])).toEqual({ from: 1.75, median: 2.5, to: 3.25 });
    expect(middleHalf([5])).toEqual({ from: 5, median: 5, to: 5 });
    expect(middleHalf([3, 1, 2])).toEqual({ from: 1.5, median: 2, to: 2.5 });
  });
});
