// Guarantee: what a program does in a simulated world, it does to itself. It ends its seed or its process with a clear
// status; it does not reach another replica, real time, the seed, the checks or a verdict; and the same seed is the
// same world in every process.
import { afterAll, describe, expect, test } from 'vitest';
import type { WorldResult, WorldRunRequest } from './contract.ts';
import { createLocalSandbox } from './local.ts';

const sandbox = createLocalSandbox({ workers: 1, spares: 0, mostConfinement: 'none' });
const another = createLocalSandbox({ workers: 1, spares: 0, mostConfinement: 'none' });
afterAll(() => Promise.all([sandbox.close(), another.close()]));

/** Five messages, two replicas, a counter row; `worked` holds when each message has its row. */
const world = `
export default (w) => ({
  durationMs: 5000, settleMs: 40000, replicas: 2,
  kv: {}, sql: { tables: { jobs: { pk: 'id' } } }, queues: { work: { visibilityMs: 5000 } },
  config: { secretless: true },
  arrivals: (draw) => [0, 1, 2, 3, 4].map((n) => ({ queue: 'work', at: draw('at', n) * 4000, body: { id: 'job-' + n } })),
  faults: [{ kind: 'crash', rate: 0.05, most: 2, restart: [1000, 2000] }],
  invariants: [
    { name: 'once', title: 'Each job has its row once', kind: 'safety', weight: 0.5, rule: w.atMostOnce((e) => e.op === 'inserted', (e) => e.key) },
    { name: 'worked', title: 'Every job is done', kind: 'usefulness', weight: 0.5, rule: w.eventually((s) => s.rows('jobs').size === 5 ? null : s.rows('jobs').size + ' of 5 rows') },
  ],
});`;

const worker = (before = '', inside = '') => `
${before}
export default (ctx) => {
  const queue = ctx.queue('work');
  return { background: [async () => {
    for (;;) {
      const [message] = await queue.receive({ max: 1, wait: 5000 });
      if (!message) continue;
      ${inside}
      await ctx.sql.auto.insert('jobs', { id: message.body.id, by: ctx.replica }, { onConflict: 'ignore' });
      await queue.ack(message.receipt);
    }
  }] };
};`;

async function run(
  source: string,
  more: Partial<WorldRunRequest> = {},
  where = sandbox,
): Promise<WorldResult> {
  const outcome = await where.runWorld({
    requestId: 'r',
    fairnessKey: 'k',
    realCandidate: false,
    files: [{ path: 'solution.ts', text: source }],
    world,
    secret: '',
    seeds: [1, 2, 3, 4, 5, 6],
    wantTrace: false,
    shrink: false,
    limits: { cpuMs: 1_500 },
    ...more,
  });
  if (outcome.kind === 'failure') throw new Error(outcome.failure.message);
  return outcome.result;
}

const heldOf = (result: WorldResult) => result.invariants.map(({ name, held }) => [name, held]);
const logOf = (result: WorldResult) => result.seeds.flatMap(({ console }) => console.map(({ text }) => text));

describe('an honest program', () => {
  test('passes, with crashes among its seeds, and streams each seed', async () => {
    const seen: number[] = [];
    const outcome = await sandbox.runWorld(
      {
        requestId: 'r',
        fairnessKey: 'k',
        realCandidate: false,
        files: [{ path: 'solution.ts', text: worker() }],
        world,
        secret: '',
        seeds: [1, 2, 3, 4, 5, 6, 7, 8],
        wantTrace: false,
        shrink: true,
      },
      { onSeed: ({ seed }) => seen.push(seed) },
    );
    if (outcome.kind === 'failure') throw new Error(outcome.failure.message);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(outcome.result.status).toBe('ok');
    expect(heldOf(outcome.result)).toEqual([
      ['once', true],
      ['worked', true],
    ]);
    expect(outcome.result.seeds.some(({ faults }) => faults.length > 0)).toBe(true);
    expect(outcome.result.faultBudget[0]).toContain('crash');
  });

  test('a seed is the same in another process, with and without a trace, and another secret is another seed', async () => {
    const source = worker(
      '',
      'ctx.log("info", [Math.random(), Date.now(), crypto.randomUUID(), ctx.rng.next()].join());',
    );
    const one = await run(source);
    const two = await run(source, { wantTrace: true }, another);
    expect(two.seeds.map(({ traceHash }) => traceHash)).toEqual(one.seeds.map(({ traceHash }) => traceHash));
    expect(logOf(two)).toEqual(logOf(one));
    expect(new Set(one.seeds.map(({ traceHash }) => traceHash)).size).toBe(6);
    expect(two.seeds[0]?.trace?.find(({ op }) => op === 'queue.receive')?.data.at).toMatch(
      /^solution\.ts:\d+:\d+$/u,
    );
    const secret = await run(source, { secret: 'ab12' });
    expect(secret.seeds[0]?.traceHash).not.toBe(one.seeds[0]?.traceHash);
  });
});

describe('a program that ends badly', () => {
  test.each([
    ['a loop in a step', worker('', 'for (;;) {}'), 'never-yields'],
    ['a storm of promises', worker('', 'for (;;) await null;'), 'never-yields'],
    ['a wait for nothing', 'export default async () => { await new Promise(() => {}); };', 'deadlock'],
    [
      'a memory hog',
      worker('const kept = [];', 'for (;;) { kept.push(new Array(1e5).fill(kept.length)); }'),
      'memory-limit',
    ],
  ])('%s: %s', async (_name, source, status) => {
    const result = await run(source, { seeds: [1] });
    expect(result.seeds[0]?.status).toBe(status);
    expect(result.seeds[0]?.passed).toBe(false);
  });

  test('limits end the run after some seeds instead of costing each its whole time', async () => {
    const result = await run(worker('', 'for (;;) {}'), { seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
    expect(result.seeds).toHaveLength(3);
    expect(result.status).toBe('time-limit');
  });

  test('one that hangs even the worker is killed from outside, and the next run is right', async () => {
    const hang =
      'export default () => { Promise.reject(new Proxy({}, { get() { for (;;); } })); return {}; };';
    const result = await run(hang, { limits: { cpuMs: 50 } });
    expect(result).toMatchObject({
      status: 'time-limit',
      seeds: [{ status: 'time-limit' }, { passed: false }],
    });
    expect((await run(worker(), { seeds: [1] })).seeds[0]?.passed).toBe(true);
  });

  test('one that is no program is told where, and no seed runs', async () => {
    const result = await run('export default (ctx) => {\n  const = 1;\n};');
    expect(result).toMatchObject({ status: 'error', seeds: [], error: { file: 'solution.ts', line: 2 } });
    const thrown = await run('throw new Error("top level");');
    expect(thrown).toMatchObject({ status: 'error', error: { message: 'top level', line: 1 } });
  });

  test('a loop over the shortest waits moves time, so that it ends with its seed', async () => {
    const loop = 'const t = ctx.clock.mono(); for (let i = 0; i < 500; i += 1) await ctx.clock.sleep(0.001);';
    const result = await run(worker('', `${loop} ctx.log("info", String(ctx.clock.mono() - t >= 500));`), {
      seeds: [1],
    });
    expect(new Set(logOf(result))).toEqual(new Set(['true']));
  });

  test('a rejection nobody handles ends the process, which starts again', async () => {
    const result = await run(worker('', 'if (ctx.clock.mono() < 4000) Promise.reject(new Error("lost"));'), {
      seeds: [1],
    });
    expect(logOf(result).some((line) => line.includes('Error: lost (solution.ts:'))).toBe(true);
    expect(result.seeds[0]?.status).toBe('ok');
  });
});

describe('a program that attacks', () => {
  test('shares nothing with another replica or an earlier start', async () => {
    const result = await run(
      worker(
        'globalThis.starts = (globalThis.starts ?? 0) + 1; Object.prototype.seen = (Object.prototype.seen ?? 0) + 1;',
        'ctx.log("info", [globalThis.starts, Object.prototype.seen].join(" "));',
      ),
    );
    expect(new Set(logOf(result))).toEqual(new Set(['1 1']));
  });

  test('finds no real time, no host and no way out', async () => {
    const probes = [
      'Object.getPrototypeOf(Date).now ? 1 : 0',
      'new Date().getFullYear()',
      'new Date().constructor.now() === Date.now()',
      'Reflect.construct(Date.prototype.constructor, []).getTime() === Date.now()',
      'typeof Intl',
      'typeof process',
      'typeof require',
      'typeof fetch',
      'typeof SharedArrayBuffer',
      'typeof WebAssembly',
      'typeof plumblineKernel',
      'Object.keys(globalThis).join()',
      '(() => { try { null.x } catch (e) { return e.stack.includes("plumbline") || e.stack.includes("/") } })()',
      'ctx.clock.now.constructor("return typeof process")()',
    ];
    const result = await run(worker('', `ctx.log("info", JSON.stringify([${probes.join(', ')}]));`), {
      seeds: [1],
    });
    const wanted = [0, 2026, true, true, ...Array(7).fill('undefined'), '', false, 'undefined'];
    expect(new Set(logOf(result))).toEqual(new Set([JSON.stringify(wanted)]));
  });

  test.each([
    ['JSON', 'JSON.stringify = () => "[]"; JSON.parse = () => ({});'],
    ['toJSON', 'Array.prototype.toJSON = () => [[0, "kv.done", []]];'],
    ['promises', 'Promise.prototype.then = () => {}; Promise.resolve = () => null;'],
    ['arrays', 'Array.prototype.push = () => 0; Array.prototype[Symbol.iterator] = null;'],
    ['setters', 'Object.defineProperty(Object.prototype, "0", { set() { throw 1; } });'],
    ['reflection', 'Reflect.apply = () => null; Object.defineProperty = () => null;'],
  ])('bends the language (%s) and only its own replica feels it', async (_name, trick) => {
    // Whatever comes of it, the worker lives and answers, and nothing it did not do counts as done.
    const result = await run(worker(trick), { seeds: [1, 2] });
    for (const seed of result.seeds) {
      const worked = seed.invariants.find(({ name }) => name === 'worked');
      if (worked?.held === true) expect(seed.events).toBeGreaterThan(20);
    }
    expect(heldOf(await run(worker(), { seeds: [1] }))).toEqual([
      ['once', true],
      ['worked', true],
    ]);
  });

  test('cannot say what a script of a store did', async () => {
    const result = await run(
      worker(
        '',
        'await ctx.kv.atomic(["a"], (tx) => { tx.set("b", "x"); return 1; }, null).catch((e) => ctx.log("info", e.code + e.message));',
      ),
      { seeds: [1] },
    );
    expect(logOf(result)[0]).toContain('the key b was not declared');
  });
});
