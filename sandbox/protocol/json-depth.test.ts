import { expect, test } from 'vitest';
import { jsonDepth } from './json-depth.ts';

test('depth counts structure only, and a million levels cost no stack', () => {
  expect(jsonDepth('1')).toBe(0);
  expect(jsonDepth('[{"a":[1]},[2]]')).toBe(3);
  expect(jsonDepth(JSON.stringify({ text: '[[[[ \\" [[[' }))).toBe(1);
  expect(jsonDepth('"\\\\"')).toBe(0);
  expect(jsonDepth('['.repeat(1_000_000))).toBe(1_000_000);
});
