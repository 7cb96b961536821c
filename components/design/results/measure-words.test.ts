import { expect, test } from 'vitest';
import type { Objective } from '../../../simulation/load/scenario.ts';
import { failingWords, limitWords, measured, milliseconds, percent, shortRate } from './measure-words.ts';

// Guarantee: what is told of a run is never better than what was measured, and says its unit.
test('values in their units', () => {
  expect(milliseconds(8.25)).toBe('8.3 ms');
  expect(milliseconds(1_471)).toBe('1,471 ms');
  expect(milliseconds(12_340)).toBe('12.3 s');
  expect(shortRate(744)).toBe('744/s');
  expect(shortRate(62_805)).toBe('62.8 k/s');
  expect(measured({ kind: 'cost' }, 11_842.4)).toBe('$11,842');
});

test('nearly all is not all', () => {
  expect(percent(0.99999)).toBe('99.999 %');
  expect(percent(1)).toBe('100 %');
  expect(failingWords(0.99999)).toBe('>99 % fail');
  expect(failingWords(1)).toBe('100 % fail');
  expect(failingWords(0.0123)).toBe('1.2 % fail');
  expect(measured({ kind: 'availability', flow: 'pay' }, 99.89999)).toBe('99.899 %');
});

test('a limit says its direction, and nothing allowed is nought', () => {
  const objective: Objective = {
    ...{ id: 'p99', title: '', group: 'slo', profile: 'peak', window: null },
    ...{ measure: { kind: 'latency', flow: 'pay', quantile: 0.99 }, is: 'at-most', limit: 250 },
  };
  expect(limitWords(objective)).toBe('≤ 250 ms');
  expect(
    limitWords({ ...objective, measure: { kind: 'availability', flow: 'pay' }, is: 'at-least', limit: 99.9 }),
  ).toBe('≥ 99.9 %');
  expect(limitWords({ ...objective, measure: { kind: 'lost', flow: 'pay' }, limit: 0 })).toBe('0');
});
