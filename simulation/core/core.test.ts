import { describe, expect, it } from 'vitest';
import { normalQuantile, quantileOf } from './distribution.ts';
import { EventQueue } from './event-queue.ts';
import { keyedRandom, seedKey } from './keyed-random.ts';
import { Trace } from './trace.ts';

const secret = new TextEncoder().encode('a secret of a pinned version');

// The guarantee: two solutions meet the same faults, because a decision never depends on what was asked before.
describe('keyed randomness', () => {
  it('gives the same decision whatever was asked in between', () => {
    const one = keyedRandom(seedKey(secret, 7)).stream('crash');
    const other = keyedRandom(seedKey(secret, 7)).stream('crash');
    for (let i = 0; i < 50; i += 1) other.next(`noise-${i}`);
    expect(one.next('message-1')).toBe(other.next('message-1'));
    expect(one.next('message-1')).toBe(other.at('message-1', 1));
  });

  it('separates purposes, keys, uses, seeds and secrets', () => {
    const draws = new Set<number>();
    for (const seed of [1, 2]) {
      for (const hidden of [secret, new Uint8Array()]) {
        const random = keyedRandom(seedKey(hidden, seed));
        for (const purpose of ['latency', 'crash']) {
          for (const key of ['a', 'b']) for (const n of [0, 1]) draws.add(random.stream(purpose).at(key, n));
        }
      }
    }
    expect(draws.size).toBe(32);
  });

  it('is uniform: mean and each decile within five standard errors over 20,000 keys', () => {
    const stream = keyedRandom(seedKey(secret, 1)).stream('uniform');
    const n = 20_000;
    const deciles = new Array(10).fill(0);
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      const u = stream.next(`k${i}`);
      sum += u;
      deciles[Math.floor(u * 10)] += 1;
    }
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    for (const count of deciles) expect(Math.abs(count - n / 10)).toBeLessThan(5 * Math.sqrt(n * 0.09));
  });
});

describe('event queue', () => {
  it('takes by time, then by order of scheduling, against a sorted list', () => {
    const random = keyedRandom(seedKey(secret, 3)).stream('times');
    const queue = new EventQueue<number>();
    const expected: { time: number; n: number }[] = [];
    for (let n = 0; n < 2_000; n += 1) {
      const time = Math.floor(random.next('t') * 50);
      queue.at(time, n);
      expected.push({ time, n });
    }
    expected.sort((a, b) => a.time - b.time || a.n - b.n);
    for (const { time, n } of expected) {
      expect(queue.take()).toMatchObject({ time, event: n });
      expect(queue.now).toBe(time);
    }
    expect(queue.take()).toBeNull();
  });

  it('never schedules into the past and refuses times that are none', () => {
    const queue = new EventQueue<string>();
    queue.at(10, 'a');
    queue.take();
    expect(queue.at(3, 'late').time).toBe(10);
    expect(() => queue.at(Number.NaN, 'x')).toThrow(RangeError);
    expect(queue.removeWhere((event) => event === 'late')).toBe(1);
    expect(queue.size).toBe(0);
  });
});

describe('distributions', () => {
  it('pass through their quantiles', () => {
    expect(quantileOf({ p50: 40, p99: 400 }, 0.5)).toBeCloseTo(40, 6);
    expect(quantileOf({ p50: 40, p99: 400 }, 0.99)).toBeCloseTo(400, 5);
    expect(quantileOf({ const: 7 }, 0.3)).toBe(7);
    expect(quantileOf({ exp: 10 }, 1 - Math.exp(-1))).toBeCloseTo(10, 9);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232, 6);
  });
});

describe('trace', () => {
  const event = {
    t: 5,
    replica: 'r1',
    part: 'kv',
    op: 'get',
    key: 'a',
    outcome: 'ok',
    cause: 0,
    data: { b: 1, a: 2 },
  };

  it('has the same hash for the same events, kept or not, and another for any change', () => {
    const hashOf = (keep: boolean, changes: Partial<typeof event>[]) => {
      const trace = new Trace({ keep });
      for (const change of changes) trace.add({ ...event, ...change });
      return trace.hash();
    };
    const base = hashOf(true, [{}, { t: 6 }]);
    expect(hashOf(false, [{}, { t: 6 }])).toBe(base);
    expect(hashOf(false, [{ data: { a: 2, b: 1 } }, { t: 6 }])).toBe(base);
    expect(hashOf(false, [{ t: 6 }, {}])).not.toBe(base);
    expect(hashOf(false, [{}, { t: 6 }, {}])).not.toBe(base);
  });
});
