/**
 * Guarantee: a seed is the same world every time, two programs that do the same meet the same faults, a broken
 * invariant is found with its witnesses, and a failing plan shrinks to the faults that matter. Grades rest on this.
 */
import { expect, it } from 'vitest';
import { seedKey } from '../core/keyed-random.ts';
import type { WorldDefinition } from './definition.ts';
import { runSeed, type SeedOutcome } from './run-seed.ts';
import { type ScriptedProgram, scriptedHost } from './scripted-host.ts';
import { shrink } from './shrink.ts';
import { worldTools as w } from './tools.ts';

const secret = new Uint8Array();
const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

/** Three replicas charge a card for every request, through a dependency that may answer too late. */
const world: WorldDefinition = {
  durationMs: 20_000,
  settleMs: 40_000,
  replicas: 3,
  sql: { tables: { payment: { pk: 'key' } } },
  dependencies: {
    psp: {
      latency: { p50: 40, p99: 400 },
      handle(request, state, effect) {
        const { reference } = request.body as { reference: string };
        const idempotency = request.headers['idempotency-key'];
        if (idempotency !== undefined && state.has(idempotency)) return { status: 200 };
        if (idempotency !== undefined) state.set(idempotency, true);
        effect('capture', reference);
        return { status: 200 };
      },
    },
  },
  clients: [
    {
      name: 'shop',
      perSecond: () => 1,
      request: (n) => ({
        key: `order-${n}`,
        method: 'POST',
        path: '/payments',
        body: { reference: `order-${n}` },
      }),
      timeoutMs: 3_000,
      retry: { backoffMs: 500, untilMs: 30_000 },
    },
  ],
  faults: [
    { kind: 'crash', rate: 0.03, most: 2, restart: [1_000, 5_000] },
    { kind: 'dependency', name: 'psp', fail: { timeoutAfter: 0.06, timeoutBefore: 0.02, '503': 0.02 } },
    { kind: 'skew', withinMs: 2_000 },
  ],
  invariants: [
    {
      name: 'captured-once',
      title: 'No payment is captured twice',
      kind: 'safety',
      weight: 0.6,
      rule: w.atMostOnce(
        (e) => e.op === 'capture',
        (e) => e.key,
        'A capture',
      ),
    },
    {
      name: 'paid-means-captured',
      title: 'Who is told that it is paid has been charged',
      kind: 'safety',
      weight: 0.2,
      rule: w.implies(
        (e) => e.op === 'response' && e.outcome === '200',
        (e) => e.op === 'capture',
        {
          by: (e) => e.key,
          before: true,
          what: 'a capture',
        },
      ),
    },
    {
      name: 'most-are-paid',
      title: 'Most payments come through',
      kind: 'usefulness',
      weight: 0.2,
      rule: w.usefulness((e) => e.op === 'response' && e.outcome === '200', 5, 'paid'),
    },
  ],
};

const charge = (headers: (reference: string) => Record<string, string>) => (): ScriptedProgram => ({
  request(api, number, inbound) {
    const { reference } = inbound.body as { reference: string };
    const pay = { method: 'POST', path: '/captures', headers: headers(reference), body: { reference } };
    api.call('http.call', ['psp', pay, { timeout: 1_000 }], (value, error) => {
      const ok = error === null && (value as { status: number }).status === 200;
      if (!ok) {
        api.respond(number, 502);
        return;
      }
      api.call(
        'sql.insert',
        [null, 'payment', { key: reference }, { onConflict: 'ignore' }],
        (_row, failed) => api.respond(number, failed === null ? 200 : 500),
      );
    });
  },
});

const careful = charge((reference) => ({ 'Idempotency-Key': reference }));
const careless = charge(() => ({}));

const run = (seed: number, program: () => ScriptedProgram, without?: ReadonlySet<string>): SeedOutcome =>
  runSeed(world, seedKey(secret, seed), scriptedHost(program), {
    keepTrace: true,
    ...(without === undefined ? {} : { without }),
  });

it('gives the same trace for the same seed, and another for another', () => {
  const hashes = seeds.map((seed) => run(seed, careful).traceHash);
  expect(seeds.map((seed) => run(seed, careful).traceHash)).toEqual(hashes);
  expect(new Set(hashes).size).toBe(seeds.length);
});

it('lets the careful program pass every seed and finds the careless one', () => {
  for (const seed of seeds) {
    const outcome = run(seed, careful);
    expect(outcome.status, `seed ${seed}: ${outcome.message}`).toBe('ok');
    for (const { name, held, message } of outcome.invariants)
      expect(held, `seed ${seed} ${name}: ${message}`).toBe(true);
  }
  const failing = seeds.filter((seed) => run(seed, careless).invariants.some(({ held }) => !held));
  expect(failing.length, 'failing seeds of the careless program').toBeGreaterThan(seeds.length / 4);
});

it('shows the two captures, and shrinks the plan to faults without which nothing breaks', () => {
  const seed = seeds.find((n) =>
    run(n, careless).invariants.some(({ name, held }) => name === 'captured-once' && !held),
  );
  expect(seed).toBeDefined();
  const first = run(seed as number, careless);
  const finding = first.invariants.find(({ name }) => name === 'captured-once');
  const witnesses = first.trace?.filter(({ id }) => finding?.witnesses.includes(id)) ?? [];
  expect(witnesses.map(({ op }) => op)).toEqual(['capture', 'capture']);
  expect(witnesses[0]?.key).toBe(witnesses[1]?.key);

  const small = shrink(first, 'captured-once', (without) => run(seed as number, careless, without));
  expect(small.outcome.faults.length).toBeLessThan(first.faults.length);
  expect(small.outcome.faults.length).toBeGreaterThan(0);
  for (const { id } of small.outcome.faults) {
    const fewer = run(seed as number, careless, new Set([...small.without, id]));
    const still = fewer.invariants.find(({ name }) => name === 'captured-once');
    expect(still?.held, `without ${id}`).toBe(true);
  }
});

it('meets the same faults of the dependency whatever else a program does', () => {
  const chatty = (): ScriptedProgram => {
    const inner = careful();
    return {
      request(api, number, inbound) {
        for (let extra = 0; extra < 3; extra += 1) api.call('sql.find', [null, 'payment', {}, {}], () => {});
        inner.request?.(api, number, inbound);
      },
    };
  };
  const ofPsp = (outcome: SeedOutcome) =>
    outcome.faults
      .filter(({ kind }) => kind === 'dependency')
      .map(({ id }) => id)
      .sort();
  for (const seed of seeds.slice(0, 20)) {
    const plain = ofPsp(run(seed, careful)).filter((id) => id.endsWith('#1'));
    const more = new Set(ofPsp(run(seed, chatty)));
    // A crash at another moment can keep a request from coming; what both sent met the same.
    expect(plain.filter((id) => more.has(id)).length, `seed ${seed}`).toBeGreaterThanOrEqual(
      plain.length - 1,
    );
  }
});
