// Guarantee: the checker that vouches for the key-value store accepts what an atomic register can do and refuses what
// it cannot; a checker that says yes to everything would prove nothing.
import { expect, test } from 'vitest';
import { isLinearizable, type Operation } from './linearizable.ts';

const read = (result: string | null, calledAt: number, returnedAt: number): Operation => ({
  calledAt,
  returnedAt,
  kind: 'get',
  value: null,
  expected: null,
  result,
});
const write = (value: string, calledAt: number, returnedAt: number | null): Operation => ({
  calledAt,
  returnedAt,
  kind: 'set',
  value,
  expected: null,
  result: returnedAt === null ? null : true,
});
const swap = (
  expected: string | null,
  value: string,
  calledAt: number,
  returnedAt: number,
  result: boolean,
): Operation => ({ calledAt, returnedAt, kind: 'cas', value, expected, result });

test('overlapping reads may see a write or not', () => {
  expect(isLinearizable([write('a', 0, 10), read(null, 1, 9), read('a', 2, 8)], null)).toBe(true);
});

test('a read that began after a write ended must see it', () => {
  expect(isLinearizable([write('a', 0, 10), read(null, 11, 12)], null)).toBe(false);
});

test('once seen, a write does not disappear again', () => {
  expect(isLinearizable([write('a', 0, 20), read('a', 1, 2), read(null, 3, 4)], null)).toBe(false);
});

test('two readers agree on the order of two writes', () => {
  const history = [write('a', 0, 30), write('b', 0, 30), read('a', 1, 2), read('b', 3, 4), read('a', 5, 6)];
  expect(isLinearizable(history, null)).toBe(false);
  expect(isLinearizable(history.slice(0, 4), null)).toBe(true);
});

test('a write whose outcome nobody learned may take effect late, or never, but not be taken back', () => {
  const lost = write('a', 0, null);
  expect(isLinearizable([lost, read(null, 5, 6), read('a', 50, 51)], null)).toBe(true);
  expect(isLinearizable([lost, read(null, 5, 6), read(null, 50, 51)], null)).toBe(true);
  expect(isLinearizable([lost, read('a', 5, 6), read(null, 50, 51)], null)).toBe(false);
});

test('of two swaps from the same value one succeeds', () => {
  expect(isLinearizable([swap(null, 'a', 0, 5, true), swap(null, 'b', 1, 6, false)], null)).toBe(true);
  expect(isLinearizable([swap(null, 'a', 0, 5, true), swap(null, 'b', 1, 6, true)], null)).toBe(false);
});
