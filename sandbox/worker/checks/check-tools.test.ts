import { describe, expect, test } from 'vitest';
import { CheckFailed, checkTools, firstDifference } from './check-tools.ts';

describe('equality is of JSON values, and the first path that differs is named', () => {
  test.each([
    [1, 1, null],
    [0, -0, null],
    [[1, { a: [2] }], [1, { a: [2] }], null],
    [1, '1', '$'],
    [null, {}, '$'],
    [[], {}, '$'],
    [[1, 2], [1], '$.length'],
    [{ a: 1 }, { a: 1, b: 2 }, '$.b'],
    [{ a: 1, b: 2 }, { a: 1 }, '$.b'],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, '$.a[0].b'],
    [JSON.parse('{"__proto__":1}'), {}, '$.__proto__'],
  ])('%j against %j', (actual, expected, path) => {
    expect(firstDifference(actual, expected)).toBe(path);
  });

  test('a difference ends the check with what was given, expected and got', () => {
    expect(() => checkTools.equal([1], [2], 'first', 7)).toThrow(
      expect.objectContaining({
        message: 'first (they differ at $[0])',
        shown: { input: 7, expected: [2], actual: [1] },
      }),
    );
    expect(() => checkTools.assert(false, 'no')).toThrow(CheckFailed);
    expect(() => checkTools.assert(true, 'no')).not.toThrow();
  });
});
