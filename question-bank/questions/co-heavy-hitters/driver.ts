import { TopTalkers } from './solution.ts';

const talkers = new Map<string, TopTalkers>();

export function create(name: string, counters: number): void {
  talkers.set(name, new TopTalkers(counters));
}

export function add(name: string, events: Array<[client: string, bytes: number]>): void {
  const one = talkers.get(name);
  for (const [client, bytes] of events) one.add(client, bytes);
}

export function merge(into: string, from: string): void {
  talkers.get(into).merge(talkers.get(from));
  talkers.delete(from);
}

export function report(name: string, share: number): unknown {
  const one = talkers.get(name);
  const list = one.report(share);
  return { total: one.total, list: list.map(({ client, atLeast, atMost }) => ({ client, atLeast, atMost })) };
}

/**
 * Makes traffic here, so that it does not have to travel: one of four kinds, spread over `names` by turns.
 * Has to give the same events as the function of the same name in the checks.
 */
export function traffic(names: string[], kind: string, events: number, clients: number, seed: number): void {
  const all = names.map((name) => talkers.get(name));
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
    // A few clients talk at the beginning and at the end; in between come strangers who never come again.
    if (kind === 'ambush') client = index % (events >> 1) < events / 50 ? index % 5 : 1000 + index;
    // One huge event, then crumbs.
    if (kind === 'crumbs') bytes = index === events >> 2 ? events : 1;
    all[index % all.length].add(`client-${client}`, bytes);
  }
}
