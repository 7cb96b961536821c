import { describe, expect, it } from 'vitest';
import { describeRun, durationText, memoryText, type RunView } from './run-view.ts';

const run: RunView = {
  number: 3,
  finishedAt: new Date(0),
  status: 'ok',
  error: null,
  console: [],
  checks: [
    { name: 'a', title: 'A', passed: true, message: '', input: null, expected: null, actual: null },
    { name: 'b', title: 'B', passed: false, message: '', input: null, expected: null, actual: null },
  ],
  wallMs: 0,
  memoryBytes: 0,
};

// Guarantee: someone who cannot see the pane hears the same outcome.
describe('describeRun', () => {
  it('says what holds and why a run stopped', () => {
    expect(describeRun(run)).toBe('Run 3: 1 of 2 checks hold.');
    expect(describeRun({ ...run, status: 'time-limit', checks: [] })).toBe(
      'Run 3 stopped at the time limit.',
    );
    expect(describeRun({ ...run, status: 'error' })).toBe('Run 3 stopped with an error. 1 of 2 checks hold.');
  });
});

describe('quantities', () => {
  it('carry their unit', () => {
    expect([durationText(0.4), durationText(950), durationText(1_234), durationText(12_340)]).toEqual([
      '0 ms',
      '950 ms',
      '1.23 s',
      '12.3 s',
    ]);
    expect([memoryText(400), memoryText(820_000), memoryText(12_340_000)]).toEqual([
      '1 KB',
      '820 KB',
      '12.3 MB',
    ]);
  });
});
