/**
 * Guarantee: the parts of a simulated world keep their promises under random schedules, with crashes and pauses: the
 * store is linearizable, queues lose nothing and hide what they gave, leases are held by one at a time with growing
 * tokens, and a partition of a log has one owner. A question that teaches otherwise would be wrong.
 */
import { describe, expect, it } from 'vitest';
import { keyedRandom, seedKey } from '../core/keyed-random.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { WorldDefinition } from '../world/definition.ts';
import type { Fault } from '../world/faults.ts';
import { runSeed } from '../world/run-seed.ts';
import { type ScriptedApi, scriptedHost } from '../world/scripted-host.ts';
import { worldTools as w } from '../world/tools.ts';
import type { Json } from '../world/value.ts';
import { isLinearizable, type Operation } from './linearizable.ts';

const schedules = 10_000;
const secret = new TextEncoder().encode('litmus');

const faults: readonly Fault[] = [
  { kind: 'crash', rate: 0.05, most: 2, restart: [10, 500] },
  { kind: 'pause', rate: 0.05, most: 2, for: [50, 800] },
];

const always = {
  name: 'ran',
  title: 'It ran',
  kind: 'usefulness',
  weight: 1,
  rule: w.usefulness(() => true, 1),
} as const;

const base: WorldDefinition = {
  durationMs: 2_000,
  settleMs: 10_000,
  replicas: 3,
  faults,
  invariants: [always],
};

type Act = (api: ScriptedApi, draw: (what: string) => number, again: () => void) => void;

/** Runs one schedule: every replica acts again and again, by chance that belongs to the seed. */
function run(seed: number, world: WorldDefinition, acts: number, act: Act): TraceEvent[] {
  const random = keyedRandom(seedKey(secret, seed)).stream('actions');
  const host = scriptedHost(() => ({
    start(api) {
      let n = 0;
      const again = () => {
        n += 1;
        if (n > acts) return;
        api.call('clock.sleep', [1 + random.next(`${api.replica} wait`) * 40], () =>
          act(api, (what) => random.next(`${api.replica} ${what}`), again),
        );
      };
      again();
    },
  }));
  const outcome = runSeed(world, seedKey(secret, seed), host, { keepTrace: true });
  expect(outcome.status, `seed ${seed}: ${outcome.message}`).toBe('ok');
  return outcome.trace ?? [];
}

function eachSchedule(work: (seed: number) => void): void {
  for (let seed = 1; seed <= schedules; seed += 1) work(seed);
}

describe('key-value store', () => {
  it(`is linearizable over ${schedules} random histories, lost answers included`, () => {
    let overlapping = 0;
    eachSchedule((seed) => {
      const history: Operation[] = [];
      let clock = 0;
      const world: WorldDefinition = { ...base, kv: { latency: { p50: 20, p99: 200 }, timeoutMs: 60 } };
      run(seed, world, 4, (api, draw, again) => {
        const u = draw('kind');
        clock += 1;
        const operation: Operation = {
          calledAt: clock,
          returnedAt: null,
          kind: u < 0.4 ? 'get' : u < 0.7 ? 'set' : 'cas',
          value: `${api.replica}-${clock}`,
          expected:
            draw('expected') < 0.5 ? null : (history.findLast(({ kind }) => kind === 'set')?.value ?? null),
          result: null,
        };
        if (operation.kind === 'cas' && operation.expected === null) operation.kind = 'set';
        history.push(operation);
        const args: Json[] =
          operation.kind === 'get'
            ? ['x']
            : ['x', operation.value, operation.kind === 'cas' ? { ifValue: operation.expected } : {}];
        api.call(operation.kind === 'get' ? 'kv.get' : 'kv.set', args, (value, error) => {
          clock += 1;
          // A refusal with `sent` says nothing about what happened.
          if (error === null) {
            operation.returnedAt = clock;
            operation.result = value as string | boolean | null;
          }
          again();
        });
      });
      if (
        history.some((a, i) =>
          history.some((b, j) => i !== j && b.calledAt > a.calledAt && b.calledAt < (a.returnedAt ?? 1e9)),
        )
      )
        overlapping += 1;
      expect(isLinearizable(history, null), `seed ${seed}: ${JSON.stringify(history)}`).toBe(true);
    });
    expect(overlapping).toBeGreaterThan(schedules / 2);
  });

  it('has a checker that finds a history no order explains', () => {
    const operation = (
      kind: Operation['kind'],
      calledAt: number,
      value: string | null,
      result: Operation['result'],
    ) => ({
      kind,
      calledAt,
      returnedAt: calledAt + 1,
      value,
      expected: null,
      result,
    });
    expect(isLinearizable([operation('set', 1, 'a', true), operation('get', 3, null, null)], null)).toBe(
      false,
    );
    expect(isLinearizable([operation('set', 1, 'a', true), operation('get', 3, null, 'a')], null)).toBe(true);
  });
});

describe('queue', () => {
  it(`loses nothing and shows a message to one at a time, over ${schedules} random schedules`, () => {
    let redelivered = 0;
    eachSchedule((seed) => {
      const world: WorldDefinition = {
        ...base,
        queues: { work: { visibilityMs: 300, maxReceives: 3, dlq: 'dead' } },
        arrivals: () => [0, 1, 2, 3].map((n) => ({ queue: 'work', at: n * 50, body: n })),
        settleMs: 4_000,
      };
      const trace = run(seed, world, 8, (api, draw, again) => {
        api.call('queue.receive', ['work', { max: 2, wait: 100 }], (value) => {
          const messages = (value ?? []) as { receipt: string }[];
          for (const { receipt } of messages) {
            if (draw('ack') < 0.6) api.call('queue.ack', ['work', receipt]);
            else if (draw('extend') < 0.3) api.call('queue.extend', ['work', receipt, 400]);
          }
          again();
        });
      });
      const ofQueue = trace.filter(({ part, outcome }) => part === 'queue' && outcome === 'effect');
      const hiddenUntil = new Map<string, number>();
      const receives = new Map<string, number>();
      const gone = new Set<string>();
      for (const { op, key, t, data } of ofQueue) {
        if (op === 'received') {
          expect(gone.has(key), `seed ${seed}: ${key} came after its end`).toBe(false);
          expect(t, `seed ${seed}: ${key} was visible too early`).toBeGreaterThanOrEqual(
            hiddenUntil.get(key) ?? 0,
          );
          expect(data.receives).toBe((receives.get(key) ?? 0) + 1);
          receives.set(key, Number(data.receives));
          if (Number(data.receives) > 1) redelivered += 1;
          hiddenUntil.set(key, t + 300 - 1e-6);
        }
        if (op === 'acknowledged' || op === 'dead') gone.add(key);
      }
      // Whoever has been received too often lies in the other queue, once.
      const dead = ofQueue.filter(({ op }) => op === 'dead').length;
      const inDead = ofQueue.filter(({ op, data }) => op === 'sent' && data.queue === 'dead').length;
      expect(inDead).toBe(dead);
      expect(ofQueue.filter(({ op, data }) => op === 'sent' && data.queue === 'work').length).toBe(4);
    });
    expect(redelivered).toBeGreaterThan(schedules / 10);
  });
});

describe('locks', () => {
  it(`are held by one at a time, with growing tokens, over ${schedules} random schedules`, () => {
    let taken = 0;
    eachSchedule((seed) => {
      const holds: { token: number; from: number; until: number }[] = [];
      const world: WorldDefinition = { ...base, locks: true };
      const trace = run(seed, world, 6, (api, draw, again) => {
        api.call('locks.acquire', ['leader', 200], (value) => {
          const lease = value as { owner: string } | null;
          if (lease !== null && draw('release') < 0.5)
            api.call('locks.release', ['leader', lease.owner], () => again());
          else again();
        });
      });
      let last = 0;
      for (const { part, op, t, data } of trace) {
        if (part !== 'locks') continue;
        if (op === 'acquired') {
          const token = Number(data.token);
          expect(token, `seed ${seed}`).toBe(last + 1);
          last = token;
          const before = holds.at(-1);
          expect(before === undefined || before.until <= t, `seed ${seed}: two holders at ${t}`).toBe(true);
          holds.push({ token, from: t, until: t + 200 });
          taken += 1;
        }
        if (op === 'released') {
          const held = holds.find(({ token }) => token === data.token);
          if (held) held.until = t;
        }
      }
    });
    expect(taken).toBeGreaterThan(schedules);
  });
});

describe('stream', () => {
  it(`gives each partition one owner and takes commits from owners only, over ${schedules} random schedules`, () => {
    let rebalances = 0;
    eachSchedule((seed) => {
      const world: WorldDefinition = {
        ...base,
        streams: { orders: { partitions: 3, pollIntervalMs: 2_000, rebalanceMs: [100, 300] } },
        arrivals: () =>
          Array.from({ length: 9 }, (_, n) => ({
            stream: 'orders',
            at: n * 200,
            key: `k${n % 4}`,
            value: n,
          })),
        faults: [...faults, { kind: 'rebalance', stream: 'orders', group: 'g', at: [500, 6_000] }],
      };
      const trace = run(seed, world, 10, (api, draw, again) => {
        api.call('stream.poll', ['orders', 'g', 2, 500, []], (value) => {
          const records = (value ?? []) as { partition: number; offset: number }[];
          const last = records.at(-1);
          if (last !== undefined && draw('commit') < 0.7)
            api.call('stream.commit', ['orders', 'g', last.partition, last.offset + 1], () => again());
          else again();
        });
      });
      let owners = new Map<number, string>();
      let fresh = true;
      const offsets = new Map<number, number>();
      const committed = new Map<string, number>();
      for (const { part, op, key, replica, data } of trace.filter(({ outcome }) => outcome === 'effect')) {
        if (part !== 'stream') continue;
        if (op === 'published') {
          const partition = Number(data.partition);
          expect(data.offset).toBe(offsets.get(partition) ?? 0);
          offsets.set(partition, Number(data.offset) + 1);
        }
        if (op === 'rebalance') {
          rebalances += 1;
          fresh = true;
        }
        if (op === 'assigned') {
          if (fresh) owners = new Map();
          fresh = false;
          for (const partition of data.partitions as number[]) {
            expect(owners.has(partition), `seed ${seed}: two owners of ${partition}`).toBe(false);
            owners.set(partition, String(replica));
          }
        }
        if (op === 'committed') {
          expect(owners.get(Number(key)), `seed ${seed}: a stranger committed`).toBe(replica);
          committed.set(key, Number(data.next));
        }
      }
      for (const [partition, next] of committed)
        expect(next).toBeLessThanOrEqual(offsets.get(Number(partition)) ?? 0);
    });
    expect(rebalances).toBeGreaterThan(schedules);
  });
});
