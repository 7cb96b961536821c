import { expect, test } from 'vitest';
import { limitText, measuredText } from './measured-text.ts';

test('a value is told in its unit, and what decides is not rounded away', () => {
  expect(measuredText({ kind: 'latency', flow: 'read', quantile: 0.99 }, 312.4)).toBe('312 ms');
  expect(measuredText({ kind: 'cost' }, 4210.4)).toBe('$4,210 a month');
  expect(measuredText({ kind: 'lost', flow: 'order' }, 17)).toBe('17');
  expect(measuredText({ kind: 'amplification' }, 1.234)).toBe('1.23 ×');
  expect(measuredText({ kind: 'availability', flow: 'read' }, 99.9512)).toBe('99.951 %');
  expect(measuredText({ kind: 'availability', flow: 'read' }, 62.06)).toBe('62.06 %');
});

test('a limit says which side of it is good', () => {
  expect(limitText({ measure: { kind: 'availability', flow: 'read' }, is: 'at-least', limit: 99.9 })).toBe(
    'at least 99.9 %',
  );
});
