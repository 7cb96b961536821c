import { expect, test } from 'vitest';
import type { NumberSetting } from '../../../simulation/load/drawing/kinds.ts';
import { readSettingNumber } from './read-setting-number.ts';

// Guarantee: a number that cannot be taken as it was typed is never taken silently, and never outside its bounds.
const setting: NumberSetting = {
  ...{ type: 'number', key: 'replicas', label: 'Replicas', help: '', unit: '' },
  ...{ min: 1, max: 2_000, whole: true, default: 4 },
};

test.each([
  ['6', 6, null],
  [' 1,200 ', 1_200, null],
  ['1 200', 1_200, null],
  ['0', 1, 'At least 1.'],
  ['0,125', 1, 'At least 1.'],
  ['-3', 1, 'At least 1.'],
  ['99999', 2_000, 'At most 2,000.'],
  ['2.6', 3, 'A whole number; 3 was taken.'],
  ['2,5', 3, 'A whole number; 3 was taken.'],
  ['', 4, 'Not a number; 4 was kept.'],
  ['six', 4, 'Not a number; 4 was kept.'],
  ['0x10', 4, 'Not a number; 4 was kept.'],
  ['1e2', 4, 'Not a number; 4 was kept.'],
  ['Infinity', 4, 'Not a number; 4 was kept.'],
  ['1,20,300', 4, 'Not a number; 4 was kept.'],
  ['1,2.5', 4, 'Not a number; 4 was kept.'],
  ['.', 4, 'Not a number; 4 was kept.'],
])('%s', (typed, value, problem) => {
  expect(readSettingNumber(setting, typed, 4)).toEqual({ value, problem });
});

test('a number that need not be whole keeps its fraction, with either sign for it', () => {
  const memory = { ...setting, whole: false, min: 0.5, max: 512 };
  expect(readSettingNumber(memory, '0,5', 8)).toEqual({ value: 0.5, problem: null });
  expect(readSettingNumber({ ...memory, min: 0 }, '0,125', 8)).toEqual({ value: 0.125, problem: null });
  expect(readSettingNumber(memory, '1,200', 8)).toEqual({ value: 1.2, problem: null });
  expect(readSettingNumber(memory, '7.25', 8)).toEqual({ value: 7.25, problem: null });
});
