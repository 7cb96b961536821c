import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

const sliceLimitMicros = 10_000;
const mixedCosts = [20, 20, 20, 25, 40, 40, 60, 100, 150, 300, 700, 1_500, 3_000, 8_000];
const heavyCosts = [50, 900, 4_000, 9_999, 10_000, 10_001, 25_000];

interface Plan {
  seed: number;
  count: number;
  costs: number[];
  abortedAtStart: boolean;
  abortInYield: number;
  failAt: number;
}

function plan(some: Partial<Plan>): Plan {
  return {
    seed: 1,
    count: 1000,
    costs: mixedCosts,
    abortedAtStart: false,
    abortInYield: 0,
    failAt: -1,
    ...some,
  };
}

/** What a right answer does with the same records: outputs, and the smallest number of yields. */
function expectedOf({ seed, count, costs }: Plan): { checksum: number; yields: number } {
  let state = seed >>> 0;
  let checksum = 0;
  let yields = 0;
  let used = 0;
  for (let id = 0; id < count; id += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const cost = costs[Math.floor((state / 4294967296) * costs.length)] ?? 0;
    if (used > 0 && used + cost > sliceLimitMicros) {
      yields += 1;
      used = 0;
    }
    used += cost;
    checksum = (Math.imul(checksum, 16777619) ^ ((Math.imul(id, 31) + cost) >>> 0)) >>> 0;
  }
  return { checksum, yields };
}

async function work(guest: Guest, tools: CheckTools, some: Partial<Plan>): Promise<{ [key: string]: Json }> {
  const full = plan(some);
  const seen = await guest.call('work', { ...full });
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
    return tools.fail('the work gave no report');
  return seen;
}

function requireDone(tools: CheckTools, seen: { [key: string]: Json }, some: Partial<Plan>): void {
  const full = plan(some);
  tools.equal(seen.outcome ?? null, 'resolved', `outcome (reason: ${seen.reason ?? 'none'})`);
  tools.equal(seen.emitted ?? null, full.count, 'number of emitted outputs');
  tools.equal(seen.inOrder ?? null, true, 'whether the outputs came in order');
  tools.assert(
    seen.checksum === expectedOf(full).checksum,
    'an output is not what transform returned for its record',
  );
}

function requireShortSlices(tools: CheckTools, seen: { [key: string]: Json }): void {
  tools.equal(seen.workWhileYielding ?? null, 0, 'records transformed before the yield had ended');
  tools.assert(
    Number(seen.maxSharedSliceMicros) <= sliceLimitMicros,
    'a slice of several records took too long',
    {
      expected: `at most ${sliceLimitMicros} µs`,
      actual: seen.maxSharedSliceMicros ?? null,
    },
  );
}

const checks: Check[] = [
  {
    name: 'small',
    title: 'Ten records come out transformed and in order',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const some = { count: 10, costs: [100] };
      requireDone(tools, await work(guest, tools, some), some);
    },
  },
  {
    name: 'yields',
    title: 'A slice is interrupted before it would pass 10 ms',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const some = { count: 100, costs: [3_000] };
      const seen = await work(guest, tools, some);
      requireDone(tools, seen, some);
      requireShortSlices(tools, seen);
      tools.assert(Number(seen.yields) <= 40, 'more than 40 yields for 100 records of 3,000 µs', {
        expected: 'from 33 to 39',
        actual: seen.yields ?? null,
      });
    },
  },
  {
    name: 'slice-limit',
    title: '300,000 records of very different cost, no slice above 10 ms',
    weight: 4,
    async run(guest, tools) {
      for (const some of [
        { seed: 11, count: 300_000 },
        { seed: 12, count: 5_000, costs: [20, 8_000] },
        { seed: 13, count: 5_000, costs: [5_000, 5_001] },
      ]) {
        const seen = await work(guest, tools, some);
        tools.equal(seen.emitted ?? null, some.count, 'number of emitted outputs');
        requireShortSlices(tools, seen);
      }
    },
  },
  {
    name: 'few-yields',
    title: 'At most 20 % more yields than needed',
    weight: 3,
    async run(guest, tools) {
      for (const some of [
        { seed: 21, count: 100_000 },
        { seed: 22, count: 20_000, costs: [20] },
        { seed: 23, count: 20_000, costs: [10_000] },
        { seed: 24, count: 400, costs: [20] },
      ]) {
        const seen = await work(guest, tools, some);
        tools.equal(seen.emitted ?? null, some.count, 'number of emitted outputs');
        requireShortSlices(tools, seen);
        const least = expectedOf(plan(some)).yields;
        tools.assert(
          Number(seen.yields) <= Math.floor(1.2 * least),
          'more yields than 1.2 × the smallest number',
          {
            expected: `at most ${Math.floor(1.2 * least)}`,
            actual: seen.yields ?? null,
          },
        );
      }
    },
  },
  {
    name: 'order',
    title: 'Every record exactly once, in order, transformed',
    weight: 1,
    async run(guest, tools) {
      for (const some of [
        { seed: 31, count: 50_000 },
        { seed: 32, count: 1 },
        { seed: 33, count: 0 },
      ]) {
        requireDone(tools, await work(guest, tools, some), some);
      }
    },
  },
  {
    name: 'heavy-records',
    title: 'A record above 10 ms runs in a slice of its own',
    weight: 1,
    async run(guest, tools) {
      const some = { seed: 41, count: 5_000, costs: heavyCosts };
      const seen = await work(guest, tools, some);
      requireDone(tools, seen, some);
      requireShortSlices(tools, seen);
      tools.assert(
        Number(seen.yields) <= 1.2 * expectedOf(plan(some)).yields,
        'too many yields around heavy records',
      );
    },
  },
  {
    name: 'abort',
    title: 'After an abort nothing more is worked on, and the promise rejects with the reason',
    weight: 4,
    async run(guest, tools) {
      const cases: Partial<Plan>[] = [
        { abortedAtStart: true, count: 5 },
        { abortedAtStart: true, count: 5_000 },
        { abortInYield: 1, count: 5_000, seed: 51 },
        { abortInYield: 2, count: 5_000, seed: 52, costs: [20] },
        { abortInYield: 97, count: 20_000, seed: 53 },
      ];
      for (const some of cases) {
        const seen = await work(guest, tools, some);
        const when = some.abortedAtStart
          ? 'aborted before the start'
          : `aborted during yield ${some.abortInYield}`;
        tools.equal(seen.workAfterAbort ?? null, 0, `${when}: calls of transform and emit after it`);
        tools.equal(seen.outcome ?? null, 'rejected', `${when}: outcome`);
        tools.equal(seen.reason ?? null, 'shutting down', `${when}: what the promise rejected with`);
      }
    },
  },
  {
    name: 'bounded-buffer',
    title: 'Records are read as they are needed',
    weight: 1,
    async run(guest, tools) {
      const some = { seed: 61, count: 60_000 };
      const seen = await work(guest, tools, some);
      tools.equal(seen.emitted ?? null, some.count, 'number of emitted outputs');
      tools.assert(Number(seen.maxBuffered) <= 1_000, 'too many records were read and not yet emitted', {
        expected: 'at most 1000',
        actual: seen.maxBuffered ?? null,
      });
    },
  },
  {
    name: 'failing-record',
    title: 'An error of transform ends the work and reaches the caller',
    weight: 1,
    async run(guest, tools) {
      for (const failAt of [0, 3, 777]) {
        const seen = await work(guest, tools, { seed: 71, failAt });
        tools.equal(seen.outcome ?? null, 'rejected', `transform threw for record ${failAt}: outcome`);
        tools.equal(seen.reason ?? null, `record ${failAt} is broken`, 'what the promise rejected with');
        tools.equal(seen.emitted ?? null, failAt, 'number of outputs emitted before');
      }
    },
  },
];

export default checks;
