import { describe, expect, test } from 'vitest';
import { formatArguments } from './format.ts';

const print = (...args: unknown[]) => formatArguments(args);

describe('a printed line is readable, and has bounds that no value can pass', () => {
  test('values look as in Node', () => {
    expect(print('text', 1, -0, true, null, undefined, 10n, Symbol('s'))).toBe(
      'text 1 -0 true null undefined 10n Symbol(s)',
    );
    expect(print({ a: 1, 'b-c': ['x', [2]] })).toBe('{ a: 1, "b-c": [\'x\', [2]] }');
    expect(print(Object.assign(new Array(3), { 0: 1, 2: 3 }))).toBe('[1, <empty>, 3]');
    expect(print(new Map([['k', { v: 1 }]]), new Set([1, 'a']))).toBe(
      "Map(1) { 'k' => { v: 1 } } Set(2) { 1, 'a' }",
    );
    expect(print(new Date(0), /a"b/g, new Uint8Array([1, 2]), new ArrayBuffer(3))).toBe(
      '1970-01-01T00:00:00.000Z /a"b/g Uint8Array(2) [1, 2] ArrayBuffer { byteLength: 3 }',
    );
    class Point {
      x = 1;
    }
    expect(
      print(
        new Point(),
        Object.create(null),
        () => {},
        function named() {},
      ),
    ).toBe('Point { x: 1 } [Object: null prototype] {} [Function (anonymous)] [Function: named]');
    expect(print([], {})).toBe('[] {}');
  });

  test('directives take their arguments, others are left alone', () => {
    expect(
      print('%s is %d years, %i, %j %o %% %x %c!', 'Ada', 36.5, 36.9, { a: 1 }, [1], 'css', 'rest'),
    ).toBe('Ada is 36.5 years, 36, { a: 1 } [1] % %x ! rest');
    expect(print('100%', 1)).toBe('100% 1');
    expect(print('%s')).toBe('%s');
  });

  test('getters are shown and not run; cycles and depth end', () => {
    let runs = 0;
    const value: Record<string, unknown> = {
      get secret() {
        runs += 1;
        return 1;
      },
    };
    value.self = value;
    expect(print(value)).toBe('{ secret: [Getter], self: [Circular] }');
    expect(runs).toBe(0);
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    expect(print(deep)).toBe('[[[[[[Array]]]]]]');
  });

  test('width, length and size end too', () => {
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, index]));
    for (const value of [
      wide,
      new Array(1_000_000).fill('x'),
      'x'.repeat(10_000_000),
      new Map(Object.entries(wide)),
      2n ** 1_000_000n,
    ]) {
      expect(print(value).length).toBeLessThanOrEqual(8_200);
    }
    expect(print(...new Array(10_000).fill(wide)).length).toBeLessThanOrEqual(8_200);
    expect(print(wide)).toContain('… 9900 more');
  });

  test('an object that lies about its kind is printed as what it is', () => {
    const liar = { [Symbol.toStringTag]: 'Map', constructor: { name: 'Map' }, size: 3 };
    expect(print(Object.assign(liar, { forEach: () => {} }))).toContain('size: 3');
    expect(print({ source: 'x', flags: 'g', exec: () => {} })).toContain("source: 'x'");
  });
});
