import { describe, expect, test } from 'vitest';
import { ModuleSources } from './modules.ts';

const files = ['solution.ts', 'lib/clock.ts', 'lib/index.ts', 'plain.js'].map((path) => ({ path, text: '' }));
const sources = new ModuleSources(files, 'solution.ts', 'export {}');

describe('imports reach the answer’s own files and the driver, and nothing else', () => {
  test.each([
    ['./lib/clock', 'solution.ts', 'lib/clock.ts'],
    ['./lib/clock.ts', 'solution.ts', 'lib/clock.ts'],
    ['./lib/clock.js', 'solution.ts', 'lib/clock.ts'],
    ['./lib', 'solution.ts', 'lib/index.ts'],
    ['./plain', 'solution.ts', 'plain.js'],
    ['../solution', 'lib/clock.ts', 'solution.ts'],
    ['./driver.ts', 'solution.ts', 'driver.ts'],
    ['../../etc/passwd', 'lib/clock.ts', null],
    ['/etc/passwd', 'solution.ts', null],
    ['node:fs', 'solution.ts', null],
    ['fs', 'solution.ts', null],
    ['file:///etc/passwd', 'solution.ts', null],
    ['./missing', 'solution.ts', null],
  ])('%s from %s', (specifier, from, expected) => {
    expect(sources.resolve(specifier, from)).toBe(expected);
  });
});
