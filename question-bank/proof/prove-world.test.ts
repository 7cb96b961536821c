// Guarantee: a world whose reference fails, whose wrong answers pass, or whose seeds are not the same twice is not proven;
// and fewer seeds are run only where more could not change what was found.
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  Sandbox,
  WorldInvariantResult,
  WorldOutcome,
  WorldRunRequest,
  WorldSandbox,
  WorldSeedResult,
} from '../../sandbox/contract.ts';
import { loadBank } from '../loader.ts';
import type { WorldQuestion } from '../question.ts';
import { proveWorld } from './prove-world.ts';

const graded = 200;

/** How an answer fares in a seed of its nth run: what it breaks, its trace; and what it measures over so many seeds. */
interface Answer {
  breaks?: Record<string, (seed: number, run: number) => boolean>;
  late?: (seeds: number) => boolean;
  hash?: (seed: number, run: number) => string;
}

const right: Answer = {};
const refusing: Answer = { breaks: { useful: () => true } };

let practice: WorldQuestion;
beforeAll(async () => {
  const { bank } = await loadBank(path.join(import.meta.dirname, '..'));
  const found = bank.practice.find(({ kind }) => kind === 'world');
  if (found?.kind !== 'world') throw new Error('there is no world for practice');
  practice = found;
});

const invariants = [
  { name: 'once', title: 'Once', kind: 'safety', weight: 0.5 },
  { name: 'prompt', title: 'Prompt', kind: 'performance', weight: 0.25 },
  { name: 'useful', title: 'Useful', kind: 'usefulness', weight: 0.25 },
] as const;

/** Proves a question with these answers, told apart by their text; `prompt` is judged over all seeds together. */
async function prove(answers: Record<string, Answer>) {
  const file = (text: string) => [{ path: 'solution.ts', text }];
  const question: WorldQuestion = {
    ...practice,
    runs: { quick: 50, full: graded, graded },
    invariants: [...invariants],
    caps: [{ broken: 'useful', atMostPercent: 20 }],
    reference: file('reference'),
    starter: file('starter'),
    wrong: Object.keys(answers)
      .filter((name) => name.includes('--'))
      .map((name) => ({ name, check: name.split('--')[0] ?? '', alsoFailed: [], files: file(name) })),
  };
  const asked: { answer: string; secret: string; seeds: number; where: string }[] = [];
  const sandboxAt = (where: string): Sandbox & WorldSandbox => ({
    run: () => Promise.reject(new Error('a world runs seeds only')),
    health: () => Promise.reject(new Error('nobody asks')),
    close: () => Promise.resolve(),
    runWorld(request) {
      const answer = request.files[0]?.text ?? '';
      asked.push({ answer, secret: request.secret, seeds: request.seeds.length, where });
      const run = asked.filter((one) => one.answer === answer).length;
      return Promise.resolve(outcomeOf(answers[answer] ?? right, request, run));
    },
  });
  const proof = await proveWorld(question, sandboxAt('one'), sandboxAt('another'), (job) => job());
  const seedsOf = (answer: string, where = 'one') =>
    asked
      .filter((one) => one.answer === answer && one.where === where)
      .map(({ seeds, secret }) => (secret === '' ? seeds : -seeds));
  return { proof, seedsOf };
}

function outcomeOf({ breaks = {}, late, hash }: Answer, request: WorldRunRequest, run: number): WorldOutcome {
  const isBroken = (name: string, seed: number) => breaks[name]?.(seed, run) === true;
  const seeds = request.seeds.map((seed): WorldSeedResult => {
    const found = invariants.map(({ name }) => ({
      name,
      held: !isBroken(name, seed),
      message: isBroken(name, seed) ? 'broken' : '',
      witnesses: [],
    }));
    return {
      seed,
      status: 'ok',
      message: '',
      passed: found.every(({ held }) => held),
      invariants: found,
      faults: [],
      console: [],
      events: 1,
      traceHash: hash?.(seed, run) ?? `${seed}`,
      endedAtMs: 1,
      cpuMs: 1,
      trace: null,
      shrunk: null,
    };
  });
  const results = invariants.map((one): WorldInvariantResult => {
    const failingSeeds = request.seeds.filter((seed) => isBroken(one.name, seed));
    const isLate = late?.(request.seeds.length) === true;
    return one.name === 'prompt'
      ? {
          ...one,
          held: !isLate,
          failingSeeds: [],
          pooled: { value: isLate ? 9 : 1, message: isLate ? '9 ms' : '1 ms' },
        }
      : { ...one, held: failingSeeds.length === 0, failingSeeds, pooled: null };
  });
  return {
    kind: 'world',
    result: {
      status: 'ok',
      error: null,
      seeds,
      invariants: results,
      faultBudget: [],
      wallMs: 1,
      cpuMs: 1,
      memoryBytes: 1,
    },
    confinement: 'none',
  };
}

const twice: Answer = { breaks: { once: () => true } };

describe('proveWorld', () => {
  it('proves a reference that holds, a starter that does nothing and wrong answers that break what they are named for', async () => {
    const { proof } = await prove({
      starter: refusing,
      'once--twice': twice,
      'prompt--late': { late: () => true },
    });
    expect(proof).toMatchObject({ reference: 'passed', problems: [], warnings: [], failure: null });
    expect(proof.wrong.map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected']);
    expect(proof.margins).toEqual(['prompt, reference: 1 ms', 'prompt, prompt--late: 9 ms']);
    // Three runs of the reference, one of the starter, one of the first wrong answer, two of the second; 1 ms each.
    expect(proof.workerMs).toBe(7);
  });

  it('runs the reference on all seeds, published and held out, and the published ones again in other processes', async () => {
    const { seedsOf } = await prove({ starter: refusing, 'once--twice': twice });
    expect(seedsOf('reference').sort((a, b) => a - b)).toEqual([-graded, graded]);
    expect(seedsOf('reference', 'another')).toEqual([graded]);
  });

  it.each([
    ['in the last published seed', (seed: number, run: number) => seed === graded && run === 1],
    ['in a held-out seed', (seed: number, run: number) => seed === 7 && run === 2],
  ])('refuses a reference that breaks something %s', async (_, breaksAt) => {
    const reference: Answer = { breaks: { once: breaksAt } };
    const { proof } = await prove({ reference, starter: refusing, 'once--twice': twice });
    expect(proof.problems.join('\n')).toContain('breaks once');
  });

  it('refuses seeds that are not the same twice, up to the last, and traces that say nothing', async () => {
    const reference: Answer = { hash: (seed, run) => (seed === graded ? `run ${run}` : `${seed}`) };
    const { proof } = await prove({ reference, starter: refusing, 'once--twice': twice });
    expect(proof.problems).toEqual([
      `seed ${graded} of the reference has another trace hash when it is run again`,
    ]);
    const same = await prove({ reference: { hash: () => 'same' }, starter: refusing, 'once--twice': twice });
    expect(same.proof.problems).toEqual([
      'most seeds of the reference leave the same trace; expected each to be another world',
    ]);
  });

  it('stops at the first seeds that break the named invariant, and goes on to the last when none did', async () => {
    const rare: Answer = { breaks: { once: (seed) => seed === 30 } };
    const rarest: Answer = { breaks: { once: (seed) => seed === graded } };
    const never: Answer = { breaks: { useful: () => true } };
    const { proof, seedsOf } = await prove({
      starter: refusing,
      'once--twice': twice,
      'once--rarely': rare,
      'once--hardly-ever': rarest,
      'once--never': never,
      'once--right': right,
    });
    expect(seedsOf('once--twice')).toEqual([10]);
    expect(seedsOf('once--rarely')).toEqual([10, 50]);
    expect(seedsOf('once--hardly-ever')).toEqual([10, 50, graded]);
    expect(Object.fromEntries(proof.wrong.map(({ name, outcome }) => [name, outcome]))).toEqual({
      'once--twice': 'rejected',
      'once--rarely': 'rejected',
      'once--hardly-ever': 'rejected',
      'once--never': 'misattributed',
      'once--right': 'accepted',
    });
    expect(proof.problems).toEqual([
      'wrong answer once--never fails useful and not once, which it is named for',
      'wrong answer once--right fails nothing; expected it to fail once',
    ]);
  });

  it('judges what is measured over all seeds by all seeds', async () => {
    const lateAtFirst: Answer = { late: (seeds) => seeds < graded };
    const { proof, seedsOf } = await prove({ starter: refusing, 'prompt--at-first': lateAtFirst });
    expect(seedsOf('prompt--at-first')).toEqual([10, graded]);
    expect(proof.wrong).toMatchObject([{ name: 'prompt--at-first', outcome: 'accepted' }]);
  });

  it('refuses a starter that passes or scores too much, after all seeds, and asks for no more of one that does not', async () => {
    const doing = await prove({ starter: { breaks: { once: (seed) => seed > 60 } }, 'once--twice': twice });
    expect(doing.seedsOf('starter')).toEqual([50, graded]);
    expect(doing.proof.problems.join('\n')).toContain('the starter scores 0.50');
    const idle = await prove({ starter: refusing, 'once--twice': twice });
    expect(idle.seedsOf('starter')).toEqual([50]);
    const done = await prove({ starter: right, 'once--twice': twice });
    expect(done.proof.problems.join('\n')).toContain('the starter holds every invariant');
  });
});
