import { describe, expect, test } from 'vitest';
import { component, connect, drawing, flow, scenario } from '../load-fixture.ts';
import { meanWait } from '../queueing/queueing.ts';
import type { LoadDesign, LoadEvent, Measure, Objective, Scenario } from '../scenario.ts';
import { LoadRun } from './load-run.ts';

const seed = 5;

function run(design: LoadDesign, given: Scenario, start = design): LoadRun {
  const made = new LoadRun({ design, start, scenario: given, profile: 'steady', seed });
  made.advance(Number.MAX_SAFE_INTEGER);
  return made;
}

function measured(made: LoadRun, measure: Measure, window: Objective['window'] = null): number | null {
  const rest = { id: 'x', title: 'x', group: 'slo', profile: 'steady', is: 'at-most', limit: 0 } as const;
  return made.measure({ ...rest, measure, window });
}

const p99: Measure = { kind: 'latency', flow: 'ask', quantile: 0.99 };
const available: Measure = { kind: 'availability', flow: 'ask' };

const api = (settings: Record<string, number | string | boolean> = {}) =>
  component('api', 'service', { replicas: 3, vcpu: 1, concurrency: 10_000, queue: 10_000, ...settings });
const simple = (service: ReturnType<typeof api>) =>
  drawing(
    [component('clients', 'clients'), component('lb', 'balancer', { healthSeconds: 10 }), service],
    [connect('clients', 'lb'), connect('lb', 'api', { timeoutMs: 0 })],
  );
const tenMs = { service: { ms: 10, cv2: 1 }, balancer: { ms: 0, cv2: 0 } };

describe(`a drawn system under load (seed ${seed})`, { timeout: 60_000 }, () => {
  test('one service is M/M/c: mean and utilisation', () => {
    const made = run(simple(api()), scenario([flow('ask', { work: tenMs })], { ask: 240 }, { seconds: 600 }));
    const waits = made.records[0]?.latencies(0, 600, 1) ?? new Float64Array();
    let sum = 0;
    let weight = 0;
    for (const [index, one] of waits.entries()) {
      sum += one * 0.1 * 1.03 ** index;
      weight += one;
    }
    // Two hops of half a millisecond.
    const expected = 10 + meanWait(2.4, 3, 10, 1) + 1;
    expect(Math.abs(sum / weight / expected - 1)).toBeLessThan(0.08);
    expect(measured(made, { kind: 'utilisation', component: 'service' })).toBeGreaterThan(78);
    expect(measured(made, { kind: 'utilisation', component: 'service' })).toBeLessThan(88);
    expect(measured(made, available)).toBe(100);
  });

  test('the same seed gives the same report, another seed another', () => {
    const given = scenario([flow('ask', { work: tenMs })], { ask: 240 });
    const report = (one: number) => {
      const made = new LoadRun({
        ...{ design: simple(api()), start: simple(api()), scenario: given, profile: 'steady' },
        seed: one,
      });
      for (let step = 0; step < 200; step += 7) made.advance(7);
      return JSON.stringify(made.report());
    };
    expect(report(1)).toBe(report(1));
    expect(report(1)).not.toBe(report(2));
  });

  test('twice the traffic on twice the instances is not slower; one instance more is not slower', () => {
    const value = (rate: number, replicas: number) =>
      measured(
        run(simple(api({ replicas })), scenario([flow('ask', { work: tenMs })], { ask: rate })),
        p99,
      ) ?? 0;
    const base = value(250, 3);
    expect(value(500, 6)).toBeLessThanOrEqual(base * 1.03);
    expect(value(250, 4)).toBeLessThanOrEqual(base * 1.03);
  });

  test('a lost zone: survivors carry n/(n−1), and errors last as long as nobody has seen it', () => {
    const events = [{ at: 100, kind: 'zone-lost', zone: 'b', title: 'Zone b is lost.' } as const];
    const given = scenario([flow('ask', { work: tenMs })], { ask: 300 }, { events });
    const made = run(simple(api({ replicas: 6 })), given);
    const before = measured(made, { kind: 'utilisation', component: 'service' }, [50, 95]) ?? 0;
    const after = measured(made, { kind: 'utilisation', component: 'service' }, [120, 200]) ?? 0;
    expect(after / before).toBeCloseTo(1.5, 1);
    expect(measured(made, available, [112, 200])).toBe(100);
    // A third of the requests for 10 s.
    expect(measured(made, available, [100, 110])).toBeCloseTo(66.7, -1);
  });

  test('a lost zone in which nothing stands changes nothing', () => {
    const events = [{ at: 100, kind: 'zone-lost', zone: 'c', title: 'Zone c is lost.' } as const];
    const service = api({ zones: '2', replicas: 6 });
    const quiet = run(simple(service), scenario([flow('ask', { work: tenMs })], { ask: 300 }));
    const lost = run(simple(service), scenario([flow('ask', { work: tenMs })], { ask: 300 }, { events }));
    expect(measured(lost, p99)).toBe(measured(quiet, p99));
    expect(measured(lost, available)).toBe(100);
  });

  test('affinity: the zone that gets half the traffic is the busiest', () => {
    const made = run(
      drawing(
        [
          component('clients', 'clients'),
          component('lb', 'balancer', { affinity: true }),
          api({ replicas: 6 }),
        ],
        [connect('clients', 'lb'), connect('lb', 'api')],
      ),
      scenario([flow('ask', { work: tenMs })], { ask: 300 }, { zoneShares: [0.5, 0.3, 0.2] }),
    );
    const zones = made.report().components.find((one) => one.id === 'api')?.zones?.[150] ?? [];
    expect(Number(zones[0]) / Number(zones[2])).toBeCloseTo(2.5, 1);
    expect(Number(zones[0])).toBeCloseTo(0.75, 1);
  });

  test('whoever stays in a zone in which nobody is left gets no answer; spot instances that were taken come back', () => {
    const lost = [{ at: 100, kind: 'zone-lost', zone: 'a', title: 'Zone a is lost.' } as const];
    const taken = [{ at: 100, kind: 'spot-reclaimed', title: 'Spot instances are taken back.' } as const];
    const stay = (settings: Record<string, string | boolean>, events: LoadEvent[]) =>
      run(
        drawing(
          [
            ...[
              component('clients', 'clients'),
              component('lb', 'balancer', { affinity: true, healthSeconds: 1 }),
            ],
            api({ replicas: 6, ...settings }),
          ],
          [connect('clients', 'lb'), connect('lb', 'api')],
        ),
        scenario([flow('ask', { work: tenMs })], { ask: 200 }, { events, seconds: 300 }),
      );
    expect(measured(stay({ zones: '1' }, lost), available, [105, 300])).toBe(0);
    const back = stay({ spot: true }, taken);
    expect(measured(back, available, [105, 155])).toBe(0);
    expect(measured(back, available, [170, 300])).toBe(100);
  });

  test('autoscaling comes after its delay, and cannot more than its target allows', () => {
    const curve = {
      traffic: {
        ask: [
          [0, 300],
          [50, 300],
          [51, 900],
        ] as [number, number][],
      },
    };
    const given = scenario([flow('ask', { work: tenMs, deadlineMs: 1_000 })], {});
    const profiles = [{ id: 'steady', title: 'Steady', seconds: 300, events: [], ...curve }];
    const service = api({
      replicas: 6,
      autoscale: true,
      maxReplicas: 30,
      targetPercent: 60,
      concurrency: 20,
      queue: 20,
    });
    const made = run(simple(service), { ...given, profiles });
    const replicas = made.report().components.find((one) => one.id === 'api')?.replicas ?? [];
    expect(replicas[100]).toBe(6);
    expect(replicas[125]).toBeGreaterThanOrEqual(9);
    expect(replicas[299]).toBeGreaterThanOrEqual(15);
    expect(measured(made, available, [60, 100])).toBeLessThan(80);
    expect(measured(made, available, [250, 300])).toBeGreaterThan(99.9);
  });

  test('a queue: backlog over what is left of capacity is the time to drain', () => {
    const events = [{ at: 50, kind: 'workers-down', seconds: 60, title: 'Workers are down.' } as const];
    const given = scenario(
      [flow('job', { operation: 'write', work: { worker: { ms: 100, cv2: 1 } } })],
      { job: 50 },
      { events, seconds: 400 },
    );
    const made = run(
      drawing(
        [
          ...[component('clients', 'clients'), api(), component('q', 'queue')],
          component('w', 'worker', { replicas: 8, vcpu: 1, concurrency: 4, idempotent: true }),
        ],
        [connect('clients', 'api'), connect('api', 'q'), connect('q', 'w')],
      ),
      given,
    );
    // Enough workers: nothing waited before it.
    const queue = made.report().components.find((one) => one.id === 'q');
    expect(Math.max(...(queue?.waiting.slice(0, 49) ?? []))).toBeLessThan(60);
    // 3,000 wait after the outage; 80/s are done and 50/s come in.
    expect(measured(made, { kind: 'drained', since: 110 })).toBeGreaterThan(85);
    expect(measured(made, { kind: 'drained', since: 110 })).toBeLessThan(115);
    expect(measured(made, { kind: 'completion', flow: 'job', quantile: 0.99 })).toBeGreaterThan(55);
    expect(measured(made, { kind: 'lost', flow: 'job' })).toBe(0);
    expect(measured(made, { kind: 'unfinished', flow: 'job' })).toBeLessThan(10);
    expect(measured(made, { kind: 'availability', flow: 'job' })).toBe(100);
  });

  test('retention that is shorter than the outage loses messages; visibility below the work repeats it', () => {
    const events = [{ at: 50, kind: 'workers-down', seconds: 500, title: 'Workers are down.' } as const];
    const jobs = [
      flow('job', { operation: 'write', once: true, work: { worker: { ms: 40_000, cv2: 0.5 } } }),
    ];
    const made = (
      queue: Record<string, number>,
      worker: Record<string, boolean>,
      planned: typeof events | [],
    ) =>
      run(
        drawing(
          [
            ...[component('clients', 'clients'), api(), component('q', 'queue', queue)],
            component('w', 'worker', { replicas: 20, vcpu: 64, concurrency: 100, ...worker }),
          ],
          [connect('clients', 'api'), connect('api', 'q'), connect('q', 'w')],
        ),
        scenario(jobs, { job: 5 }, { events: [...planned], seconds: 700 }),
      );
    const short = { retentionHours: 0.1, visibilitySeconds: 600 };
    expect(measured(made(short, {}, events), { kind: 'lost', flow: 'job' })).toBeGreaterThan(500);
    const quick = { visibilitySeconds: 30 };
    expect(measured(made(quick, {}, []), { kind: 'duplicates', flow: 'job' })).toBeGreaterThan(1_000);
    expect(measured(made(quick, { idempotent: true }, []), { kind: 'duplicates', flow: 'job' })).toBe(0);
    expect(measured(made({ visibilitySeconds: 600 }, {}, []), { kind: 'duplicates', flow: 'job' })).toBe(0);
  });

  test('retries in three layers multiply when all fails, and a budget bounds them', () => {
    const three = (settings: Record<string, number>) =>
      run(
        drawing(
          [
            ...[component('clients', 'clients'), api()],
            ...[
              component('next', 'service', { replicas: 3, concurrency: 10_000 }),
              component('psp', 'provider'),
            ],
          ],
          [
            ...[connect('clients', 'api', settings), connect('api', 'next', settings)],
            connect('next', 'psp', { timeoutMs: 100, ...settings }),
          ],
        ),
        scenario(
          [flow('ask')],
          { ask: 5 },
          {
            providers: [{ id: 'psp', p50Ms: 20, p99Ms: 60, limitRps: 0, errorShare: 1, ambiguousShare: 0 }],
          },
        ),
      );
    const plain = three({ attempts: 3, backoffMs: 1 });
    const calls = plain.report().connections.find((one) => one.id === 'next-psp')?.rate[150] ?? 0;
    expect(calls / 5).toBeGreaterThan(24);
    expect(calls / 5).toBeLessThan(29);
    const bounded = three({ attempts: 3, backoffMs: 1, budgetPercent: 10 });
    const few = bounded.report().connections.find((one) => one.id === 'next-psp')?.rate[150] ?? 0;
    expect(few / 5).toBeLessThan(1.4);
  });

  test('a retried write happens twice where the answer was lost, unless it carries a key', () => {
    const pay = flow('pay', { operation: 'write', once: true });
    const given = scenario(
      [pay],
      { pay: 100 },
      {
        providers: [{ id: 'psp', p50Ms: 50, p99Ms: 200, limitRps: 0, errorShare: 0, ambiguousShare: 0.02 }],
      },
    );
    const paid = (settings: Record<string, number | boolean>) =>
      measured(
        run(
          drawing(
            [component('clients', 'clients'), api(), component('psp', 'provider')],
            [
              connect('clients', 'api', { timeoutMs: 0 }),
              connect('api', 'psp', { timeoutMs: 1_000, ...settings }),
            ],
          ),
          given,
        ),
        { kind: 'duplicates', flow: 'pay' },
      );
    expect(paid({ attempts: 1 })).toBe(0);
    expect(paid({ attempts: 3 })).toBeGreaterThan(200);
    expect(paid({ attempts: 3, idempotencyKey: true })).toBe(0);
    const queued = (settings: Record<string, number | boolean>) =>
      measured(
        run(
          drawing(
            [
              ...[
                component('clients', 'clients'),
                api(),
                component('psp', 'provider'),
                component('q', 'queue'),
              ],
              component('w', 'worker', { replicas: 4, concurrency: 64, idempotent: true }),
            ],
            [
              ...[connect('clients', 'api'), connect('api', 'q'), connect('q', 'w')],
              connect('w', 'psp', { timeoutMs: 1_000, ...settings }),
            ],
          ),
          given,
        ),
        { kind: 'duplicates', flow: 'pay' },
      );
    // A worker that recognises its messages does not know what became of its call.
    expect(queued({ attempts: 1 })).toBeGreaterThan(200);
    expect(queued({ attempts: 1, idempotencyKey: true })).toBe(0);
  });

  test('a database fails over: how long it is gone, and what an asynchronous standby did not have', () => {
    const events = [{ at: 100, kind: 'zone-lost', zone: 'a', title: 'Zone a is lost.' } as const];
    const write = flow('ask', { operation: 'write', deadlineMs: 2_000 });
    const with_ = (standby: string) =>
      run(
        drawing(
          [component('clients', 'clients'), api({ replicas: 30 }), component('db', 'sql', { standby })],
          [connect('clients', 'api'), connect('api', 'db')],
        ),
        scenario([write], { ask: 200 }, { events, seconds: 300 }),
      );
    const lost: Measure = { kind: 'lost', flow: 'ask' };
    expect(measured(with_('sync'), lost)).toBe(0);
    expect(measured(with_('async'), lost)).toBeGreaterThan(150);
    expect(measured(with_('sync'), available, [105, 140])).toBeLessThan(5);
    expect(measured(with_('sync'), available, [160, 300])).toBe(100);
    expect(measured(with_('none'), available, [160, 300])).toBe(0);
  });

  test('a cache takes what its memory and the popularity allow, and a lost node shows at the database', () => {
    const read = flow('ask', {
      ...{
        cacheable: 'shared',
        popularity: { exponent: 0.9, objects: 1_000_000, objectKb: 10 },
        needs: ['sql'],
      },
    });
    const events = [{ at: 100, kind: 'cache-node-lost', title: 'A cache node is lost.' } as const];
    const cached = (settings: Record<string, number | boolean>) =>
      run(
        drawing(
          [
            ...[component('clients', 'clients'), api({ replicas: 60 }), component('db', 'sql', { vcpu: 64 })],
            component('cache', 'cache', { ttlSeconds: 86_400, coalescing: true, ...settings }),
          ],
          [connect('clients', 'api'), connect('api', 'db'), connect('api', 'cache')],
        ),
        scenario([read], { ask: 5_000 }, { events }),
      );
    const tenth = cached({ nodes: 1, memoryGb: 1 });
    // A tenth of the objects gives about 0.63 of the hits at this size, not 0.9.
    expect(measured(tenth, { kind: 'rate', component: 'sql' }, [0, 100])).toBeGreaterThan(1_600);
    expect(measured(tenth, { kind: 'rate', component: 'sql' }, [0, 100])).toBeLessThan(2_100);
    const atLoss = (made: LoadRun) => measured(made, { kind: 'rate', component: 'sql' }, [100, 130]) ?? 0;
    expect(atLoss(tenth)).toBeGreaterThan(4_500);
    expect(atLoss(cached({ nodes: 10, memoryGb: 0.5 }))).toBeLessThan(1_600);
    expect(atLoss(cached({ nodes: 3, memoryGb: 2, copies: true }))).toBeLessThan(1_200);
  });

  test('one object that all want: its expiry sends them all to the database, unless misses are coalesced', () => {
    const read = flow('ask', {
      ...{ cacheable: 'shared', popularity: { exponent: 0, objects: 1, objectKb: 10 }, needs: ['sql'] },
      work: { sql: { ms: 25, cv2: 1 }, service: { ms: 1, cv2: 1 } },
    });
    const cached = (coalescing: boolean) =>
      run(
        drawing(
          [
            ...[component('clients', 'clients'), api({ replicas: 60 }), component('db', 'sql', { vcpu: 16 })],
            component('cache', 'cache', { ttlSeconds: 5, coalescing }),
          ],
          [connect('clients', 'api'), connect('api', 'db'), connect('api', 'cache')],
        ),
        scenario([read], { ask: 20_000 }),
      );
    // 20,000/s for the 25 ms of one fetch are 500 at once, for which there are 200 connections.
    expect(measured(cached(false), available)).toBeLessThan(99.9);
    expect(measured(cached(true), available)).toBe(100);
    expect(measured(cached(true), { kind: 'rate', component: 'sql' })).toBeLessThan(1);
  });

  test('a limit for each caller spares the others, a limit for all does not', () => {
    const flows = [flow('ask', { callers: 400 }), flow('noisy', { callers: 1 })];
    const limited = (limit: string, limitRps: number) =>
      run(
        drawing(
          [
            component('clients', 'clients'),
            component('gw', 'gateway', { limit, limitRps }),
            api({ replicas: 40, vcpu: 2 }),
          ],
          [connect('clients', 'gw'), connect('gw', 'api')],
        ),
        scenario(flows, { ask: 2_000, noisy: 3_000 }),
      );
    expect(measured(limited('key', 20), available)).toBe(100);
    expect(measured(limited('key', 20), { kind: 'accepted', flow: 'noisy' })).toBeLessThan(30);
    expect(measured(limited('global', 2_000), available)).toBeLessThan(60);
  });

  test('how old an answer may be: copies and replicas on the worst way', () => {
    const read = flow('ask', {
      ...{ cacheable: 'shared', popularity: { exponent: 0.9, objects: 1_000, objectKb: 1 }, needs: ['sql'] },
    });
    const made = run(
      drawing(
        [
          ...[component('clients', 'clients'), component('edge', 'cdn', { ttlSeconds: 20 }), api()],
          ...[component('cache', 'cache', { ttlSeconds: 30 }), component('db', 'sql')],
          component('copies', 'replica'),
        ],
        [
          ...[connect('clients', 'edge'), connect('edge', 'api'), connect('api', 'cache')],
          ...[connect('api', 'copies'), connect('api', 'db'), connect('db', 'copies')],
        ],
      ),
      scenario([read], { ask: 100 }, { replicaLagSeconds: 2, seconds: 60 }),
    );
    expect(measured(made, { kind: 'staleness', flow: 'ask' })).toBe(52);
    expect(measured(made, { kind: 'completion', flow: 'ask', quantile: 0.5 })).toBeLessThan(0.1);
  });

  test('a service that only hands over is spared the work; a function and a rollout cut off what takes too long', () => {
    const job = flow('job', {
      ...{ operation: 'write', deadlineMs: 600_000, handOver: { ms: 2, cv2: 1 } },
      work: {
        service: { ms: 60_000, cv2: 0.5 },
        worker: { ms: 60_000, cv2: 0.5 },
        function: { ms: 60_000, cv2: 0.5 },
      },
    });
    const busy = (
      components: LoadDesign['components'],
      connections: LoadDesign['connections'],
      events: LoadEvent[] = [],
    ) =>
      run(
        drawing(
          [component('clients', 'clients'), api({ replicas: 40, vcpu: 4 }), ...components],
          [connect('clients', 'api', { timeoutMs: 0 }), ...connections],
        ),
        scenario([job], { job: 1 }, { events, seconds: 400, functionLimitSeconds: 40 }),
      );
    const work: Measure = { kind: 'utilisation', component: 'service' };
    const handed = busy(
      [
        component('q', 'queue', { visibilitySeconds: 3_600 }),
        component('w', 'worker', { replicas: 40, vcpu: 4, concurrency: 4 }),
      ],
      [connect('api', 'q'), connect('q', 'w')],
    );
    expect(measured(busy([], []), work)).toBeGreaterThan(20);
    expect(measured(handed, work)).toBeLessThan(1);
    // A lognormal of 60 s with this variation: one in twenty takes more than twice that.
    expect(measured(handed, { kind: 'completion', flow: 'job', quantile: 0.95 }, [0, 200])).toBeGreaterThan(
      110,
    );
    const good: Measure = { kind: 'availability', flow: 'job' };
    const rollout: LoadEvent = {
      at: 0,
      kind: 'rollout',
      everySeconds: 300,
      title: 'A rollout every five minutes.',
    };
    expect(measured(busy([], [], [rollout]), good)).toBeLessThan(96);
    expect(measured(busy([], []), good)).toBeGreaterThan(99.9);
    const functions = busy([component('f', 'function')], [connect('api', 'f', { timeoutMs: 0 })]);
    expect(measured(functions, good)).toBeLessThan(50);
  });

  test('what is wrong with a drawing is said, and its flow gets nothing', () => {
    const made = run(
      drawing([component('clients', 'clients'), component('lb', 'balancer')], [connect('clients', 'lb')]),
      scenario([flow('ask', { needs: ['sql'] })], { ask: 10 }),
    );
    expect(made.problems.map((problem) => problem.text)).toEqual([
      'ask: lb passes it on to nobody',
      'ask: never reaches a component of the kind “SQL database”',
    ]);
    expect(measured(made, available)).toBe(0);
  });

  test('a drawing in which one request calls without end costs no more time: fewer requests are followed', () => {
    const row = Array.from({ length: 50 }, (_, index) => component(`s${index}`, 'service'));
    const chain = drawing(
      [component('clients', 'clients'), ...row],
      [
        connect('clients', 's0', { attempts: 6 }),
        ...row.slice(1).map(({ id }, index) => connect(`s${index}`, id, { attempts: 6, timeoutMs: 2 })),
      ],
    );
    const given = scenario(
      Array.from({ length: 8 }, (_, index) => flow(`f${index}`, { clientAttempts: 6 })),
      { f0: 10 },
      { seconds: 900 },
    );
    const start = { scenario: given, profile: 'steady', seed };
    const followed = (design: LoadDesign) =>
      new LoadRun({ design, start: design, ...start }).records[0]?.samples ?? 0;
    expect(followed(chain)).toBeLessThan(8);
    expect(followed(simple(api()))).toBeGreaterThanOrEqual(24);
  });

  test('more of anything is dearer', () => {
    const given = scenario([flow('ask', { work: tenMs })], { ask: 100 });
    const cost = (settings: Record<string, number>) =>
      measured(run(simple(api(settings)), given), { kind: 'cost' }) ?? 0;
    expect(cost({ replicas: 4 })).toBeGreaterThan(cost({ replicas: 3 }));
    expect(cost({ vcpu: 2 })).toBeGreaterThan(cost({ vcpu: 1 }));
  });
});
