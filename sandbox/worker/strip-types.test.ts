import { describe, expect, test } from 'vitest';
import { SourceError, stripTypes } from './strip-types.ts';

function errorOf(text: string): SourceError {
  try {
    stripTypes('solution.ts', text);
  } catch (error) {
    if (error instanceof SourceError) return error;
  }
  throw new Error('no error');
}

describe('types go, positions stay', () => {
  test('every character that is left stands where it stood', () => {
    const text =
      'const a: number = 1;\ninterface B { c: string }\nexport function f<T>(x: T): T { return x as T; }\n';
    const stripped = stripTypes('solution.ts', text);
    expect(stripped).toHaveLength(text.length);
    for (const [index, character] of [...stripped].entries()) {
      if (character !== ' ' && character !== ';') expect(character).toBe(text[index]);
    }
  });

  const refused: Array<[string, string, RegExp, number, number]> = [
    ['enum', 'const a = 1;\n  enum Colour { Red }\n', /^enum is not supported here/u, 2, 3],
    [
      'parameter property',
      'class A {\n  constructor(private x: number) {}\n}',
      /^a parameter property is not supported/u,
      2,
      23,
    ],
    ['namespace', 'namespace N { export const a = 1 }', /^namespace is not supported/u, 1, 1],
    ['import equals', 'import a = require("a");', /use import … from/u, 1, 1],
    ['assertion with angle brackets', 'const y = <any>x;', /write value as T/u, 1, 11],
  ];
  test.each(refused)('%s is refused with what to do and where', (_name, text, message, line, column) => {
    const error = errorOf(text);
    expect(error.message).toMatch(message);
    expect([error.file, error.line, error.column]).toEqual(['solution.ts', line, column]);
  });

  test('a syntax error has the place in the file as written', () => {
    const error = errorOf('const a = 1;\nlet b: = 3;\n');
    expect(error.line).toBe(2);
    expect(error.column).toBe(8);
    expect(error.message.length).toBeLessThanOrEqual(500);
  });
});
