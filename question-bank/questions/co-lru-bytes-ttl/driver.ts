import { ByteLru } from './solution.ts';

interface Value {
  id: number;
  size: number;
}

type Operation =
  | ['set', number, string, number, number, number]
  | ['get' | 'peek' | 'delete', number, string]
  | ['stats', number];

/** A binary heap whose items know their place, so that any of them can be taken out. */
function createHeap<T>() {
  interface Node {
    priority: number;
    item: T;
    place: number;
  }
  const nodes: Node[] = [];
  const put = (node: Node, place: number) => {
    nodes[place] = node;
    node.place = place;
  };
  const up = (node: Node) => {
    let place = node.place;
    while (place > 0) {
      const parent = nodes[(place - 1) >> 1];
      if (parent.priority <= node.priority) break;
      put(parent, place);
      place = (place - 1) >> 1;
    }
    put(node, place);
  };
  const down = (node: Node) => {
    let place = node.place;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= nodes.length) break;
      if (child + 1 < nodes.length && nodes[child + 1].priority < nodes[child].priority) child += 1;
      if (nodes[child].priority >= node.priority) break;
      put(nodes[child], place);
      place = child;
    }
    put(node, place);
  };
  return {
    get size() {
      return nodes.length;
    },
    push(priority: number, item: T) {
      const node = { priority, item, place: nodes.length };
      nodes.push(node);
      up(node);
      return node;
    },
    first() {
      return nodes.length > 0 ? { priority: nodes[0].priority, item: nodes[0].item } : null;
    },
    remove(handle: { priority: number }) {
      const node = handle as Node;
      if (nodes[node.place] !== node) return;
      const last = nodes.pop();
      if (last === node) return;
      put(last, node.place);
      up(last);
      down(last);
    },
  };
}

let now = 0;
let sizeCalls = 0;
let cache: ByteLru<Value> | null = null;

export function create(maxBytes: number): void {
  now = 0;
  sizeCalls = 0;
  cache = new ByteLru<Value>({
    maxBytes,
    clock: { now: () => now },
    sizeOf: (value) => {
      sizeCalls += 1;
      return value.size;
    },
    createHeap,
  });
}

/** Plays operations; the second element of each is the time. Values come back as their ids, null for none. */
export function play(operations: Operation[]): unknown[] {
  const results: unknown[] = [];
  for (const operation of operations) {
    now = operation[1];
    if (operation[0] === 'set') {
      const [, , key, id, size, ttlMs] = operation;
      results.push(cache.set(key, { id, size }, ttlMs));
    } else if (operation[0] === 'stats') {
      const { entries, bytes } = cache.stats();
      results.push({ entries, bytes });
    } else if (operation[0] === 'delete') {
      results.push(cache.delete(operation[2]));
    } else {
      const value = cache[operation[0]](operation[2]);
      results.push(value === undefined ? null : (value?.id ?? 'no value of ours'));
    }
  }
  return results;
}

/** Many entries, then many operations on them; gives back what must come out of it. */
export function load(entries: number, operations: number, seed: number): unknown {
  create(entries);
  let state = seed >>> 0;
  const pick = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
  let sets = 0;
  let hits = 0;
  for (let index = 0; index < entries; index += 1) {
    cache.set(`k${index}`, { id: index, size: 1 }, 1_000_000 + pick(1_000_000));
    sets += 1;
  }
  for (let index = 0; index < operations; index += 1) {
    now += 1;
    const key = `k${pick(2 * entries)}`;
    if (pick(2) === 0) {
      if (cache.get(key) !== undefined) hits += 1;
    } else {
      cache.set(key, { id: index, size: 1 }, 1_000_000);
      sets += 1;
    }
  }
  return {
    sizeCallsPerSet: sizeCalls / sets,
    stats: { ...cache.stats() },
    hitsAreLikely: hits > operations / 8,
  };
}

/** Pushes values of about 1 KB through: first new keys, then the same few keys again and again. */
export function stream(values: number): unknown {
  const big = new ByteLru<number[]>({
    maxBytes: 4_000_000,
    clock: { now: () => now },
    sizeOf: () => 1_000,
    createHeap,
  });
  for (let index = 0; index < values; index += 1) big.set(`k${index}`, new Array(125).fill(index), 1e9);
  const afterNew = big.stats().entries;
  for (let index = 0; index < values; index += 1) big.set(`k${index % 50}`, new Array(125).fill(index), 1e9);
  for (let index = 0; index < values; index += 1) {
    big.set('short', new Array(125).fill(index), 1e9);
    big.delete('short');
  }
  return { afterNew, last: big.peek('k0')?.[0] ?? null };
}
