import { describe, expect, test } from 'vitest';
import { readThrown, toGuestError } from './guest-error.ts';

const files = new Set(['solution.ts', 'lib/clock.ts']);

describe('an error is told in the answer’s own files and words', () => {
  test('frames of others are dropped, the first of the answer is the place', () => {
    const stack = [
      'TypeError: no',
      '    at dispatch (plumbline:kernel:10:3)',
      '    at tick (lib/clock.ts:7:11)',
      '    at solution.ts:3:1',
      '    at run (driver.ts:1:1)',
      '    at (<isolated-vm boundary>)',
      '    at solution.ts:99:1',
    ].join('\n');
    expect(toGuestError({ name: 'TypeError', message: 'no', stack }, files)).toEqual({
      name: 'TypeError',
      message: 'no',
      file: 'lib/clock.ts',
      line: 7,
      column: 11,
      stack: ['at tick (lib/clock.ts:7:11)', 'at solution.ts:3:1'],
    });
  });

  test('the place that V8 writes behind a syntax error is taken off and used', () => {
    const error = toGuestError(
      { name: 'SyntaxError', message: "Unexpected token ';' [solution.ts:1:9]", stack: '' },
      files,
    );
    expect(error).toMatchObject({ message: "Unexpected token ';'", file: 'solution.ts', line: 1, column: 9 });
  });

  test('a global that is left out on purpose comes with what to use instead', () => {
    const error = toGuestError(
      { name: 'ReferenceError', message: 'setTimeout is not defined', stack: '' },
      files,
    );
    expect(error.message).toBe(
      'setTimeout is not defined: this question has no timers: use the clock that is passed in',
    );
  });

  test('anything may be thrown', () => {
    expect(readThrown('text').message).toBe('The program threw the text text');
    expect(readThrown(null).message).toBe('The program threw the value null');
    expect(readThrown({ message: 5 })).toEqual({ name: 'Error', message: '5', stack: '' });
  });

  test('texts have bounds', () => {
    const error = toGuestError(
      {
        name: 'E'.repeat(10_000),
        message: 'm'.repeat(100_000),
        stack: '    at solution.ts:1:1\n'.repeat(500),
      },
      files,
    );
    expect(error.name).toHaveLength(100);
    expect(error.message).toHaveLength(2_000);
    expect(error.stack).toHaveLength(10);
  });
});
