/** Guarantee: a dependency's latency can depend on what is asked, so that one slow stranger makes no other slow. */
import { expect, it } from 'vitest';
import { seedKey } from '../../core/keyed-random.ts';
import type { WorldDefinition } from '../definition.ts';
import { runSeed } from '../run-seed.ts';
import { scriptedHost } from '../scripted-host.ts';

const world: WorldDefinition = {
  durationMs: 1_000,
  settleMs: 1_000,
  replicas: 1,
  dependencies: {
    strangers: {
      latency: ({ path }, now) => ({ const: path === '/slow' && now < 500 ? 700 : 20 }),
      handle: () => ({ status: 200 }),
    },
  },
  faults: [],
  invariants: [],
};

it('gives a call the latency of what it asks for, at the time it is asked', () => {
  const { trace } = runSeed(
    world,
    seedKey(new Uint8Array(), 1),
    scriptedHost(() => ({
      start(api) {
        const ask = (path: string, then?: () => void) =>
          api.call('http.call', ['strangers', { method: 'GET', path }, { timeout: 1_000 }], then);
        ask('/quick');
        // What is asked once the slow time is over comes quickly.
        ask('/slow', () => ask('/slow'));
      },
    })),
    { keepTrace: true },
  );
  const calls = (trace ?? []).filter(({ op, outcome }) => op === 'http.call' && outcome === 'call');
  const tookMs = calls.map((call) => {
    const reply = trace?.find(
      ({ cause, op, outcome }) => cause === call.id && op === 'http.call' && outcome === 'ok',
    );
    return Math.round((reply?.t ?? Number.NaN) - call.t);
  });
  expect(tookMs).toEqual([21, 701, 21]);
});
