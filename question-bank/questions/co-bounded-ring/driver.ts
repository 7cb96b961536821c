import { Ring } from './solution.ts';

const rings = new Map<string, Ring>();

/** FNV-1a with a finisher that spreads short, similar texts over all 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

export function create(name: string, nodes: Array<{ id: string; weight: number }>, epsilon: number): void {
  rings.set(name, new Ring({ nodes: nodes.map((node) => ({ ...node })), epsilon, hash }));
}

/** Owners of the keys `prefix0`, `prefix1`, …; as places in the list of ids, to keep the answer short. */
export function owners(name: string, prefix: string, count: number, ids: string[]): number[] {
  const ring = rings.get(name);
  const place = new Map(ids.map((id, index) => [id, index]));
  const result: number[] = [];
  for (let index = 0; index < count; index += 1)
    result.push(place.get(ring.owner(`${prefix}${index}`)) ?? -1);
  return result;
}

/** `+key` acquires, `-id` releases; gives back what acquire gave, null for a release. */
export function play(name: string, steps: string[]): unknown[] {
  const ring = rings.get(name);
  return steps.map((step) => {
    if (step.startsWith('+')) return ring.acquire(step.slice(1)) ?? null;
    ring.release(step.slice(1));
    return null;
  });
}

export function lookUp(name: string, count: number): number {
  const ring = rings.get(name);
  let found = 0;
  for (let index = 0; index < count; index += 1) if (ring.owner(`key ${index}`)) found += 1;
  return found;
}
