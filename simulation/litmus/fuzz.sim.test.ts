/**
 * Guarantee: whatever programs call, with whatever arguments, the engine keeps its own rules. It throws nothing, time
 * and causes only go forward, nobody who is down speaks, a call has one answer and gets it, and the same seed is the
 * same world.
 */
import { expect, it } from 'vitest';
import { keyedRandom, type Stream, seedKey } from '../core/keyed-random.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { WorldDefinition } from '../world/definition.ts';
import { runSeed, type SeedOutcome } from '../world/run-seed.ts';
import { type ScriptedApi, scriptedHost } from '../world/scripted-host.ts';
import { worldTools as w } from '../world/tools.ts';
import type { Json } from '../world/value.ts';

const programs = 250;
const secret = new TextEncoder().encode('fuzz');
/** Nothing in this world may take longer to answer: the longest wait of any part, and its network. */
const answerLimitMs = 45_000;

const definition: WorldDefinition = {
  durationMs: 20_000,
  settleMs: 100_000,
  replicas: 3,
  kv: {},
  sql: {
    tables: { t: { pk: 'id', unique: [['u']], check: (row) => Number(row.n ?? 0) < 90 } },
    connectionsMax: 5,
  },
  queues: { q: { visibilityMs: 2_000, maxReceives: 3, dlq: 'd' } },
  streams: { s: { partitions: 3 } },
  locks: true,
  dependencies: {
    dep: {
      capacity: { workers: 2, queue: 2 },
      handle: (request, state, effect) => {
        effect('done', request.path);
        state.set('count', Number(state.get('count') ?? 0) + 1);
        return { status: 200, body: state.get('count') ?? null };
      },
    },
  },
  clients: [
    {
      name: 'c',
      perSecond: () => 2,
      request: (n) => ({ key: `k${n % 5}`, method: 'POST', path: '/x', body: n }),
      timeoutMs: 1_000,
      retry: { backoffMs: 300, untilMs: 5_000 },
    },
  ],
  faults: [
    { kind: 'crash', rate: 0.02, most: 4, restart: [100, 3_000] },
    { kind: 'pause', rate: 0.02, most: 3, for: [100, 3_000] },
    { kind: 'term', replica: 1, at: [5_000, 9_000], graceMs: 1_000, restart: [500, 1_000] },
    { kind: 'kvFailover', at: [3_000, 12_000], lossMs: 500, downMs: 1_000 },
    { kind: 'sqlSlow', at: [2_000, 6_000], forMs: 2_000, factor: 20 },
    { kind: 'skew', withinMs: 2_000, steps: 1 },
    { kind: 'redelivery', queue: 'q', rate: 0.2 },
    { kind: 'rebalance', stream: 's', group: 'g', at: 8_000 },
    { kind: 'partition', part: 'kv', at: 4_000, forMs: 1_500 },
    {
      kind: 'dependency',
      name: 'dep',
      fail: { '503': 0.1, reset: 0.1, timeoutBefore: 0.1, timeoutAfter: 0.1 },
    },
  ],
  invariants: [
    { name: 'ran', title: 'It ran', kind: 'usefulness', weight: 1, rule: w.usefulness(() => true, 1) },
  ],
};

const keys = ['a', 'b', 'c'];
const junk: Json[] = [null, -1, 0, 1.5, 1e300, '', 'a', [], {}, [null], { px: -1 }, { a: { b: [1] } }, true];

interface Made {
  op: string;
  args: Json[];
}

/** A call that is mostly of the right shape. */
function randomCall(draw: Stream, transactions: readonly Json[]): Made {
  const u = (what: string) => draw.next(what);
  const pick = <T>(what: string, list: readonly T[]): T => list[Math.floor(u(what) * list.length)] as T;
  const key = () => pick('key', keys);
  const any = () => pick('junk', junk);
  const number = (max: number) => Math.floor(u('number') * max);
  const row = (): Json => ({ id: key(), u: pick('unique', ['x', 'y', null]), n: number(100) });
  const transaction = () => (u('own') < 0.3 ? null : (transactions.at(-1) ?? null));
  const calls: readonly (() => Made)[] = [
    () => ({ op: 'kv.get', args: [key()] }),
    () => ({
      op: 'kv.set',
      args: [key(), key(), pick<Json>('set', [{}, { nx: true }, { px: 50 }, { ifValue: 'a' }])],
    }),
    () => ({ op: 'kv.del', args: [key(), {}] }),
    () => ({ op: 'kv.incrBy', args: [key(), number(5), {}] }),
    () => ({ op: 'kv.zadd', args: ['z', number(9), key()] }),
    () => ({ op: 'kv.zrange', args: ['z', 0, 9, null] }),
    () => ({ op: 'sql.begin', args: [pick('iso', ['rc', 'rr', 'ser']), pick('limit', [null, 500])] }),
    () => ({
      op: 'sql.get',
      args: [transaction(), 't', key(), pick<Json>('lock', [{}, { lock: 'update' }])],
    }),
    () => ({
      op: 'sql.find',
      args: [transaction(), 't', { n: { gt: number(50) } }, { lock: 'update', onLocked: 'skip' }],
    }),
    () => ({
      op: 'sql.insert',
      args: [transaction(), 't', row(), pick<Json>('conflict', [{}, { onConflict: 'ignore' }])],
    }),
    () => ({ op: 'sql.insertMany', args: [transaction(), 't', [row(), row()], {}] }),
    () => ({ op: 'sql.update', args: [transaction(), 't', { id: key() }, { n: number(100) }, {}] }),
    () => ({ op: 'sql.update', args: [transaction(), 't', {}, {}, { inc: { n: 1 } }] }),
    () => ({ op: 'sql.delete', args: [transaction(), 't', { id: key() }] }),
    () => ({ op: 'sql.commit', args: [transactions.at(-1) ?? 1] }),
    () => ({ op: 'sql.commit', args: [transactions.at(-1) ?? 1] }),
    () => ({ op: 'sql.rollback', args: [transactions.at(-1) ?? 1] }),
    () => ({ op: 'sql.replicaRead', args: [0, 'get', 't', key(), {}] }),
    () => ({ op: 'queue.send', args: ['q', key(), {}] }),
    () => ({ op: 'queue.receive', args: ['q', { max: 2, wait: number(3_000) }] }),
    () => ({ op: 'queue.ack', args: ['q', `q-${number(20)}~1`] }),
    () => ({ op: 'queue.nack', args: ['q', `q-${number(20)}~1`, number(100)] }),
    () => ({ op: 'stream.publish', args: ['s', key(), number(9)] }),
    () => ({ op: 'stream.poll', args: ['s', 'g', 5, number(2_000), []] }),
    () => ({ op: 'stream.commit', args: ['s', 'g', number(3), number(5)] }),
    () => ({ op: 'locks.acquire', args: [key(), 500] }),
    () => ({ op: 'locks.release', args: [key(), 'r1-1'] }),
    () => ({ op: 'http.call', args: ['dep', { method: 'GET', path: `/${key()}` }, { timeout: 800 }] }),
    () => ({ op: 'clock.sleep', args: [number(1_000)] }),
    () => ({
      op: pick('nonsense', ['kv.nothing', 'sql.', 'x.y', 'queue', 'clock.back', '']),
      args: [any(), any()],
    }),
  ];
  const made = pick('which', calls)();
  // Some arguments are nonsense; not how long a transaction may wait, which is the program's own word.
  if (made.op === 'sql.begin') return made;
  return { op: made.op, args: made.args.map((arg) => (u('spoil') < 0.04 ? any() : arg)) };
}

function run(number: number): SeedOutcome {
  let starts = 0;
  const random = keyedRandom(seedKey(secret, 10_000 + number));
  const host = scriptedHost(() => {
    starts += 1;
    const draw = random.stream(`program ${starts}`);
    const transactions: Json[] = [];
    let calls = 0;
    const next = (api: ScriptedApi): void => {
      calls += 1;
      if (calls > 120) return;
      const { op, args } = randomCall(draw, transactions);
      api.call(op, args, (value) => {
        if (op === 'sql.begin' && value !== null) transactions.push(value);
        next(api);
      });
    };
    return {
      start: (api) => {
        for (let task = 0; task < 3; task += 1) next(api);
      },
      request: (api, request) => {
        api.call('kv.set', ['a', 'r', {}], () => api.respond(request, draw.next('status') < 0.8 ? 200 : 500));
      },
    };
  });
  return runSeed(definition, seedKey(secret, number), host, { keepTrace: true });
}

/** Cheaper than an expectation, of which there would be a million. */
function must(condition: boolean, message: string): void {
  if (!condition) throw new Error(message);
}

/** What must be true of every trace. */
function checkTrace(events: readonly TraceEvent[], endedAtMs: number, name: string): void {
  const calls = new Map<number, TraceEvent>();
  const open = new Map<number, TraceEvent>();
  const down = new Set(['r1', 'r2', 'r3']);
  const paused = new Set<string>();
  const tokens = new Map<string, number>();
  let last = 0;
  events.forEach((event, index) => {
    must(event.id === index + 1, `${name}: event ${event.id} is number ${index + 1}`);
    must(event.t >= last, `${name}: time goes back at ${event.id}`);
    must(event.cause < event.id, `${name}: event ${event.id} comes before its cause`);
    last = event.t;
    const { replica } = event;
    if (event.part === 'process' && replica !== null) {
      if (event.op === 'start') down.delete(replica);
      else if (event.op === 'pause') paused.add(replica);
      else if (event.op === 'resume') paused.delete(replica);
      else if (event.op !== 'term') {
        down.add(replica);
        paused.delete(replica);
        // Nobody is there any more who could hear an answer.
        for (const [id, call] of open) if (call.replica === replica) open.delete(id);
      }
      return;
    }
    if (event.part === 'client') return;
    if (event.outcome === 'call') {
      must(!down.has(replica ?? ''), `${name}: ${replica} is down and calls ${event.op}`);
      calls.set(event.id, event);
      open.set(event.id, event);
      return;
    }
    const call = calls.get(event.cause);
    if (call !== undefined && call.op === event.op && event.outcome !== 'effect') open.delete(event.cause);
    if (event.part === 'locks' && event.op === 'acquired') {
      const token = Number(event.data.token);
      must(token > (tokens.get(event.key) ?? 0), `${name}: token of ${event.key}`);
      tokens.set(event.key, token);
    }
  });
  for (const call of open.values()) {
    must(
      endedAtMs - call.t < answerLimitMs || paused.has(call.replica ?? ''),
      `${name}: ${call.op} of ${call.replica} at ${call.t} ms was never answered`,
    );
  }
}

it(`keeps its rules under ${programs} random programs`, () => {
  let crashes = 0;
  let errors = 0;
  for (let number = 1; number <= programs; number += 1) {
    const outcome = run(number);
    const events = outcome.trace ?? [];
    expect(outcome.status, `program ${number}: ${outcome.message}`).toBe('ok');
    checkTrace(events, outcome.endedAtMs, `program ${number}`);
    crashes += events.filter(({ part, op }) => part === 'process' && op === 'crash').length;
    errors += events.filter(({ outcome: how }) => how === 'deadlock' || how === 'serialization').length;
    if (number % 4 === 0) expect(run(number).traceHash, `program ${number}`).toBe(outcome.traceHash);
  }
  // The programs did meet what they are here for.
  expect(crashes).toBeGreaterThan(programs);
  expect(errors).toBeGreaterThan(20);
});
