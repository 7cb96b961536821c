import { expect, test } from 'vitest';
import type { ComponentReport } from '../../../simulation/load/report.ts';
import { heatCells, isLost, loadColour, logTicks, timeTicks } from './load-scale.ts';
import { sampled } from './plot.ts';

// Guarantee: a picture with fewer places than seconds loses no spike, and what is lost is told from what is idle.
const component: ComponentReport = {
  ...{ id: 'api', label: 'api', kind: 'service', replicas: null, rate: [], waiting: [], peak: 1 },
  ...{ ageSeconds: null, hitShare: null },
  utilisation: Array.from({ length: 300 }, (_, step) => (step === 131 ? 1 : 0.3)),
  zones: Array.from({ length: 300 }, (_, step) => [0.3, step < 200 ? 0.3 : 'lost', null] as const),
};

test('a cell shows the highest value of its seconds', () => {
  const cells = heatCells(component, 60);
  expect(cells).toHaveLength(60);
  expect(cells.findIndex((cell) => cell.utilisation === 1)).toBe(26);
  expect(cells.every((cell) => !cell.lost)).toBe(true);
  expect(sampled(component.utilisation, 100).some(({ value }) => value === 1)).toBe(true);
  expect(sampled([null, null, 2], 1)).toEqual([{ step: 0, value: 2 }]);
});

test('lost is only what has no zone left', () => {
  expect(isLost(undefined)).toBe(false);
  expect(isLost([0.5, 'lost', null])).toBe(false);
  expect(isLost(['lost', null, null])).toBe(true);
  expect(isLost([null, null, null])).toBe(false);
});

test('scales are round and hold what is drawn', () => {
  expect(logTicks(18, 1_471)).toEqual([10, 100, 1_000, 10_000]);
  expect(logTicks(5, 5)).toEqual([1, 10]);
  expect(timeTicks(300, 12)).toEqual([0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300]);
  expect(timeTicks(2_700, 5).at(-1)).toBe(2_400);
  expect(loadColour(0.97)).toBe('var(--q7)');
  expect(loadColour(0)).toBe('var(--q1)');
});
