/**
 * Guarantee: clients come when their definition says and not before, a service refuses at a call's turn without taking
 * capacity for it, and a read replica has what was in the tables before the world began. Authors build on each.
 */
import { expect, it } from 'vitest';
import { seedKey } from '../core/keyed-random.ts';
import type { TraceEvent } from '../core/trace.ts';
import type { WorldDefinition } from './definition.ts';
import { runSeed } from './run-seed.ts';
import { type ScriptedProgram, scriptedHost } from './scripted-host.ts';
import { worldTools as w } from './tools.ts';
import type { Json } from './value.ts';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const invariants = [
  { name: 'any', title: 'Any', kind: 'usefulness', weight: 1, rule: w.usefulness(() => true, 1) },
] as const;

function events(definition: WorldDefinition, seed: number, program: ScriptedProgram): TraceEvent[] {
  const outcome = runSeed(
    definition,
    seedKey(new Uint8Array(), seed),
    scriptedHost(() => program),
    {
      keepTrace: true,
    },
  );
  expect(outcome.status).toBe('ok');
  return outcome.trace ?? [];
}

const isRequest = (event: TraceEvent) => event.part === 'client' && event.op === 'request';
const answering: ScriptedProgram = { request: (api, number) => api.respond(number, 200) };

const comers: WorldDefinition = {
  durationMs: 20_000,
  settleMs: 1_000,
  replicas: 1,
  clients: [
    {
      name: 'late',
      perSecond: (t) => (t >= 7_000 && t < 9_000 ? 5 : 0),
      request: (n) => ({ key: `late ${n}`, method: 'GET', path: '/' }),
      timeoutMs: 500,
    },
    {
      name: 'burst',
      perSecond: (t) => (t >= 15_000 ? 1_000 : 0),
      most: 3,
      request: (n) => ({ key: `burst ${n}`, method: 'GET', path: '/' }),
      timeoutMs: 500,
    },
    {
      name: 'never',
      perSecond: () => 0,
      request: (n) => ({ key: `never ${n}`, method: 'GET', path: '/' }),
      timeoutMs: 500,
    },
  ],
  faults: [],
  invariants: [...invariants],
};

it('lets nobody come while the rate is 0, and all of a burst when it is not', () => {
  let late = 0;
  for (const seed of seeds) {
    const requests = events(comers, seed, answering).filter(isRequest);
    const of = (name: string) => requests.filter(({ key }) => key.startsWith(name));
    expect(of('never')).toEqual([]);
    expect(of('burst').map(({ key }) => key)).toEqual(['burst 0', 'burst 1', 'burst 2']);
    for (const { t } of of('burst')) expect(t).toBeGreaterThanOrEqual(15_000);
    for (const { t } of of('late')) expect(t).toBeGreaterThanOrEqual(7_000);
    late += of('late').length;
  }
  // 5 a second for 2 s; one who was under way at the end of it may still come.
  expect(late / seeds.length).toBeGreaterThan(8);
  expect(late / seeds.length).toBeLessThan(13);
});

it('does not let other clients change when one comes', () => {
  const timesOf = (definition: WorldDefinition, seed: number) =>
    events(definition, seed, answering)
      .filter((event) => isRequest(event) && event.key.startsWith('late'))
      .map(({ t }) => t);
  const alone = { ...comers, clients: comers.clients?.slice(0, 1) ?? [] };
  for (const seed of seeds) expect(timesOf(alone, seed)).toEqual(timesOf(comers, seed));
});

/** One call at a time, 100 ms each; whoever has waited for 250 ms is sent away. */
const counter: WorldDefinition = {
  durationMs: 1_000,
  settleMs: 10_000,
  replicas: 1,
  dependencies: {
    desk: {
      latency: { const: 100 },
      capacity: { workers: 1, queue: 20 },
      admit: (request, { effect, waitedMs }) => {
        if (waitedMs <= 250) return null;
        effect('sent-away', request.path);
        return { status: 429, headers: { 'retry-after': '1' } };
      },
      handle: (request, _state, effect) => {
        effect('served', request.path);
        return { status: 200 };
      },
    },
  },
  faults: [],
  invariants: [...invariants],
};

it('asks at a call’s turn whether it is still wanted, and takes no time for one that is not', () => {
  const statuses: number[] = [];
  const asking: ScriptedProgram = {
    start(api) {
      for (let n = 0; n < 10; n += 1) {
        const request = { method: 'GET', path: `/${n}` };
        api.call('http.call', ['desk', request, { timeout: 5_000 }], (answer: Json) => {
          statuses.push((answer as { status: number }).status);
        });
      }
    },
  };
  const seen = events(counter, 1, asking);
  const at = (op: string) =>
    seen.filter((event) => event.op === op).map(({ key, t }) => [key, Math.round(t)]);
  // Three have waited for at most 200 ms; at 300 ms the other seven are sent away, all at once.
  expect(at('served').map(([key]) => key)).toEqual(['/0', '/1', '/2']);
  expect(at('sent-away').map(([key]) => key)).toEqual(['/3', '/4', '/5', '/6', '/7', '/8', '/9']);
  expect(new Set(at('sent-away').map(([, t]) => t)).size).toBe(1);
  expect(statuses.sort()).toEqual([200, 200, 200, 429, 429, 429, 429, 429, 429, 429]);
});

it('goes on with the next call after one that it sent away', () => {
  const paths: string[] = [];
  const ask = (api: Parameters<NonNullable<ScriptedProgram['start']>>[0], path: string) =>
    api.call('http.call', ['desk', { method: 'GET', path }, { timeout: 5_000 }], (answer: Json) => {
      paths.push(`${path} ${(answer as { status: number }).status}`);
    });
  const asking: ScriptedProgram = {
    start(api) {
      for (let n = 0; n < 5; n += 1) ask(api, `/early-${n}`);
      api.call('clock.sleep', [260], () => ask(api, '/later'));
    },
  };
  events(counter, 1, asking);
  expect(paths).toHaveLength(6);
  expect(paths).toContain('/early-4 429');
  expect(paths).toContain('/later 200');
});

it('has the rows of the beginning on read replicas from the beginning, and later ones after their lag', () => {
  const definition: WorldDefinition = {
    durationMs: 20_000,
    settleMs: 1_000,
    replicas: 1,
    sql: {
      tables: { notes: { pk: 'id' } },
      rows: { notes: [{ id: 'n1', text: 'first' }] },
      replicaLag: { p50: 3_000, p99: 5_000 },
    },
    faults: [],
    invariants: [...invariants],
  };
  for (const seed of seeds) {
    const read: Json[] = [];
    const look = (api: Parameters<NonNullable<ScriptedProgram['start']>>[0], then: () => void) =>
      api.call('sql.replicaRead', [0, 'get', 'notes', 'n1', {}], (row: Json) => {
        read.push((row as { text: string } | null)?.text ?? null);
        then();
      });
    events(definition, seed, {
      start(api) {
        look(api, () =>
          api.call('sql.update', [null, 'notes', { id: 'n1' }, { text: 'second' }, {}], () =>
            look(api, () => api.call('clock.sleep', [15_000], () => look(api, () => undefined))),
          ),
        );
      },
    });
    expect(read).toEqual(['first', 'first', 'second']);
  }
});
