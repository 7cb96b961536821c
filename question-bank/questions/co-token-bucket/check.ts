import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

type Step = [at: number, n: number];
type Outcome = 'taken' | 'never' | number;

/** The rules of the prompt in whole thousandths of a token: what every call must return. */
class Model {
  readonly rate: number;
  readonly capacity: number;
  level: number;
  highest: number;

  constructor(rate: number, burst: number, at: number) {
    this.rate = rate;
    this.capacity = burst * 1000;
    this.level = this.capacity;
    this.highest = at;
  }

  take(at: number, n: number): Outcome {
    if (at > this.highest) {
      this.level = Math.min(this.capacity, this.level + (at - this.highest) * this.rate);
      this.highest = at;
    }
    if (n * 1000 > this.capacity) return 'never';
    if (n * 1000 <= this.level) {
      this.level -= n * 1000;
      return 'taken';
    }
    return this.highest - at + Math.ceil((n * 1000 - this.level) / this.rate);
  }
}

function readOutcome(result: Json, tools: CheckTools): Outcome {
  if (typeof result === 'object' && result !== null && !Array.isArray(result)) {
    if (result.ok === true) return 'taken';
    if (result.ok === false && result.retryAfterMs === null) return 'never';
    if (result.ok === false && typeof result.retryAfterMs === 'number') return result.retryAfterMs;
  }
  return tools.fail('tryTake returned something else than { ok: true } or { ok: false, retryAfterMs }', {
    actual: result,
  });
}

async function play(guest: Guest, tools: CheckTools, steps: Step[]): Promise<Outcome[]> {
  const results = await guest.call('play', steps);
  if (!Array.isArray(results)) return tools.fail('the calls gave no results');
  return results.map((result) => readOutcome(result, tools));
}

function inWords(outcome: Outcome): string {
  if (outcome === 'taken') return '{ ok: true }';
  return `{ ok: false, retryAfterMs: ${outcome === 'never' ? 'null' : outcome} }`;
}

function compare(
  tools: CheckTools,
  rate: number,
  burst: number,
  steps: Step[],
  actual: Outcome[],
  at = 0,
): void {
  const model = new Model(rate, burst, at);
  steps.forEach(([time, n], index) => {
    const expected = model.take(time, n);
    const got = actual[index];
    if (got === expected) return;
    const input = { ratePerSecond: rate, burst, lastSteps: steps.slice(Math.max(0, index - 4), index + 1) };
    tools.fail(`tryTake(${n}) at clock ${time} gave ${got === undefined ? 'nothing' : inWords(got)}`, {
      input,
      expected: inWords(expected),
      actual: got === undefined ? null : inWords(got),
    });
  });
}

async function playAndCompare(guest: Guest, tools: CheckTools, rate: number, burst: number, steps: Step[]) {
  await guest.call('create', rate, burst, 0);
  compare(tools, rate, burst, steps, await play(guest, tools, steps));
}

const checks: Check[] = [
  {
    name: 'example',
    title: 'The example of the text',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 4, 10, [
        [0, 10],
        [0, 1],
        [100, 1],
        [250, 1],
        [5000, 11],
      ]);
    },
  },
  {
    name: 'partial-refill',
    title: 'Half a token is kept, and is not enough',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 4, 2, [
        [0, 2],
        [125, 1],
        [249, 1],
        [250, 1],
        [375, 1],
        [500, 1],
      ]);
    },
  },
  {
    name: 'starvation',
    title: 'A client that polls every 10 ms for an hour loses nothing',
    weight: 3,
    async run(guest, tools) {
      for (const [rate, everyMs] of [
        [3, 10],
        [7, 1],
      ] as const) {
        const times = everyMs === 10 ? 360_000 : 200_000;
        await guest.call('create', rate, 3, 0);
        const admitted = await guest.call('poll', 0, everyMs, times);
        const count = Array.isArray(admitted) ? admitted.length : 0;
        const least = Math.floor((rate * everyMs * (times - 1)) / 1000);
        tools.assert(count >= least, `polling every ${everyMs} ms at ${rate} per second admitted too few`, {
          expected: `at least ${least}`,
          actual: count,
        });
      }
    },
  },
  {
    name: 'window-bound',
    title: 'No window of any length admits more than burst + rate × length',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(20_117);
      for (let round = 0; round < 25; round += 1) {
        const rate = random.int(1, 60);
        const burst = random.int(1, 40);
        const steps: Step[] = [];
        let at = random.int(0, 5_000);
        const start = at;
        for (let index = 0; index < 400; index += 1) {
          // Crowds right before and after whole seconds are where windows with edges let double bursts through.
          at += random.next() < 0.6 ? random.int(0, 3) : Math.max(0, 1000 - (at % 1000) - random.int(0, 2));
          steps.push([at, random.int(1, Math.min(burst, 3))]);
        }
        await guest.call('create', rate, burst, start);
        const outcomes = await play(guest, tools, steps);
        // For all i ≤ j: taken(i..j) ≤ burst + rate × (t_j − t_i), in one pass over the running minimum.
        let taken = 0;
        let lowest = Number.POSITIVE_INFINITY;
        steps.forEach(([time, n], index) => {
          if (outcomes[index] !== 'taken') return;
          lowest = Math.min(lowest, taken - (rate * time) / 1000);
          taken += n;
          const most = taken - (rate * time) / 1000 - lowest;
          tools.assert(most <= burst + 1e-6, 'a window admits more than burst + rate × length', {
            input: { ratePerSecond: rate, burst, windowEndsAt: time },
          });
        });
        compare(tools, rate, burst, steps, outcomes, start);
      }
    },
  },
  {
    name: 'idle-cap',
    title: 'An idle bucket holds burst tokens and no more',
    weight: 2,
    async run(guest, tools) {
      for (const idleMs of [1_000, 60_000, 86_400_000]) {
        await playAndCompare(guest, tools, 50, 20, [
          [0, 5],
          [idleMs, 20],
          [idleMs, 1],
          [2 * idleMs, 12],
          [2 * idleMs, 9],
          [2 * idleMs, 8],
        ]);
      }
    },
  },
  {
    name: 'exact-retry',
    title: 'Waiting retryAfterMs is enough, one millisecond less is not',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(4_093);
      let refusals = 0;
      for (let round = 0; round < 60; round += 1) {
        const rate = random.pick([1, 3, 7, 9, 11, 13, 60, 99, 101, 333, 700, 999]);
        const burst = random.int(1, 200);
        await guest.call('create', rate, burst, 0);
        let at = 0;
        for (let index = 0; index < 40; index += 1) {
          at += random.int(0, 40);
          const n = random.int(1, burst);
          const [outcome] = await play(guest, tools, [[at, n]]);
          if (typeof outcome !== 'number') continue;
          refusals += 1;
          const input = { ratePerSecond: rate, burst, n, clock: at, retryAfterMs: outcome };
          tools.assert(
            Number.isInteger(outcome) && outcome >= 1,
            'retryAfterMs is not a whole number above zero',
            { input },
          );
          if (outcome > 1) {
            const [early] = await play(guest, tools, [[at + outcome - 1, n]]);
            tools.assert(
              early === 1,
              'one millisecond before retryAfterMs had passed, the answer was not "1 more"',
              {
                input,
                actual: early === undefined ? null : inWords(early),
              },
            );
          }
          const [late] = await play(guest, tools, [[at + outcome, n]]);
          tools.assert(late === 'taken', 'after exactly retryAfterMs the call was refused', { input });
          at += outcome;
        }
      }
      tools.assert(refusals > 500, 'calls beyond the burst were hardly ever refused with a time to wait', {
        actual: refusals,
      });
    },
  },
  {
    name: 'clock-steps',
    title: 'A clock that repeats or steps back neither adds nor removes tokens',
    weight: 3,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 10, 5, [
        [1000, 5],
        [400, 1],
        [1000, 1],
        [1099, 1],
        [1100, 1],
      ]);
      const random = tools.random(77_003);
      for (let round = 0; round < 40; round += 1) {
        const rate = random.int(1, 30);
        const burst = random.int(1, 10);
        const steps: Step[] = [];
        let at = 10_000;
        for (let index = 0; index < 200; index += 1) {
          const dice = random.next();
          if (dice < 0.25) at = Math.max(0, at - random.int(1, 2_000));
          else if (dice < 0.8) at += random.int(1, 400);
          steps.push([at, random.int(1, burst)]);
        }
        await playAndCompare(guest, tools, rate, burst, steps);
      }
    },
  },
  {
    name: 'permanent-refusal',
    title: 'More than burst is refused for ever and changes nothing',
    weight: 2,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 5, 3, [
        [0, 4],
        [0, 3],
        [0, 1000],
        [200, 4],
        [200, 1],
        [10_000, 4],
        [10_000, 3],
      ]);
    },
  },
];

export default checks;
