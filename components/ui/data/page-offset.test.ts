import { expect, test } from 'vitest';
import { readOffset } from './page-offset.ts';

test('what an address says is a number of rows, or the first page', () => {
  expect(readOffset('150')).toBe(150);
  for (const value of [undefined, '', '-1', '1.5', 'x', '1e9', '9999999', ['50', '100']])
    expect(readOffset(value)).toBe(0);
});
