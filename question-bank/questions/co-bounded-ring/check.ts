import type { Check, CheckTools, Guest } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

interface RingNode {
  id: string;
  weight: number;
}

const nodes = (...weights: number[]): RingNode[] =>
  weights.map((weight, index) => ({ id: `node-${index}`, weight }));
const toJson = (list: RingNode[]): Json => list.map((node) => ({ ...node }));

async function create(guest: Guest, name: string, list: RingNode[], epsilon = 0.25): Promise<void> {
  await guest.call('create', name, toJson(list), epsilon);
}

async function ownersOf(
  guest: Guest,
  tools: CheckTools,
  name: string,
  count: number,
  ids: string[],
  prefix = 'key ',
): Promise<number[]> {
  const seen: number[] = [];
  const found = await guest.call('owners', name, prefix, count, ids);
  if (!Array.isArray(found)) return tools.fail('owner gave no answers');
  for (const place of found) {
    tools.assert(
      typeof place === 'number' && place >= 0,
      'owner gave something that is no id of a node of the ring',
    );
    seen.push(Number(place));
  }
  return seen;
}

function boundOf(node: RingNode, list: readonly RingNode[], sessions: number, epsilon: number): number {
  const totalWeight = list.reduce((sum, one) => sum + one.weight, 0);
  return Math.ceil(((1 + epsilon) * sessions * node.weight) / totalWeight);
}

/**
 * What acquire has to prefer, found with rings that lack the nodes passed over so far: the owner there is the next node
 * clockwise.
 */
class Clockwise {
  readonly guest: Guest;
  readonly tools: CheckTools;
  readonly list: RingNode[];
  readonly rings = new Set<string>();

  constructor(guest: Guest, tools: CheckTools, list: RingNode[]) {
    this.guest = guest;
    this.tools = tools;
    this.list = list;
  }

  async nextAfter(passed: readonly string[], key: string): Promise<string> {
    const rest = this.list.filter((node) => !passed.includes(node.id));
    const name = `without ${[...passed].sort().join(' ')}`;
    if (!this.rings.has(name)) await create(this.guest, name, rest);
    this.rings.add(name);
    const [place] = await ownersOf(
      this.guest,
      this.tools,
      name,
      1,
      rest.map((node) => node.id),
      `${key}/`,
    );
    return rest[place ?? 0]?.id ?? '';
  }
}

const checks: Check[] = [
  {
    name: 'example',
    title: 'Owners are nodes of the ring, always the same for a key',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const list = nodes(1, 1, 1);
      const ids = list.map((node) => node.id);
      await create(guest, 'a', list);
      const first = await ownersOf(guest, tools, 'a', 300, ids);
      tools.equal(await ownersOf(guest, tools, 'a', 300, ids), first, 'owners of the same keys, asked twice');
      tools.equal([...new Set(first)].sort(), [0, 1, 2], 'nodes that own some of 300 keys');
      await create(guest, 'one', [{ id: 'only', weight: 3 }]);
      tools.equal(
        await guest.call('play', 'one', ['+a', '+b', '-only', '+a']),
        ['only', 'only', null, 'only'],
        'a ring of one node',
      );
    },
  },
  {
    name: 'full-node',
    title: 'A full owner is passed over, and preferred again after a release',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      const list = nodes(1, 1, 1);
      await create(guest, 'a', list);
      const [place] = await ownersOf(
        guest,
        tools,
        'a',
        1,
        list.map((node) => node.id),
        'popular/',
      );
      const owner = `node-${place}`;
      const answers = await guest.call('play', 'a', [
        '+popular/0',
        '+popular/0',
        '+popular/0',
        `-${owner}`,
        '+popular/0',
      ]);
      const [first, second, third, , again] = Array.isArray(answers) ? answers : [];
      tools.equal(first ?? null, owner, 'the first session of a popular key');
      tools.assert(second !== owner, 'the second session went to its owner, whose bound is 1', {
        actual: second ?? null,
      });
      tools.equal(third ?? null, owner, 'the third session; the bound is 2 now');
      tools.equal(again ?? null, owner, 'a session after one of the owner had ended');
    },
  },
  {
    name: 'balance',
    title: 'Every node owns its share of the keys within 10 %, weights included',
    weight: 3,
    async run(guest, tools) {
      const lists = [
        nodes(1, 1, 1, 1, 1),
        nodes(1, 2, 3, 4),
        nodes(10, 1, 5, 1),
        nodes(...Array.from({ length: 16 }, () => 1)),
      ];
      for (const [index, list] of lists.entries()) {
        const count = 60_000;
        await create(guest, `ring ${index}`, list);
        const owners = await ownersOf(
          guest,
          tools,
          `ring ${index}`,
          count,
          list.map((node) => node.id),
        );
        const totalWeight = list.reduce((sum, node) => sum + node.weight, 0);
        list.forEach((node, place) => {
          const owned = owners.filter((owner) => owner === place).length;
          const fair = (count * node.weight) / totalWeight;
          // Even a perfect circle deals 60,000 keys out with some luck: three standard deviations of it are allowed on top.
          const luck = 3 * Math.sqrt(fair);
          tools.assert(
            Math.abs(owned - fair) <= 0.1 * fair + luck,
            `the share of ${node.id} (weight ${node.weight} of ${totalWeight})`,
            {
              expected: `${Math.round(fair)} ± 10 % of ${count} keys`,
              actual: owned,
            },
          );
        });
      }
    },
  },
  {
    name: 'movement',
    title: 'A node that comes or goes moves its own share of the keys and no others',
    weight: 3,
    async run(guest, tools) {
      const cases: Array<[RingNode[], number]> = [
        [nodes(1, 1, 1, 1, 1, 1, 1, 1, 1, 1), 4],
        [nodes(3, 1, 2, 1), 2],
        [nodes(1, 1), 0],
      ];
      for (const [index, [list, leaver]] of cases.entries()) {
        const count = 20_000;
        const ids = list.map((node) => node.id);
        await create(guest, `all ${index}`, list);
        await create(
          guest,
          `fewer ${index}`,
          list.filter((_, place) => place !== leaver),
        );
        const all = await ownersOf(guest, tools, `all ${index}`, count, ids);
        const fewer = await ownersOf(guest, tools, `fewer ${index}`, count, ids);
        const strays = all.filter((owner, key) => owner !== leaver && fewer[key] !== owner).length;
        tools.assert(strays === 0, `${strays} of ${count} keys moved between nodes that stayed`, {
          expected: 0,
          actual: strays,
        });
        const share = (list[leaver]?.weight ?? 0) / list.reduce((sum, node) => sum + node.weight, 0);
        const moved = all.filter((owner) => owner === leaver).length;
        tools.assert(moved <= 1.5 * share * count, 'more keys moved than 1.5 times the share of the node', {
          expected: `about ${Math.round(share * count)}`,
          actual: moved,
        });
      }
    },
  },
  {
    name: 'determinism',
    title: 'The order in which nodes are listed changes nothing',
    weight: 2,
    async run(guest, tools) {
      const list = nodes(1, 2, 1, 3, 1, 1);
      const ids = list.map((node) => node.id);
      const random = tools.random(17);
      await create(guest, 'a', list);
      const owners = await ownersOf(guest, tools, 'a', 5_000, ids);
      const steps = Array.from({ length: 300 }, (_, index) => `+session ${index % 40}`);
      const answers = await guest.call('play', 'a', steps);
      for (let round = 0; round < 5; round += 1) {
        const name = `shuffled ${round}`;
        await create(guest, name, random.shuffle(list));
        tools.equal(
          await ownersOf(guest, tools, name, 5_000, ids),
          owners,
          'owners when the nodes are listed in another order',
        );
        tools.equal(
          await guest.call('play', name, steps),
          answers,
          'nodes given by acquire in another order of the nodes',
        );
      }
    },
  },
  {
    name: 'bound',
    title: 'No node ever gets more than its bound',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(271);
      const cases: Array<[RingNode[], number]> = [
        [nodes(1, 1, 1, 1), 0.25],
        [nodes(1, 5, 2), 0.25],
        [nodes(10, 1, 1, 1, 3), 0.1],
        [nodes(1, 1, 1, 1, 1, 1, 1, 1), 1],
      ];
      for (const [index, [list, epsilon]] of cases.entries()) {
        await create(guest, `ring ${index}`, list, epsilon);
        const held = new Map<string, number>(list.map((node) => [node.id, 0]));
        let total = 0;
        for (let step = 0; step < 400; step += 1) {
          const busy = list.filter((node) => (held.get(node.id) ?? 0) > 0);
          if (random.next() < 0.3 && busy.length > 0) {
            const { id } = random.pick(busy);
            await guest.call('play', `ring ${index}`, [`-${id}`]);
            held.set(id, (held.get(id) ?? 0) - 1);
            total -= 1;
            continue;
          }
          // A handful of popular keys: without a bound they would all pile up on their owners.
          const key = random.next() < 0.8 ? `popular ${random.int(0, 2)}` : `rare ${step}`;
          const answer = await guest.call('play', `ring ${index}`, [`+${key}`]);
          const id = String(Array.isArray(answer) ? answer[0] : '');
          const node = list.find((one) => one.id === id);
          if (!node) return tools.fail('acquire gave something that is no id of a node', { actual: id });
          total += 1;
          held.set(id, (held.get(id) ?? 0) + 1);
          const bound = boundOf(node, list, total, epsilon);
          tools.assert(
            (held.get(id) ?? 0) <= bound,
            `${id} got its session number ${held.get(id)} of ${total}, its bound is ${bound}`,
            {
              input: { nodes: toJson(list), epsilon, total },
              expected: `at most ${bound}`,
              actual: held.get(id) ?? 0,
            },
          );
        }
      }
    },
  },
  {
    name: 'preference',
    title: 'A key goes to the first node clockwise that has room',
    weight: 3,
    limits: { wallMs: 10_000 },
    async run(guest, tools) {
      const random = tools.random(907);
      const list = nodes(1, 2, 1, 1, 3);
      const epsilon = 0.25;
      const clockwise = new Clockwise(guest, tools, list);
      await create(guest, 'ring', list, epsilon);
      const held = new Map<string, number>();
      let total = 0;
      for (let step = 0; step < 150; step += 1) {
        const busy = list.filter((node) => (held.get(node.id) ?? 0) > 0);
        if (random.next() < 0.25 && busy.length > 0) {
          const { id } = random.pick(busy);
          await guest.call('play', 'ring', [`-${id}`]);
          held.set(id, (held.get(id) ?? 0) - 1);
          total -= 1;
          continue;
        }
        const key = `k${random.int(0, 5)}`;
        const passed: string[] = [];
        let expected = '';
        for (let tries = 0; tries < list.length; tries += 1) {
          expected = await clockwise.nextAfter(passed, key);
          const node = list.find((one) => one.id === expected);
          if (node && (held.get(expected) ?? 0) + 1 <= boundOf(node, list, total + 1, epsilon)) break;
          passed.push(expected);
        }
        const answer = await guest.call('play', 'ring', [`+${key}/0`]);
        tools.equal(
          Array.isArray(answer) ? (answer[0] ?? null) : null,
          expected,
          `the node of a session of ${key}/0, step ${step}`,
          {
            full: passed,
            held: Object.fromEntries(held),
          },
        );
        held.set(expected, (held.get(expected) ?? 0) + 1);
        total += 1;
      }
    },
  },
  {
    name: 'cheap',
    title: 'Lookups among 60 nodes stay cheap',
    weight: 2,
    limits: { wallMs: 12_000, cpuMs: 5_000 },
    async run(guest, tools) {
      await create(guest, 'big', nodes(...Array.from({ length: 60 }, () => 1)));
      tools.equal(await guest.call('lookUp', 'big', 150_000), 150_000, 'lookups that found a node');
    },
  },
];

export default checks;
