import type { Check, CheckTools, Guest, Random } from '../../../sandbox/check-api.ts';
import type { Json } from '../../../sandbox/contract.ts';

type Operation =
  | ['set', number, string, number, number, number]
  | ['get' | 'peek' | 'delete', number, string]
  | ['stats', number];

interface Entry {
  id: number;
  size: number;
  expiresAt: number;
  usedAt: number;
}

/** The rules of the prompt without any cleverness: everything is found by looking at everything. */
class NaiveCache {
  readonly maxBytes: number;
  readonly entries = new Map<string, Entry>();
  uses = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  do(operation: Operation): Json {
    const now = operation[1];
    for (const [key, entry] of this.entries) if (entry.expiresAt <= now) this.entries.delete(key);
    if (operation[0] === 'stats') return { entries: this.entries.size, bytes: this.bytes() };
    const key = operation[2];
    const entry = this.entries.get(key);
    switch (operation[0]) {
      case 'peek':
        return entry?.id ?? null;
      case 'get':
        if (entry) entry.usedAt = this.use();
        return entry?.id ?? null;
      case 'delete':
        return this.entries.delete(key);
      case 'set':
        return this.set(key, operation[3], operation[4], now + operation[5]);
    }
  }

  set(key: string, id: number, size: number, expiresAt: number): boolean {
    this.entries.delete(key);
    if (size > this.maxBytes) return false;
    while (this.bytes() + size > this.maxBytes) {
      const [victim] = [...this.entries].sort(([, a], [, b]) => a.usedAt - b.usedAt)[0] ?? [''];
      this.entries.delete(victim);
    }
    this.entries.set(key, { id, size, expiresAt, usedAt: this.use() });
    return true;
  }

  bytes(): number {
    return [...this.entries.values()].reduce((sum, entry) => sum + entry.size, 0);
  }

  use(): number {
    this.uses += 1;
    return this.uses;
  }
}

function inWords(operation: Operation): string {
  const [name, at] = operation;
  if (name === 'stats') return `at ${at}: stats()`;
  if (name !== 'set') return `at ${at}: ${name}('${operation[2]}')`;
  return `at ${at}: set('${operation[2]}', value ${operation[3]} of ${operation[4]} bytes, ttl ${operation[5]})`;
}

async function playAndCompare(
  guest: Guest,
  tools: CheckTools,
  maxBytes: number,
  operations: Operation[],
): Promise<void> {
  await guest.call('create', maxBytes);
  const results = await guest.call('play', operations);
  if (!Array.isArray(results)) return tools.fail('the operations gave no results');
  const model = new NaiveCache(maxBytes);
  operations.forEach((operation, index) => {
    const expected = model.do(operation);
    const before = operations.slice(Math.max(0, index - 7), index + 1).map(inWords);
    tools.equal(results[index] ?? null, expected, inWords(operation), { maxBytes, lastCalls: before });
  });
}

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
const lookAtAll = (at: number): Operation[] => keys.map((key): Operation => ['peek', at, key]);

function randomOperations(random: Random, count: number, maxSize: number): Operation[] {
  const operations: Operation[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (random.next() < 0.4) at += random.int(0, 60);
    const key = random.pick(keys);
    const dice = random.next();
    if (dice < 0.4) operations.push(['set', at, key, index, random.int(1, maxSize), random.int(1, 400)]);
    else if (dice < 0.65) operations.push(['get', at, key]);
    else if (dice < 0.8) operations.push(['peek', at, key]);
    else if (dice < 0.88) operations.push(['delete', at, key]);
    else operations.push(['stats', at]);
  }
  return operations;
}

const checks: Check[] = [
  {
    name: 'example',
    title: 'The example of the text',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 10, [
        ['set', 0, 'a', 1, 4, 100],
        ['set', 0, 'b', 2, 4, 1000],
        ['get', 10, 'a'],
        ['set', 20, 'c', 3, 3, 1000],
        ['stats', 20],
        ['peek', 20, 'b'],
        ['peek', 100, 'a'],
        ['set', 100, 'd', 4, 11, 50],
        ['stats', 100],
      ]);
    },
  },
  {
    name: 'expiry',
    title: 'An entry is gone exactly ttlMs after it was set',
    visible: true,
    weight: 1,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 100, [
        ['set', 1000, 'a', 1, 10, 50],
        ['get', 1049, 'a'],
        ['stats', 1050],
        ['get', 1050, 'a'],
        ['set', 1060, 'b', 2, 10, 50],
        ['set', 1080, 'b', 3, 10, 50],
        ['peek', 1120, 'b'],
        ['delete', 1130, 'b'],
        ['stats', 1130],
      ]);
    },
  },
  {
    name: 'recency',
    title: 'The least recently used entry goes first; peek is no use',
    weight: 3,
    async run(guest, tools) {
      const fill: Operation[] = keys
        .slice(0, 4)
        .map((key, index): Operation => ['set', 0, key, index, 25, 9_999]);
      const uses: Operation[][] = [
        [['get', 1, 'a']],
        [['peek', 1, 'a']],
        [['set', 1, 'a', 9, 25, 9_999]],
        [
          ['get', 1, 'a'],
          ['get', 2, 'b'],
          ['get', 3, 'a'],
        ],
        [
          ['get', 1, 'z'],
          ['delete', 1, 'b'],
        ],
        [
          ['get', 1, 'd'],
          ['get', 1, 'c'],
          ['get', 1, 'b'],
          ['get', 1, 'a'],
        ],
      ];
      for (const some of uses) {
        for (let more = 1; more <= 4; more += 1) {
          const added = keys
            .slice(4, 4 + more)
            .map((key, index): Operation => ['set', 5, key, 20 + index, 25, 9_999]);
          await playAndCompare(guest, tools, 100, [...fill, ...some, ...added, ...lookAtAll(6)]);
        }
      }
    },
  },
  {
    name: 'budget',
    title: 'The sizes of all entries never exceed maxBytes',
    weight: 3,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 100, [
        ['set', 0, 'a', 1, 60, 999],
        ['set', 0, 'a', 2, 60, 999],
        ['stats', 0],
        ['set', 0, 'b', 3, 40, 999],
        ['stats', 0],
        ['set', 0, 'a', 4, 10, 999],
        ['stats', 0],
        ['set', 0, 'c', 5, 50, 999],
        ['stats', 0],
        ['set', 0, 'd', 6, 100, 999],
        ['stats', 0],
        ...lookAtAll(1),
        // Replacing must not push out others: the old value's space is free for the new one.
        ['set', 2, 'e', 7, 30, 999],
        ['set', 2, 'f', 8, 30, 999],
        ['set', 2, 'e', 9, 70, 999],
        ...lookAtAll(3),
        ['stats', 3],
      ]);
      const random = tools.random(1_201);
      for (let round = 0; round < 15; round += 1) {
        const operations = randomOperations(random, 150, 60).flatMap((one): Operation[] => [
          one,
          ['stats', one[1]],
        ]);
        await playAndCompare(guest, tools, random.int(40, 160), operations);
      }
    },
  },
  {
    name: 'oversize',
    title: 'A value above the budget is refused and disturbs no other entry',
    weight: 2,
    async run(guest, tools) {
      await playAndCompare(guest, tools, 100, [
        ['set', 0, 'a', 1, 40, 999],
        ['set', 0, 'b', 2, 40, 999],
        ['set', 0, 'c', 3, 101, 999],
        ...lookAtAll(1),
        ['stats', 1],
        ['set', 1, 'a', 4, 1_000, 999],
        ...lookAtAll(2),
        ['stats', 2],
        ['set', 3, 'd', 5, 100, 999],
        ...lookAtAll(4),
      ]);
    },
  },
  {
    name: 'live-before-expired',
    title: 'No live entry goes while an expired one takes up space',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(330);
      for (let round = 0; round < 40; round += 1) {
        const operations: Operation[] = [];
        // Old and long-lived first, then used ones that expire soon: recency alone would choose the wrong victims.
        for (const [index, key] of keys.slice(0, 6).entries()) {
          operations.push(['set', 0, key, index, 10, index % 2 === 0 ? 10_000 : random.int(10, 90)]);
        }
        operations.push(['get', 5, 'b'], ['get', 5, 'd'], ['get', 5, 'f']);
        const later = random.int(20, 120);
        for (const [index, key] of keys.slice(6, 6 + random.int(1, 4)).entries()) {
          operations.push(['set', later + index, key, 50 + index, 10, 10_000]);
        }
        await playAndCompare(guest, tools, 60, [...operations, ...lookAtAll(later + 10)]);
      }
    },
  },
  {
    name: 'random-operations',
    title: '20,000 random operations, compared with a naive cache',
    weight: 3,
    async run(guest, tools) {
      const random = tools.random(65_537);
      for (const maxBytes of [50, 120, 333, 1_000]) {
        await playAndCompare(guest, tools, maxBytes, randomOperations(random, 5_000, 70));
      }
    },
  },
  {
    name: 'cheap',
    title: 'Operations on 60,000 entries stay cheap',
    weight: 2,
    limits: { cpuMs: 4_000, wallMs: 12_000 },
    async run(guest, tools) {
      const report = await guest.call('load', 60_000, 150_000, 7);
      tools.equal(
        report,
        { sizeCallsPerSet: 1, stats: { entries: 60_000, bytes: 60_000 }, hitsAreLikely: true },
        'calls of sizeOf per set, entries and bytes at the end, whether lookups found what is there',
      );
    },
  },
  {
    name: 'memory',
    title: '20,000 values of 1 KB pass through a heap of 16 MB',
    weight: 2,
    limits: { memoryMb: 16, wallMs: 12_000, cpuMs: 6_000 },
    async run(guest, tools) {
      const report = await guest.call('stream', 20_000);
      tools.equal(
        report,
        { afterNew: 4_000, last: 19_950 },
        'entries after the new keys, last value of a key set again and again',
      );
    },
  },
];

export default checks;
