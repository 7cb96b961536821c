import { describe, expect, it } from 'vitest';
import { alphaInterval, ordinalAlpha } from './agreement.ts';

// The guarantee: the agreement shown to a manager is Krippendorff's own statistic, checked against his published example.
describe('ordinal alpha', () => {
  const nothing = null;
  const observers = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nothing, nothing, nothing],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nothing, 3],
    [nothing, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nothing],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nothing],
  ];
  const units = Array.from({ length: 12 }, (_, unit) =>
    observers.flatMap((row) => (row[unit] === null || row[unit] === undefined ? [] : [row[unit]])),
  );

  it('gives 0.815 for the example of Krippendorff 2011', () => {
    expect(ordinalAlpha(units)).toBeCloseTo(0.815, 3);
  });

  it('is 1 for perfect agreement with variation, and null where it is undefined', () => {
    expect(
      ordinalAlpha([
        [1, 1],
        [3, 3],
        [4, 4],
      ]),
    ).toBe(1);
    expect(
      ordinalAlpha([
        [2, 2],
        [2, 2],
      ]),
    ).toBeNull();
    expect(ordinalAlpha([[1], [2]])).toBeNull();
    expect(ordinalAlpha([])).toBeNull();
  });

  it('gives an interval that holds the value, the same for the same seed, and none for few units', () => {
    const interval = alphaInterval(units, 'seed');
    expect(interval).not.toBeNull();
    expect(interval?.[0]).toBeLessThan(0.815);
    expect(interval?.[1]).toBeGreaterThan(0.815);
    expect(alphaInterval(units, 'seed')).toEqual(interval);
    expect(alphaInterval(units.slice(0, 3), 'seed')).toBeNull();
  });
});
