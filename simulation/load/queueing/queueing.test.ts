import { describe, expect, test } from 'vitest';
import { hitShare, zipfClasses } from './popularity.ts';
import { blockedShare, erlangB, erlangC, meanAttempts, meanWait } from './queueing.ts';

/** Golden vectors of the literature; each is also what the simulation gives (`station.sim.test.ts`). */
describe('the formulas give the numbers of the literature', () => {
  test('M/M/1', () => {
    expect(meanWait(0.8, 1, 10, 1) + 10).toBeCloseTo(50, 6);
    expect(meanWait(0.95, 1, 10, 1) + 10).toBeCloseTo(200, 6);
  });

  test('M/M/c', () => {
    expect(erlangB(8, 10)).toBeCloseTo(0.1217, 4);
    expect(erlangC(8, 10)).toBeCloseTo(0.4092, 4);
    expect(meanWait(8, 10, 100, 1)).toBeCloseTo(20.46, 2);
    expect(erlangC(18, 20)).toBeCloseTo(0.5508, 4);
    expect(meanWait(18, 20, 100, 1)).toBeCloseTo(27.54, 2);
    expect(erlangC(4.5, 5)).toBeCloseTo(0.7625, 4);
    expect(meanWait(4.5, 5, 100, 1)).toBeCloseTo(152.5, 1);
  });

  test('ten counters with a queue each, against one queue for ten', () => {
    expect(meanWait(0.8, 1, 100, 1) + 100).toBeCloseTo(500, 6);
    expect(meanWait(8, 10, 100, 1) + 100).toBeCloseTo(120.46, 2);
  });

  test('M/G/1 by Pollaczek and Khinchine', () => {
    expect([0, 1, 4].map((cv2) => Math.round(meanWait(0.8, 1, 10, cv2)))).toEqual([20, 40, 100]);
  });

  test('loss of M/M/1/K and M/M/10/20', () => {
    expect(blockedShare(0.9, 1, 9)).toBeCloseTo(0.0508, 4);
    expect(blockedShare(1.5, 1, 49)).toBeCloseTo(0.3333, 4);
    expect(blockedShare(1, 1, 9)).toBeCloseTo(1 / 11, 6);
    expect(blockedShare(12, 10, 10)).toBeCloseTo(0.1797, 4);
    expect(blockedShare(9, 10, 0)).toBeCloseTo(erlangB(9, 10), 9);
  });

  test('the share that waits is continuous where the exact sum ends', () => {
    for (const utilisation of [0.9, 0.95, 0.98])
      expect(erlangC(utilisation * 401, 401)).toBeCloseTo(erlangC(utilisation * 400, 400), 1);
  });

  test('a time to live from the fetch, and from the last use', () => {
    const one = (rate: number, ttlSeconds: number) =>
      hitShare([{ objects: 1, share: 1 }], { capacity: 2, ttlSeconds, rate, fetchSeconds: 0 });
    expect(one(0.1, 60)).toBeCloseTo(0.8571, 4);
    expect(one(0.5, 30)).toBeCloseTo(0.9375, 4);
    expect(one(0.01, 60)).toBeCloseTo(0.375, 4);
  });

  test('least recently used under Zipf 0.9: a tenth of the objects is no nine tenths of the hits', () => {
    const lru = (objects: number) =>
      hitShare(zipfClasses(0.9, objects), {
        ...{ capacity: objects / 10, ttlSeconds: 1e12, rate: 1_000, fetchSeconds: 0 },
      });
    expect(lru(100_000)).toBeCloseTo(0.605, 2);
    expect(lru(2_000_000)).toBeCloseTo(0.644, 2);
  });

  test('tries of a request', () => {
    expect([0.1, 0.5, 0.9, 1].map((failure) => meanAttempts(failure, 3, null).toFixed(2))).toEqual([
      '1.11',
      '1.75',
      '2.71',
      '3.00',
    ]);
    expect(meanAttempts(1, 3, 0.1)).toBeCloseTo(1.1, 9);
  });
});
