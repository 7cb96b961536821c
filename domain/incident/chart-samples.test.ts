import { expect, it } from 'vitest';
import { sampleLine } from './chart-samples.ts';

const line = {
  label: 'p99',
  points: [
    [0, 100],
    [30, 100],
    [40, 900],
    [60, 800],
  ] as [number, number][],
  noisePercent: 5,
};

// Guarantee: a chart looks the same at every look, keeps to the author's points within the noise, and ends at the value
// that is printed beside it.
it('draws the same line each time, near the given points, ending at the last one', () => {
  const samples = sampleLine(line, 60, 'latency');
  expect(sampleLine(line, 60, 'latency')).toEqual(samples);
  expect(samples.at(-1)).toEqual([60, 800]);
  for (const [minute, value] of samples) {
    const exact = minute <= 30 ? 100 : minute <= 40 ? 100 + 80 * (minute - 30) : 900 - 5 * (minute - 40);
    expect(Math.abs(value - exact)).toBeLessThanOrEqual(exact * 0.05 + 1e-9);
  }
  expect(sampleLine(line, 60, 'other')).not.toEqual(samples);
});
