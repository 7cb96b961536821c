import { describe, expect, test } from 'vitest';
import { makeRandom } from './random.ts';

describe('hidden tests draw the same inputs on every machine', () => {
  test('these numbers never change', () => {
    const random = makeRandom(42);
    expect(Array.from({ length: 6 }, () => random.int(0, 999))).toEqual([766, 225, 78, 666, 272, 513]);
  });

  test('whole numbers are even over their range, both ends included', () => {
    const fresh = makeRandom(7);
    const tally = new Array<number>(6).fill(0);
    for (let draw = 0; draw < 60_000; draw += 1) {
      const value = fresh.int(0, 5);
      tally[value] = (tally[value] ?? 0) + 1;
    }
    for (const count of tally) expect(Math.abs(count - 10_000)).toBeLessThan(450);
  });

  test('a shuffle keeps its items and moves them', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = makeRandom(3).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((left, right) => left - right)).toEqual(items);
    expect(() => makeRandom(3).pick([])).toThrow(RangeError);
  });

  test('seeds beyond 32 bits are different seeds', () => {
    expect(makeRandom(1).next()).not.toBe(makeRandom(1 + 2 ** 32).next());
  });
});
