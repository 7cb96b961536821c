import { describe, expect, test } from 'vitest';
import { FairQueue } from './fair-queue.ts';

/** Serves everything one after another and writes down the order of keys. */
function serve(queue: FairQueue<number>, tookMs: (key: string) => number, times: number): string[] {
  const order: string[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const next = queue.next();
    if (next === null) break;
    order.push(next.key);
    queue.finished(next.key, tookMs(next.key));
  }
  return order;
}

describe('time is shared by key, not by run', () => {
  test('a key with long runs is served as much time, not as many runs, as one with short runs', () => {
    const queue = new FairQueue<number>(1);
    for (let index = 0; index < 100; index += 1) {
      queue.add('long', index);
      queue.add('short', index);
    }
    const order = serve(queue, (key) => (key === 'long' ? 1_000 : 100), 55);
    const long = order.filter((key) => key === 'long').length;
    expect(long).toBeGreaterThanOrEqual(4);
    expect(long).toBeLessThanOrEqual(6);
  });

  test('a newcomer is served before the tenth run of somebody who came first', () => {
    const queue = new FairQueue<number>(1);
    for (let index = 0; index < 10; index += 1) queue.add('first', index);
    expect(serve(queue, () => 50, 2)).toEqual(['first', 'first']);
    queue.add('newcomer', 0);
    expect(serve(queue, () => 50, 2)).toContain('newcomer');
  });

  test('leaving and coming back is no way to the front', () => {
    const queue = new FairQueue<number>(1);
    queue.add('other', 0);
    queue.add('other', 1);
    queue.add('returns', 0);
    expect(serve(queue, (key) => (key === 'returns' ? 900 : 100), 2)).toHaveLength(2);
    queue.add('returns', 1);
    queue.add('other', 2);
    expect(serve(queue, () => 100, 3)).toEqual(['other', 'other', 'returns']);
  });

  test('time not used is not saved up', () => {
    const queue = new FairQueue<number>(1);
    for (let index = 0; index < 20; index += 1) queue.add('busy', index);
    serve(queue, () => 100, 10);
    for (let index = 0; index < 20; index += 1) queue.add('late', index);
    const order = serve(queue, () => 100, 10);
    expect(order.filter((key) => key === 'busy').length).toBeGreaterThanOrEqual(4);
  });
});

describe('bounds', () => {
  test('a key at its limit waits although workers are free, and is served once one of its runs has ended', () => {
    const queue = new FairQueue<number>(2);
    for (let index = 0; index < 3; index += 1) queue.add('key', index);
    expect(queue.next()?.item).toBe(0);
    expect(queue.next()?.item).toBe(1);
    expect(queue.next()).toBeNull();
    expect(queue.waitingOf('key')).toBe(1);
    queue.finished('key', 10);
    expect(queue.next()?.item).toBe(2);
  });

  test('what was taken out is not served, and is counted once', () => {
    const queue = new FairQueue<number>(1);
    queue.add('key', 1);
    queue.add('key', 2);
    expect(queue.remove('key', 1)).toBe(true);
    expect(queue.remove('key', 1)).toBe(false);
    expect(queue.size).toBe(1);
    expect(queue.next()?.item).toBe(2);
    expect(queue.remove('key', 2)).toBe(false);
    queue.finished('key', 1);
    expect(queue.next()).toBeNull();
  });

  test('draining gives everything that waits, once', () => {
    const queue = new FairQueue<number>(1);
    for (const key of ['a', 'b']) for (const item of [1, 2]) queue.add(key, item);
    expect(queue.drain()).toHaveLength(4);
    expect(queue.size).toBe(0);
    expect(queue.next()).toBeNull();
  });
});
