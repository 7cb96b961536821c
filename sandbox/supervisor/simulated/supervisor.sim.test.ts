import { describe, expect, test } from 'vitest';
import type { RunOutcome, RunRequest } from '../../contract.ts';
import { queueWaitLimitMs } from '../../limits.ts';
import { makeRandom } from '../../worker/checks/random.ts';
import type { SupervisorEvent } from '../run-executor.ts';
import { Supervisor } from '../supervisor.ts';
import { type Misdeed, misdeeds, SimulatedWorker } from './simulated-worker.ts';
import { VirtualClock } from './virtual-clock.ts';

const workers = 3;
const spares = 1;
const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

interface World {
  clock: VirtualClock;
  supervisor: Supervisor;
  made: SimulatedWorker[];
  events: SupervisorEvent[];
  liveMax: () => number;
}

function makeWorld(seed: number, pickMisdeed: () => Misdeed): World {
  const clock = new VirtualClock();
  const random = makeRandom(seed);
  const made: SimulatedWorker[] = [];
  const events: SupervisorEvent[] = [];
  let most = 0;
  const supervisor = new Supervisor({
    start: () => {
      const worker = new SimulatedWorker(clock, random, pickMisdeed());
      made.push(worker);
      most = Math.max(most, made.filter((other) => other.record.alive).length);
      return worker;
    },
    clock,
    confinement: 'bubblewrap',
    confinementNote: '',
    workers,
    spares,
    jobsPerWorkerMax: 7,
    allowUnconfined: false,
    log: (event) => events.push(event),
  });
  return { clock, supervisor, made, events, liveMax: () => most };
}

function request(text: string, fairnessKey: string, wallMs = 500): RunRequest {
  return {
    kind: 'module',
    entry: 'a.ts',
    files: [{ path: 'a.ts', text }],
    requestId: text,
    fairnessKey,
    realCandidate: true,
    limits: { wallMs },
  };
}

interface Settled {
  text: string;
  outcome: RunOutcome;
  afterMs: number;
}

/** Asks for many runs at random times and waits, in virtual time, until each has been answered. */
async function storm(world: World, seed: number, runs: number): Promise<Settled[]> {
  const random = makeRandom(seed * 7919);
  const settled: Settled[] = [];
  for (let index = 0; index < runs; index += 1) {
    const text = `program ${index}`;
    world.clock.after(random.int(0, 3_000), () => {
      const askedAt = world.clock.now();
      void world.supervisor.run(request(text, `key ${random.int(0, 9)}`)).then((outcome) => {
        settled.push({ text, outcome, afterMs: world.clock.now() - askedAt });
      });
    });
  }
  await world.clock.advance(120_000);
  return settled;
}

describe('whatever workers do, each run gets one answer, its own, and the pool recovers', () => {
  test.each(seeds)(
    'seed %i: workers that die, hang, answer late, twice, for others, and rubbish',
    async (seed) => {
      const choice = makeRandom(seed * 104_729);
      let calm = false;
      const world = makeWorld(seed, () => (calm || choice.next() < 0.5 ? 'none' : choice.pick(misdeeds)));
      const settled = await storm(world, seed, 80);

      expect(settled).toHaveLength(80);
      for (const { text, outcome, afterMs } of settled) {
        expect(afterMs, `${text} waited`).toBeLessThan(queueWaitLimitMs + 2 * 15_000);
        if (outcome.kind === 'failure') continue;
        // Nobody gets the answer to another's program, and only an answer in order is one.
        if (outcome.verdict.status === 'ok') expect(outcome.verdict.value).toBe(text);
        else expect(['time-limit', 'memory-limit']).toContain(outcome.verdict.status);
      }
      expect(world.liveMax()).toBeLessThanOrEqual(2 * (workers + spares));

      // No program that had begun was begun again.
      const begun = world.made.flatMap((worker) => worker.record.begun);
      expect(new Set(begun).size).toBe(begun.length);
      const jobsAsked = world.made.flatMap((worker) => worker.record.jobs).length;
      const retried = world.events.filter((event) => event.event === 'retried').length;
      const started = settled.filter(
        ({ outcome }) => outcome.kind === 'verdict' || isOfAWorker(outcome),
      ).length;
      expect(jobsAsked).toBeLessThanOrEqual(started + retried);
      // A worker that is being killed may begin in its last moment what another has been given already.
      expect(begun.length).toBeLessThanOrEqual(80 + retried);

      calm = true;
      await world.clock.advance(world.clock.now() + 60_000);
      // What is still alive of the bad ones may spoil a run or two each; then only good ones are left.
      const bad = world.made.filter(({ record }) => record.alive && record.misdeed !== 'none').length;
      for (let index = 0; index < bad * 5 + 5; index += 1) {
        void world.supervisor.run(request(`flush ${index}`, `flush ${index}`));
        await world.clock.advance(world.clock.now() + 10_000);
      }
      const last = world.supervisor.run(request('the last', 'last'));
      await world.clock.advance(world.clock.now() + 10_000);
      expect(await last).toMatchObject({ kind: 'verdict', verdict: { status: 'ok', value: 'the last' } });
      expect(await world.supervisor.health()).toMatchObject({ status: 'ok', queued: 0, running: 0 });
      const closed = world.supervisor.close();
      await world.clock.advance(world.clock.now() + 1_000);
      await closed;
      expect(world.made.filter(({ record }) => record.alive)).toHaveLength(0);
    },
  );
});

function isOfAWorker(outcome: RunOutcome): boolean {
  return (
    outcome.kind === 'failure' && ['worker-died', 'bad-frame', 'check-broken'].includes(outcome.failure.code)
  );
}

describe('each misdeed has its own answer', () => {
  const expected: Record<Misdeed, string> = {
    none: 'ok',
    'dies-before-ready': 'unavailable',
    'never-ready': 'unavailable',
    'old-protocol': 'unavailable',
    'speaks-while-idle': 'ok',
    'dies-before-begun': 'worker-died',
    'hangs-before-begun': 'worker-died',
    'dies-after-begun': 'worker-died',
    'dies-out-of-memory': 'memory-limit',
    'hangs-after-begun': 'time-limit',
    'answers-late': 'time-limit',
    'answers-twice': 'ok',
    'notes-rubbish': 'bad-frame',
    'notes-for-another': 'bad-frame',
    'answers-for-another': 'bad-frame',
    'answers-the-previous': 'bad-frame',
    'rubbish-bytes': 'bad-frame',
    'rubbish-json': 'bad-frame',
    'announces-too-much': 'bad-frame',
    'trickles-for-ever': 'time-limit',
    'out-of-order': 'bad-frame',
    grows: 'memory-limit',
    'grows-before-begun': 'worker-died',
    'burns-processor': 'time-limit',
  };
  test.each(misdeeds)('%s', async (misdeed) => {
    const world = makeWorld(11, () => misdeed);
    const told: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      void world.supervisor.run(request(`program ${index}`, `key ${index}`)).then((outcome) => {
        told.push(outcome.kind === 'failure' ? outcome.failure.code : outcome.verdict.status);
      });
      await world.clock.advance(world.clock.now() + 40_000);
    }
    expect(told).toHaveLength(12);
    expect(told).toContain(expected[misdeed]);
    // Whoever speaks out of turn may do it while it has a job.
    const allowed = ['ok', expected[misdeed], ...(misdeed === 'speaks-while-idle' ? ['bad-frame'] : [])];
    for (const answer of told) expect(allowed).toContain(answer);
  });
});

describe('one attempt’s endless loops cost the others nothing but their fair share', () => {
  test('a key that always loops holds at most all but one of the workers', async () => {
    const clock = new VirtualClock();
    const random = makeRandom(5);
    const supervisor = new Supervisor({
      start: () => new SimulatedWorker(clock, random, 'none'),
      clock,
      confinement: 'bubblewrap',
      confinementNote: '',
      workers: 2,
      spares: 1,
      jobsPerWorkerMax: 1_000,
      allowUnconfined: false,
      log: () => {},
    });
    await clock.advance(1_000);
    const waits: number[] = [];
    const loops: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      void supervisor.run(request(`loop ${index}`, 'looping')).then((outcome) => {
        loops.push(outcome.kind === 'failure' ? outcome.failure.code : outcome.verdict.status);
      });
    }
    for (let index = 0; index < 60; index += 1) {
      clock.after(index * 100, () => {
        const askedAt = clock.now();
        void supervisor.run(request(`light ${index}`, `light ${index % 6}`)).then((outcome) => {
          expect(outcome).toMatchObject({ kind: 'verdict', verdict: { status: 'ok' } });
          waits.push(clock.now() - askedAt);
        });
      });
    }
    await clock.advance(60_000);
    expect(waits).toHaveLength(60);
    // One worker is always out of the loops' reach, so nobody waits for one of them (750 ms each), let alone for 40.
    expect(Math.max(...waits)).toBeLessThan(300);
    // Those that waited too long were told to come again; the others were stopped.
    expect(loops).toHaveLength(40);
    expect(new Set(loops)).toEqual(new Set(['time-limit', 'overloaded']));
  });
});
