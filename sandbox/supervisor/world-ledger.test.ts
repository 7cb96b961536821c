// Guarantee: a run that was cut short holds nothing for the seeds that it did not reach; half of the seeds must never
// be scored as all of them.
import { expect, test } from 'vitest';
import type { WorldSeedResult } from '../contract.ts';
import { Transcript } from '../pool/transcript.ts';
import { WorldLedger } from './world-ledger.ts';

const seedOf = (seed: number, held: boolean): Omit<WorldSeedResult, 'trace'> => ({
  seed,
  status: 'ok',
  message: '',
  passed: held,
  invariants: [{ name: 'once', held, message: '', witnesses: [] }],
  faults: [],
  console: [],
  events: 1,
  traceHash: 'ab',
  endedAtMs: 1,
  cpuMs: 1,
  shrunk: null,
});

/** What a worker says that ran these seeds and then ended of its own accord. */
function transcriptOf(seeds: Omit<WorldSeedResult, 'trace'>[]): Transcript {
  const transcript = new Transcript('job', 'world');
  const job = 'job';
  transcript.accept({
    type: 'world-plan',
    job,
    invariants: [{ name: 'once', title: 'Once', kind: 'safety', weight: 1 }],
    faultBudget: [],
  });
  transcript.accept({ type: 'begun', job });
  seeds.forEach((result, index) => {
    transcript.accept({ type: 'seed-begun', job, index });
    transcript.accept({ type: 'seed', job, index, result });
  });
  transcript.accept({
    type: 'done',
    job,
    status: 'ok',
    error: null,
    value: [],
    wallMs: 1,
    cpuMs: 1,
    memoryBytes: 1,
    retire: false,
  });
  return transcript;
}

test('all seeds held: the invariant holds', () => {
  const ledger = new WorldLedger([1, 2], undefined);
  ledger.take(transcriptOf([seedOf(1, true), seedOf(2, true)]));
  expect(ledger.result(1)).toMatchObject({ status: 'ok', invariants: [{ held: true, failingSeeds: [] }] });
});

test('seeds that had no turn count as broken', () => {
  const ledger = new WorldLedger([1, 2, 3, 4], undefined);
  ledger.take(transcriptOf([seedOf(1, true), seedOf(2, true)]));
  expect(ledger.result(1)).toMatchObject({
    status: 'time-limit',
    invariants: [{ held: false, failingSeeds: [3, 4] }],
  });
});

test('seeds that were not wanted after a failure do not', () => {
  const ledger = new WorldLedger([1, 2, 3, 4], 1);
  ledger.take(transcriptOf([seedOf(1, true), seedOf(2, false)]));
  expect(ledger.result(1)).toMatchObject({ status: 'ok', invariants: [{ held: false, failingSeeds: [2] }] });
});

test('a killed seed is broken, and after two the rest is not tried', () => {
  const ledger = new WorldLedger([7, 8, 9], undefined);
  ledger.stop('time-limit', 'stopped', 5);
  expect(ledger.isOver).toBe(false);
  expect(ledger.stop('time-limit', 'stopped', 5).seed).toBe(8);
  expect(ledger.isOver).toBe(true);
  expect(ledger.result(1)).toMatchObject({ status: 'time-limit', seeds: [{ seed: 7 }, { seed: 8 }] });
});
