import type { CheckTools } from '../../check-api.ts';
import type { Json } from '../../contract.ts';
import { makeRandom } from './random.ts';

export interface Shown {
  input?: Json;
  expected?: Json;
  actual?: Json;
}

/** The comparison on the host said no. */
export class CheckFailed extends Error {
  readonly shown: Shown;

  constructor(message: string, shown: Shown) {
    super(message);
    this.shown = shown;
  }
}

/** The first path at which two JSON values differ, or null when they are equal. `$` is the value itself. */
export function firstDifference(actual: Json, expected: Json, path = '$'): string | null {
  if (Object.is(actual, expected)) return null;
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    // JSON has one zero.
    return actual === expected ? null : path;
  }
  if (Array.isArray(actual) !== Array.isArray(expected)) return path;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    const shared = Math.min(actual.length, expected.length);
    for (let index = 0; index < shared; index += 1) {
      const found = firstDifference(actual[index] as Json, expected[index] as Json, `${path}[${index}]`);
      if (found !== null) return found;
    }
    return actual.length === expected.length ? null : `${path}.length`;
  }
  const left = actual as { [key: string]: Json };
  const right = expected as { [key: string]: Json };
  for (const key of new Set([...Object.keys(right), ...Object.keys(left)])) {
    const inner = `${path}.${key}`;
    if (!Object.hasOwn(left, key) || !Object.hasOwn(right, key)) return inner;
    const found = firstDifference(left[key] as Json, right[key] as Json, inner);
    if (found !== null) return found;
  }
  return null;
}

export const checkTools: CheckTools = {
  random: makeRandom,
  fail(message, shown = {}) {
    throw new CheckFailed(message, shown);
  },
  assert(condition, message, shown = {}) {
    if (!condition) throw new CheckFailed(message, shown);
  },
  equal(actual, expected, message, input) {
    const path = firstDifference(actual, expected);
    if (path === null) return;
    const where = path === '$' ? '' : ` (they differ at ${path})`;
    throw new CheckFailed(`${message}${where}`, {
      actual,
      expected,
      ...(input === undefined ? {} : { input }),
    });
  },
};
