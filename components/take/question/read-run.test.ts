import { describe, expect, it } from 'vitest';
import { readRun } from './read-run.ts';

const check = { name: 'a', title: 'A', passed: true, message: '', input: '1', expected: '2', actual: null };
const run = {
  number: 3,
  finishedAt: '2026-03-01T09:00:00.000Z',
  status: 'ok',
  error: null,
  console: [{ level: 'log', text: 'x', atMs: 1 }],
  checks: [check],
  wallMs: 5,
  memoryBytes: 1_000,
};

// Guarantee: what comes back from a run is shown as it is or not at all; a broken answer is never shown as a passed check.
describe('readRun', () => {
  it('reads a run', () => {
    expect(readRun(run)).toEqual({ ...run, finishedAt: new Date(run.finishedAt) });
  });
  it('takes no other body for one, and never makes a check hold', () => {
    for (const body of [null, [], {}, { ...run, status: 'fine' }, { ...run, checks: null }]) {
      expect(readRun(body)).toBeNull();
    }
    expect(readRun({ ...run, checks: [{ ...check, passed: 'true' }, 7] })?.checks).toEqual([
      { ...check, passed: false },
    ]);
  });
});
