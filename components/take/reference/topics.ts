/** One subject of the reference: how it is written in TypeScript, and what surprises people who come to it. */
export interface Topic {
  id: TopicId;
  title: string;
  /** One or two sentences of Markdown. */
  note: string;
  code: string;
}

export const topicIds = [
  'functions',
  'numbers',
  'strings',
  'lists',
  'maps',
  'sets',
  'records',
  'absence',
  'variants',
  'errors',
  'async',
  'concurrency',
  'cancellation',
  'classes',
  'generics',
  'iteration',
  'sorting',
  'equality',
  'modules',
  'json',
  'bytes',
  'printing',
] as const;
export type TopicId = (typeof topicIds)[number];

export const topics: readonly Topic[] = [
  {
    id: 'functions',
    title: 'Variables and functions',
    note: '`const` cannot be assigned again, `let` can. Functions are values; types are checked in the editor only and never stop a run.',
    code: `const limit = 10;
let count = 0;

function add(a: number, b = 1): number {
  return a + b;
}
const twice = (n: number) => n * 2;`,
  },
  {
    id: 'numbers',
    title: 'Numbers',
    note: '`number` is a 64-bit float: whole numbers are exact up to 2^53. Division never truncates. `bigint` is exact at any size and is not mixed with `number`.',
    code: `const half = 7 / 2;               // 3.5
const whole = Math.trunc(7 / 2);  // 3
const rest = -7 % 3;              // -1, sign of the left side
const big = 2n ** 80n;
const n = Number('12.5');         // NaN when it is none
Number.isInteger(n);`,
  },
  {
    id: 'strings',
    title: 'Strings',
    note: 'Immutable, made of UTF-16 units: `length` counts units, an emoji has two. Join many parts with `join`.',
    code: `const s = \`order \${id}\`;
s.length; s[0]; s.slice(1, 3);
s.startsWith('ord'); s.includes('x'); s.indexOf('d');
s.split(','); parts.join(',');
s.padStart(8, '0'); s.trim(); s.toUpperCase();
for (const character of s) use(character); // whole characters`,
  },
  {
    id: 'lists',
    title: 'Arrays',
    note: 'Grow by themselves. Reading outside gives `undefined`, no error. `shift` moves all elements: for a queue keep a head index.',
    code: `const list: number[] = [1, 2];
list.push(3); list.pop(); list.at(-1);
list.length; list[5];             // undefined
const copy = [...list];
list.map((x) => x * 2).filter((x) => x > 2);
list.reduce((sum, x) => sum + x, 0);
const zeros = new Array<number>(8).fill(0);
const grid = Array.from({ length: 3 }, () => [0, 0]);`,
  },
  {
    id: 'maps',
    title: 'Maps',
    note: 'A `Map` keeps the order of insertion. Keys are compared by identity: two equal objects are two keys, so use a string or number as the key.',
    code: `const seen = new Map<string, number>();
seen.set('a', 1);
const n = seen.get('a') ?? 0;     // undefined when missing
seen.has('a'); seen.delete('a'); seen.size;
for (const [key, value] of seen) use(key, value);
const oldest = seen.keys().next().value;`,
  },
  {
    id: 'sets',
    title: 'Sets',
    note: 'As maps: insertion order, identity.',
    code: `const ids = new Set<string>();
ids.add('a'); ids.has('a'); ids.delete('a'); ids.size;
const unique = [...new Set(list)];`,
  },
  {
    id: 'records',
    title: 'Structs and interfaces',
    note: 'Types describe shapes; any value with the fields fits. Objects are references: spread makes a shallow copy.',
    code: `interface Order {
  id: string;
  amount: number;
  note?: string;                  // may be missing
}
const order: Order = { id: 'o1', amount: 5 };
const changed = { ...order, amount: 6 };
const { id, amount } = order;`,
  },
  {
    id: 'absence',
    title: 'Nothing: null and undefined',
    note: '`undefined` is missing, `null` is set to nothing; `??` and `?.` treat both alike. `||` also replaces 0 and the empty string.',
    code: `const name = user?.profile?.name ?? 'unknown';
if (value === undefined) return;
if (value == null) return;        // null or undefined
const port = settings.port ?? 80; // 0 stays 0`,
  },
  {
    id: 'variants',
    title: 'Variants and enums',
    note: 'A union with a tag. After a test of the tag the compiler knows the rest.',
    code: `type Result =
  | { kind: 'ok'; value: number }
  | { kind: 'failed'; reason: string };

switch (result.kind) {
  case 'ok': return result.value;
  case 'failed': throw new Error(result.reason);
}
type Level = 'low' | 'high';`,
  },
  {
    id: 'errors',
    title: 'Errors',
    note: 'Errors are thrown; anything can be thrown, so test in `catch`. `finally` always runs. Signatures do not say what is thrown.',
    code: `class NotFound extends Error {
  readonly id: string;
  constructor(id: string) { super('not found: ' + id); this.id = id; }
}
try {
  load('x');
} catch (error) {
  if (error instanceof NotFound) return null;
  throw error;
} finally {
  release();
}`,
  },
  {
    id: 'async',
    title: 'Waiting: promises',
    note: 'One thread. Code runs until it awaits; nothing interrupts it between two awaits, so no locks are needed there. A promise begins at once, also when nobody awaits it.',
    code: `async function load(id: string): Promise<Order> {
  const raw = await fetchOrder(id);  // others run meanwhile
  return parse(raw);                 // nothing runs in between
}
const promise = load('a');           // runs now
const order = await promise;
// A promise that can be settled from outside:
const { promise: done, resolve } = Promise.withResolvers<void>();`,
  },
  {
    id: 'concurrency',
    title: 'Several at once',
    note: 'Start first, await together. `Promise.all` fails with the first failure while the others go on. The sandbox has no threads and no timers.',
    code: `const [a, b] = await Promise.all([load('a'), load('b')]);
const all = await Promise.all(ids.map((id) => load(id)));
const settled = await Promise.allSettled(tasks);
const first = await Promise.race([work(), stop]);
// one after another:
for (const id of ids) await load(id);`,
  },
  {
    id: 'cancellation',
    title: 'Cancelling',
    note: 'An `AbortSignal` tells; it stops nothing by itself.',
    code: `const controller = new AbortController();
const { signal } = controller;
signal.throwIfAborted();
signal.addEventListener('abort', () => cleanUp(), { once: true });
controller.abort(new Error('stopped'));
signal.aborted; signal.reason;`,
  },
  {
    id: 'classes',
    title: 'Classes',
    note: '`this` belongs to the call: a method that is passed on alone loses it, so pass an arrow function. `#` is private at run time too.',
    code: `class Counter {
  #value = 0;
  readonly step: number;
  constructor(step = 1) { this.step = step; }
  add(): number { return (this.#value += this.step); }
  get value(): number { return this.#value; }
  static of(step: number): Counter { return new Counter(step); }
}
button(() => counter.add());      // not: button(counter.add)`,
  },
  {
    id: 'generics',
    title: 'Generics',
    note: 'Erased before the run: there is no type to ask at run time.',
    code: `function firstOf<T>(list: readonly T[]): T | undefined {
  return list[0];
}
class Cache<K, V> {
  #map = new Map<K, V>();
  get(key: K): V | undefined { return this.#map.get(key); }
}
function longest<T extends { length: number }>(a: T, b: T): T {
  return a.length >= b.length ? a : b;
}`,
  },
  {
    id: 'iteration',
    title: 'Loops and generators',
    note: '`of` walks values, `in` walks keys as strings: use `of`. Generators make sequences on demand.',
    code: `for (let i = 0; i < n; i++) {}
for (const value of list) {}
for (const [index, value] of list.entries()) {}
for (const [key, value] of Object.entries(object)) {}
function* range(n: number) { for (let i = 0; i < n; i++) yield i; }
for await (const chunk of stream) {}`,
  },
  {
    id: 'sorting',
    title: 'Sorting',
    note: 'Without a comparison `sort` compares as text: 10 stands before 9. `sort` changes the array, `toSorted` copies. Both are stable. There is no heap and no binary search in the library.',
    code: `[9, 10, 1].toSorted((a, b) => a - b);      // 1, 9, 10
orders.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
names.toSorted((a, b) => a.localeCompare(b));`,
  },
  {
    id: 'equality',
    title: 'Comparing',
    note: '`===` compares primitives by value and objects by identity. Compare contents yourself. `NaN` equals nothing.',
    code: `'a' === 'a';                      // true
[1] === [1];                      // false
Number.isNaN(x);
const same = a.length === b.length && a.every((x, i) => x === b[i]);`,
  },
  {
    id: 'modules',
    title: 'Files and exports',
    note: 'Each file is a module. Only what is exported is seen; the question says what to export. Imports name the file with `./` and its extension.',
    code: `export function handle(input: Input): Output { … }
export class Limiter { … }
import { parse } from './parse.ts';
import type { Input } from './types.ts';`,
  },
  {
    id: 'json',
    title: 'JSON',
    note: 'Fields that are `undefined` are left out; `Map`, `Set` and `bigint` do not survive.',
    code: `const text = JSON.stringify({ a: 1 });
const value: unknown = JSON.parse(text);  // throws SyntaxError
const copy = structuredClone(value);      // deep, also Map and Set`,
  },
  {
    id: 'bytes',
    title: 'Bytes',
    note: 'A `Uint8Array` has a fixed length. `subarray` shares memory, `slice` copies. Bit operators work on 32 bits; `>>>` is unsigned.',
    code: `const bytes = new Uint8Array(16);
bytes.set(other, 4); bytes.subarray(0, 4); bytes.slice(0, 4);
new DataView(bytes.buffer).getUint32(0);  // big endian
const text = new TextDecoder().decode(bytes);
const utf8 = new TextEncoder().encode('é');
(1 << 31) >>> 0;                          // 2147483648`,
  },
  {
    id: 'printing',
    title: 'Printing and time',
    note: 'What is printed stands under Console. Time and randomness in a run are simulated and repeat exactly; there are no timers and no network.',
    code: `console.log('state', { id, queue });
const now = Date.now();
const x = Math.random();`,
  },
];
