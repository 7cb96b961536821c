/** Guarantee: what one side writes the other reads back, and what was cut off is never taken for the whole. */
import { expect, test } from 'vitest';
import {
  batchIdOf,
  decodeCursor,
  decodeLogSlice,
  encodeCursor,
  encodeLogSlice,
  mergeCursors,
} from './wire.ts';

test('a slice of the log comes back as it went, however large its number', () => {
  const slice = {
    head: 2 ** 40 + 3,
    updates: [new Uint8Array([1, 2]), new Uint8Array(), new Uint8Array(70_000)],
  };
  expect(decodeLogSlice(encodeLogSlice(slice))).toEqual(slice);
  expect(decodeLogSlice(encodeLogSlice({ head: 0, updates: [] }))).toEqual({ head: 0, updates: [] });
});

test.each([0, 1, 6, 9, 12, 14])('a slice that was cut off after %i bytes is refused', (length) => {
  const whole = encodeLogSlice({ head: 1, updates: [new Uint8Array([1, 2, 3, 4])] });
  expect(() => decodeLogSlice(whole.slice(0, length))).toThrow(RangeError);
});

test('a slice of an unknown version is refused', () => {
  expect(() => decodeLogSlice(new Uint8Array([9, 0, 0, 0, 0, 0, 0]))).toThrow('version');
});

test('a cursor survives the way there and back; unreadable parts are left out', () => {
  const cursor = new Map([
    ['0a1b2c3d', 12],
    ['ffffffff', 0],
  ]);
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  expect(decodeCursor('0a1b2c3d.5_x_zzzzzzzz.1_ffffffff.-1_ffffffff.1e9_')).toEqual(
    new Map([['0a1b2c3d', 5]]),
  );
  expect(decodeCursor('')).toEqual(new Map());
  expect(
    mergeCursors(
      cursor,
      new Map([
        ['0a1b2c3d', 9],
        ['11111111', 1],
      ]),
    ),
  ).toEqual(
    new Map([
      ['0a1b2c3d', 12],
      ['ffffffff', 0],
      ['11111111', 1],
    ]),
  );
});

test('a batch id names its tab and is still a UUID', () => {
  expect(batchIdOf('01234567', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee')).toBe(
    '01234567-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  );
});
