import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';

const kinds = ['skewed', 'uniform', 'ambush', 'crumbs'] as const;

interface Talker {
  client: string;
  atLeast: number;
  atMost: number;
}

/** Exact numbers of clients called `client-0`, `client-1`, …; a flat array, because the checks have little memory too. */
class Truth {
  readonly bytes: Float64Array;
  total = 0;

  constructor(clients: number) {
    this.bytes = new Float64Array(clients);
  }

  add(client: number, bytes: number): void {
    this.bytes[client] = (this.bytes[client] ?? 0) + bytes;
    this.total += bytes;
  }

  of(name: string): number {
    return this.bytes[Number(name.replace('client-', ''))] ?? 0;
  }

  /** The same events as the driver's function of this name makes. */
  traffic(kind: string, events: number, clients: number, seed: number): void {
    let state = seed >>> 0;
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 4294967296;
    };
    for (let index = 0; index < events; index += 1) {
      const draw = next();
      const size = 1 + Math.floor(next() * 1500);
      let client = Math.floor(draw ** 4 * clients);
      let bytes = size;
      if (kind === 'uniform') client = Math.floor(draw * clients);
      if (kind === 'ambush') client = index % (events >> 1) < events / 50 ? index % 5 : 1000 + index;
      if (kind === 'crumbs') bytes = index === events >> 2 ? events : 1;
      this.add(client, bytes);
    }
  }
}

async function report(
  guest: Guest,
  tools: CheckTools,
  name: string,
  share: number,
): Promise<{ total: number; list: Talker[] }> {
  const seen = await guest.call('report', name, share);
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen) || !Array.isArray(seen.list)) {
    return tools.fail('report gave no list', { actual: seen });
  }
  const list = seen.list.map((talker): Talker => {
    if (typeof talker !== 'object' || talker === null || Array.isArray(talker))
      return tools.fail('an entry is no object');
    return { client: String(talker.client), atLeast: Number(talker.atLeast), atMost: Number(talker.atMost) };
  });
  return { total: Number(seen.total), list };
}

type Look = 'misses' | 'bounds' | 'all';

/** Holds what is reported against what is true, at several shares. */
async function requirePromises(
  guest: Guest,
  tools: CheckTools,
  name: string,
  counters: number,
  truth: Truth,
  look: Look,
  what: string,
) {
  const { total } = truth;
  for (const share of [1 / counters, 1.5 / counters, 4 / counters, 20 / counters, 0.25]) {
    const seen = await report(guest, tools, name, share);
    tools.equal(seen.total, total, `${what}: total`);
    const input = { counters, share: Math.round(share * 1e6) / 1e6, traffic: what };
    const reported = new Set(seen.list.map((talker) => talker.client));
    tools.assert(reported.size === seen.list.length, `${what}: a client is reported twice`, { input });
    if (look !== 'bounds') {
      truth.bytes.forEach((bytes, client) => {
        if (bytes <= share * total) return;
        tools.assert(reported.has(`client-${client}`), `${what}: a client above the share is missing`, {
          input,
          expected: `client-${client} with ${bytes} of ${total} bytes`,
        });
      });
    }
    if (look === 'misses') continue;
    for (const { client, atLeast, atMost } of seen.list) {
      const bytes = truth.of(client);
      const actual = { client, atLeast, atMost };
      tools.assert(
        atLeast <= bytes && bytes <= atMost,
        `${what}: the true number is not between the bounds`,
        {
          input,
          expected: bytes,
          actual,
        },
      );
      tools.assert(
        atMost - atLeast <= total / counters + 1e-6,
        `${what}: the bounds are further apart than N / k`,
        {
          input,
          expected: `at most ${total / counters}`,
          actual,
        },
      );
      tools.assert(atMost > share * total, `${what}: somebody is reported who can't be above the share`, {
        input,
        actual,
      });
    }
  }
}

async function oneByOne(guest: Guest, tools: CheckTools, look: Look): Promise<void> {
  for (const [index, kind] of kinds.entries()) {
    for (const counters of [20, 300]) {
      await guest.call('create', kind, counters);
      await guest.call('traffic', [kind], kind, 60_000, 20_000, 100 + index);
      const truth = new Truth(80_000);
      truth.traffic(kind, 60_000, 20_000, 100 + index);
      await requirePromises(guest, tools, kind, counters, truth, look, `${kind}, ${counters} counters`);
    }
  }
}

const checks: Check[] = [
  {
    name: 'example',
    title: 'The example of the text',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await guest.call('create', 'x', 10);
      await guest.call('add', 'x', [
        ['a', 250],
        ['b', 300],
        ['c', 100],
        ['a', 350],
      ]);
      const half = await report(guest, tools, 'x', 0.5);
      tools.equal(half.total, 1000, 'total');
      tools.equal(
        half.list.map((talker) => ({ ...talker })),
        [{ client: 'a', atLeast: 600, atMost: 600 }],
        'report(0.5)',
      );
      const fifth = await report(guest, tools, 'x', 0.2);
      tools.equal(fifth.list.map((talker) => talker.client).sort(), ['a', 'b'], 'clients in report(0.2)');
      const edge = await report(guest, tools, 'x', 0.3);
      tools.equal(
        edge.list.map((talker) => talker.client),
        ['a'],
        'clients in report(0.3)',
      );
    },
  },
  {
    name: 'few-clients',
    title: 'With no more clients than counters every number is exact',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await guest.call('create', 'x', 50);
      const truth = new Truth(50);
      const events = Array.from({ length: 500 }, (_, index): [string, number] => {
        truth.add((index * 7) % 50, 1 + (index % 13));
        return [`client-${(index * 7) % 50}`, 1 + (index % 13)];
      });
      await guest.call('add', 'x', events);
      const { list } = await report(guest, tools, 'x', 1 / 50);
      for (const { client, atLeast, atMost } of list) {
        tools.equal([atLeast, atMost], [truth.of(client), truth.of(client)], `bounds of ${client}`);
      }
      await requirePromises(guest, tools, 'x', 50, truth, 'all', 'fifty clients');
    },
  },
  {
    name: 'no-misses',
    title: 'No client above the share is missing, in four kinds of traffic',
    weight: 4,
    run: (guest, tools) => oneByOne(guest, tools, 'misses'),
  },
  {
    name: 'bounds',
    title: 'The true number lies between atLeast and atMost, and they are close enough',
    weight: 4,
    run: (guest, tools) => oneByOne(guest, tools, 'bounds'),
  },
  {
    name: 'merge',
    title: 'Eight replicas merged keep the same promises',
    weight: 4,
    async run(guest, tools) {
      for (const [index, kind] of kinds.entries()) {
        for (const counters of [25, 400]) {
          const names = Array.from({ length: 8 }, (_, replica) => `replica ${replica}`);
          for (const name of names) await guest.call('create', name, counters);
          await guest.call('traffic', names, kind, 60_000, 20_000, 200 + index);
          const truth = new Truth(80_000);
          truth.traffic(kind, 60_000, 20_000, 200 + index);
          for (const name of names.slice(1)) await guest.call('merge', 'replica 0', name);
          await requirePromises(
            guest,
            tools,
            'replica 0',
            counters,
            truth,
            'all',
            `${kind} on 8 replicas, ${counters} counters`,
          );
        }
      }
    },
  },
  {
    name: 'merge-order',
    title: 'Merging with an empty one, and of merged ones, and going on after it',
    weight: 1,
    async run(guest, tools) {
      const truth = new Truth(10_000);
      for (const name of ['a', 'b', 'c', 'd', 'empty']) await guest.call('create', name, 30);
      for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
        await guest.call('traffic', [name], 'skewed', 8_000, 3_000, 300 + index);
        truth.traffic('skewed', 8_000, 3_000, 300 + index);
      }
      await guest.call('merge', 'a', 'b');
      await guest.call('merge', 'c', 'd');
      await guest.call('merge', 'empty', 'a');
      await guest.call('merge', 'empty', 'c');
      await guest.call('traffic', ['empty'], 'ambush', 5_000, 3_000, 9);
      truth.traffic('ambush', 5_000, 3_000, 9);
      await requirePromises(guest, tools, 'empty', 30, truth, 'all', 'four of them merged in two steps');
    },
  },
  {
    name: 'memory',
    title: 'A million events of 400,000 clients fit into 24 MB',
    weight: 3,
    limits: { memoryMb: 24, wallMs: 12_000, cpuMs: 10_000 },
    async run(guest, tools) {
      await guest.call('create', 'x', 1_000);
      await guest.call('traffic', ['x'], 'uniform', 600_000, 400_000, 1);
      await guest.call('traffic', ['x'], 'skewed', 400_000, 400_000, 2);
      const truth = new Truth(400_000);
      truth.traffic('uniform', 600_000, 400_000, 1);
      truth.traffic('skewed', 400_000, 400_000, 2);
      await requirePromises(guest, tools, 'x', 1_000, truth, 'all', 'a million events');
    },
  },
];

export default checks;
