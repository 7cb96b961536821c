import type { Check, CheckTools, Guest, Random } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

const hourMicros = 3_600_000_000;

function exponential(random: Random, mean: number): number {
  return -Math.log(1 - random.next()) * mean;
}

/** Approximately normal: the sum of twelve uniform numbers. */
function normal(random: Random): number {
  let sum = -6;
  for (let index = 0; index < 12; index += 1) sum += random.next();
  return sum;
}

const distributions: Record<string, (random: Random) => number> = {
  uniform: (random) => random.int(1, 1_000_000),
  exponential: (random) => exponential(random, 40_000),
  lognormal: (random) => Math.exp(9 + 1.5 * normal(random)),
  bimodal: (random) =>
    random.next() < 0.9 ? 800 + random.int(0, 400) : 30_000_000 + random.int(0, 5_000_000),
  'heavy tail': (random) => 200 / (1 - random.next()) ** 1.4,
  small: (random) => random.int(1, 60),
};

function sample(random: Random, name: string, count: number): number[] {
  const draw = distributions[name];
  if (!draw) return [];
  return Array.from({ length: count }, () => Math.min(hourMicros, Math.max(1, Math.round(draw(random)))));
}

/** Quantiles that stand for a place without any rounding: the middle between two places. */
function quantileOf(place: number, count: number): number {
  return (place - 0.5) / count;
}

function places(count: number): number[] {
  const shares = [0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999];
  return [
    ...new Set([1, count, ...shares.map((share) => Math.min(count, Math.max(1, Math.round(share * count))))]),
  ];
}

async function record(guest: Guest, name: string, values: readonly number[]): Promise<void> {
  for (let from = 0; from < values.length; from += 5_000)
    await guest.call('record', name, values.slice(from, from + 5_000));
}

async function look(
  guest: Guest,
  tools: CheckTools,
  name: string,
  quantiles: number[],
): Promise<{ count: Json; results: Json[] }> {
  const seen = await guest.call('look', name, quantiles);
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
    return tools.fail('there was no result');
  return { count: seen.count ?? null, results: Array.isArray(seen.results) ? seen.results : [] };
}

/** Every interesting place of what the histogram must have counted. */
async function requireRight(
  guest: Guest,
  tools: CheckTools,
  name: string,
  values: readonly number[],
  what: string,
): Promise<void> {
  const sorted = [...values].sort((a, b) => a - b);
  const wanted = places(sorted.length);
  const seen = await look(
    guest,
    tools,
    name,
    wanted.map((place) => quantileOf(place, sorted.length)),
  );
  tools.equal(seen.count, sorted.length, `${what}: count`);
  wanted.forEach((place, index) => {
    const exact = sorted[place - 1] ?? 0;
    const got = seen.results[index] ?? null;
    const input = { place, of: sorted.length, q: quantileOf(place, sorted.length) };
    const right =
      exact === 0
        ? got === 0
        : exact > hourMicros
          ? got === 'Infinity'
          : typeof got === 'number' && Math.abs(got - exact) <= exact * 0.01 + 1e-9;
    tools.assert(right, `${what}: quantile at place ${place} of ${sorted.length}`, {
      input,
      expected: exact > hourMicros ? 'Infinity' : `${exact} ± 1 %`,
      actual: got,
    });
  });
}

const checks: Check[] = [
  {
    name: 'example',
    title: 'The example of the text',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await record(guest, 'a', [3000, 1000, 4000, 2000]);
      const { count, results } = await look(guest, tools, 'a', [0.5, 0.51, 1, 0]);
      tools.equal(count, 4, 'count');
      [2000, 3000, 4000, 1000].forEach((exact, index) => {
        const got = Number(results[index]);
        const q = [0.5, 0.51, 1, 0][index] ?? 0;
        tools.assert(Math.abs(got - exact) <= exact * 0.01, `quantile(${q})`, {
          input: q,
          expected: `${exact * 0.99} to ${exact * 1.01}`,
          actual: results[index] ?? null,
        });
      });
    },
  },
  {
    name: 'empty-and-one',
    title: 'Nothing recorded, and one value recorded',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      tools.equal(
        await guest.call('look', 'empty', [0, 0.5, 1]),
        { count: 0, results: [null, null, null] },
        'an empty histogram',
      );
      await record(guest, 'one', [5000]);
      await requireRight(guest, tools, 'one', [5000], 'one value');
    },
  },
  {
    name: 'error-bound',
    title: 'At most 1 % off, on six distributions, from the minimum to the maximum',
    weight: 4,
    async run(guest, tools) {
      const random = tools.random(1_009);
      for (const name of Object.keys(distributions)) {
        const values = sample(random, name, 20_000);
        await record(guest, name, values);
        await requireRight(guest, tools, name, values, name);
      }
      for (const value of [1, 2, 3, 50, 99, 100, 101, 12_345, hourMicros - 1, hourMicros]) {
        await record(
          guest,
          `constant ${value}`,
          Array.from({ length: 100 }, () => value),
        );
        await requireRight(
          guest,
          tools,
          `constant ${value}`,
          Array.from({ length: 100 }, () => value),
          `only ${value}`,
        );
      }
    },
  },
  {
    name: 'edges',
    title: 'Zeros and values above one hour are counted',
    weight: 2,
    async run(guest, tools) {
      const values = [0, 0, 0, 1, 500, 500, hourMicros, hourMicros + 1, 10 * hourMicros, 1e15];
      await record(guest, 'edges', values);
      await requireRight(guest, tools, 'edges', values, 'zeros, normal and very long values');
      await record(guest, 'zeros', [0, 0]);
      await requireRight(guest, tools, 'zeros', [0, 0], 'only zeros');
      await record(guest, 'long', [hourMicros * 2]);
      await requireRight(guest, tools, 'long', [hourMicros * 2], 'only a value above one hour');
    },
  },
  {
    name: 'merge',
    title: 'Merging is the same as recording everything in one',
    weight: 4,
    async run(guest, tools) {
      const random = tools.random(2_003);
      const parts = [
        sample(random, 'bimodal', 4_000),
        sample(random, 'small', 300),
        [0, 0, 0, hourMicros + 5],
        sample(random, 'lognormal', 7_000),
        [],
      ];
      const everything = parts.flat();
      // ((((a b) c) d) e), and e + (d + (c + (b + a))).
      for (const [index, part] of parts.entries()) {
        await record(guest, `part ${index}`, part);
        await record(guest, `again ${index}`, part);
        await guest.call('merge', 'forwards', `part ${index}`);
      }
      for (let index = 1; index < parts.length; index += 1)
        await guest.call('merge', `again ${index}`, `again ${index - 1}`);
      await record(guest, 'direct', everything);
      await requireRight(guest, tools, 'forwards', everything, 'merged one after another');
      await requireRight(guest, tools, `again ${parts.length - 1}`, everything, 'merged the other way round');

      const fine = Array.from({ length: 400 }, (_, index) => quantileOf(1 + index * 28, everything.length));
      const direct = await look(guest, tools, 'direct', fine);
      for (const name of ['forwards', `again ${parts.length - 1}`]) {
        const merged = await look(guest, tools, name, fine);
        tools.equal(
          merged.results,
          direct.results,
          'quantiles of the merged histogram against one that recorded everything',
        );
      }
    },
  },
  {
    name: 'merge-leaves-other',
    title: 'Merging does not change the other one, now or later',
    weight: 1,
    async run(guest, tools) {
      const [a, b] = [
        [100, 200, 300],
        [5_000, 6_000, 0],
      ];
      await record(guest, 'a', a);
      await record(guest, 'b', b);
      await guest.call('merge', 'empty', 'b');
      await guest.call('merge', 'a', 'b');
      await requireRight(guest, tools, 'b', b, 'the one that was merged into another');
      await record(guest, 'empty', [7, 7, 7, 7]);
      await record(guest, 'a', [9, 9]);
      await requireRight(guest, tools, 'b', b, 'after the other one went on recording');
      await record(guest, 'b', [80_000_000]);
      await requireRight(
        guest,
        tools,
        'a',
        [...a, ...b, 9, 9],
        'after the one that was merged went on recording',
      );
      await guest.call('merge', 'b', 'b');
      await requireRight(guest, tools, 'b', [...b, ...b, 80_000_000, 80_000_000], 'merged with itself');
    },
  },
  {
    name: 'json',
    title: 'What was written as JSON and read again is the same',
    weight: 2,
    async run(guest, tools) {
      const random = tools.random(3_001);
      const values = [0, 0, hourMicros * 3, ...sample(random, 'lognormal', 3_000)];
      await record(guest, 'a', values);
      await guest.call('copy', 'a', 'b');
      await requireRight(guest, tools, 'b', values, 'read from JSON');
      await record(guest, 'b', [42, 0]);
      await guest.call('merge', 'b', 'a');
      await guest.call('copy', 'b', 'c');
      await requireRight(
        guest,
        tools,
        'c',
        [...values, 42, 0, ...values],
        'read, recorded, merged, read again',
      );
      await requireRight(guest, tools, 'a', values, 'the original');
      await guest.call('copy', 'nothing', 'still nothing');
      tools.equal(
        await guest.call('look', 'still nothing', [0.5]),
        { count: 0, results: [null] },
        'an empty one through JSON',
      );
    },
  },
  {
    name: 'size',
    title: 'The JSON has at most 40,000 characters, whatever was recorded',
    weight: 2,
    async run(guest, tools) {
      const random = tools.random(4_001);
      const spread = Array.from({ length: 60_000 }, () =>
        Math.round(Math.exp(random.next() * Math.log(hourMicros))),
      );
      await record(guest, 'spread', spread);
      const length = Number(await guest.call('copy', 'spread', 'copy'));
      tools.assert(length <= 40_000, `the JSON of 60,000 different values has ${length} characters`, {
        expected: 'at most 40000',
        actual: length,
      });
      await requireRight(guest, tools, 'copy', spread, 'read from that JSON');
    },
  },
  {
    name: 'memory',
    title: '150 histograms of 30,000 values each fit into 24 MB',
    weight: 2,
    limits: { memoryMb: 24, wallMs: 12_000, cpuMs: 8_000 },
    async run(guest, tools) {
      const seen = await guest.call('flood', 150, 30_000);
      if (typeof seen !== 'object' || seen === null || Array.isArray(seen))
        return tools.fail('there was no result');
      tools.equal(seen.counted ?? null, 4_500_000, 'values counted');
      let state = 1;
      const first = Array.from({ length: 30_000 }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor(Math.exp((state / 4294967296) * 22));
      }).sort((a, b) => a - b);
      const median = first[14_999] ?? 0;
      tools.assert(
        Math.abs(Number(seen.medianOfFirst) - median) <= median * 0.01,
        'the median of the first one',
        {
          expected: `${median} ± 1 %`,
          actual: seen.medianOfFirst ?? null,
        },
      );
    },
  },
];

export default checks;
