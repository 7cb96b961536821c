import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';
import type { ClientDefinition } from '../../../simulation/world/traffic.ts';

export default ({ broken, latency, online, windowMax }: WorldTools): WorldDefinition => {
  const troubleFrom = 18_000;
  const troubleTo = 30_000;
  const ageMaxMs = 40_000;
  const firstWithinMs = 8_000;

  interface Answered {
    path: string;
    ms: number;
    body: { id?: string; asOf?: number } | null;
  }

  const answered = (event: TraceEvent) => event.data as unknown as Answered;
  const isAnswer = (event: TraceEvent) =>
    event.part === 'client' &&
    event.op === 'response' &&
    event.replica !== null &&
    event.outcome !== 'reset' &&
    event.outcome !== 'refused';
  const exists = (path: string) => path.startsWith('/items/i');
  const loadOf = (kind: 'existing' | 'unknown') => (event: TraceEvent) =>
    event.op === 'http.call' &&
    event.outcome === 'call' &&
    exists(event.key.split(' ')[2] ?? '') === (kind === 'existing');

  const young: Rule = online(() => ({
    on(event) {
      if (!isAnswer(event) || event.outcome !== '200') return null;
      const { path, body } = answered(event);
      if (body === null || typeof body.asOf !== 'number' || `/items/${body.id}` !== path)
        return broken(`${path} was answered with a body that the database never gave`, event);
      const ageMs = event.t - body.asOf;
      return ageMs <= ageMaxMs
        ? null
        : broken(`${path} was answered with a value that was ${Math.round(ageMs / 1_000)} s old`, event);
    },
  }));

  /** An item that was answered once is answered always. */
  const throughTrouble: Rule = online(() => {
    const known = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (!isAnswer(event)) return null;
        const { path, ms } = answered(event);
        if (!exists(path)) return null;
        const first = known.get(path);
        if (event.outcome === '200') {
          if (first === undefined) known.set(path, event);
          return null;
        }
        return first === undefined || first.t > event.t - ms
          ? null
          : broken(
              `${path} was answered with ${event.outcome} although it had been read before`,
              first,
              event,
            );
      },
    };
  });

  /** Everybody gets what there is, and soon; while the database is in trouble only what was known before counts. */
  const useful: Rule = online(() => {
    let good = 0;
    return {
      on(event) {
        if (!isAnswer(event)) return null;
        const { path, ms } = answered(event);
        const begunAt = event.t - ms;
        const inTrouble = event.t > troubleFrom && begunAt < troubleTo + firstWithinMs;
        const wanted = exists(path) ? '200' : '404';
        if (event.outcome === wanted && ms <= firstWithinMs) good += 1;
        else if (!inTrouble)
          return broken(`${path} was answered with ${event.outcome} after ${Math.round(ms)} ms`, event);
        return null;
      },
      end: () => (good >= 60 ? null : broken(`${good} good answers, at least 60 expected`)),
    };
  });

  const readers = (
    name: string,
    pathOf: (draw: (purpose: string) => number) => string,
    rate: (t: number) => number,
    most = Number.POSITIVE_INFINITY,
  ): ClientDefinition => ({
    name,
    perSecond: rate,
    most,
    request: (n, draw) => ({ key: `${name} ${n}`, method: 'GET', path: pathOf(draw) }),
    timeoutMs: 9_000,
  });

  const at = (ms: number) => (t: number) => (t >= ms ? 2_000 : 0);

  return {
    durationMs: 44_000,
    settleMs: 10_000,
    replicas: 6,
    kv: {},
    dependencies: {
      db: {
        latency: { p50: 300, p99: 600 },
        capacity: { workers: 8, queue: 8 },
        handle(request, _state, _effect, now) {
          const id = request.path.slice('/items/'.length);
          if (!exists(request.path)) return { status: 404 };
          return { status: 200, body: { id, asOf: now, name: `Item ${id}` } };
        },
      },
    },
    clients: [
      readers(
        'hot',
        (draw) => `/items/i${1 + Math.floor(draw('item') * 4)}`,
        () => 3.5,
      ),
      readers('rush-1', () => '/items/i7', at(3_000), 15),
      readers('rush-2', () => '/items/i8', at(12_000), 15),
      readers('rush-3', () => '/items/i7', at(36_000), 12),
      readers('unknown-1', () => '/items/x1', at(5_000), 12),
      readers('unknown-2', () => '/items/x2', at(40_000), 12),
    ],
    faults: [
      {
        kind: 'dependency',
        name: 'db',
        from: troubleFrom,
        to: troubleTo,
        latency: { p50: 5_000, p99: 9_000 },
        fail: { '503': 0.3 },
      },
      { kind: 'crash', rate: 0.01, most: 3, restart: [1_000, 3_000], from: 2_000 },
    ],
    invariants: [
      {
        name: 'loads',
        title: 'In any 9.5 s, the database is asked at most 4 times for one existing item',
        kind: 'safety',
        weight: 0.25,
        rule: windowMax(loadOf('existing'), (event) => event.key, 4, 9_500),
      },
      {
        name: 'unknown',
        title: 'In any 9.5 s, the database is asked at most 4 times for one item that does not exist',
        kind: 'safety',
        weight: 0.1,
        rule: windowMax(loadOf('unknown'), (event) => event.key, 4, 9_500),
      },
      {
        name: 'warm',
        title: 'Items that were read before are answered within 40 ms at the 99th percentile',
        kind: 'performance',
        weight: 0.15,
        rule: latency(
          (event) => {
            if (!isAnswer(event) || event.t < 8_000) return null;
            const { path, ms } = answered(event);
            return /^\/items\/i[1-4]$/u.test(path) ? ms : null;
          },
          0.99,
          40,
        ),
      },
      {
        name: 'age',
        title: 'No answer is older than 40 s',
        kind: 'safety',
        weight: 0.15,
        rule: young,
      },
      {
        name: 'brownout',
        title: 'Items that were answered once are answered always, also while the database is in trouble',
        kind: 'safety',
        weight: 0.2,
        rule: throughTrouble,
      },
      {
        name: 'useful',
        title: 'Everybody gets what there is within 8 s, as long as the database works',
        kind: 'usefulness',
        weight: 0.15,
        rule: useful,
      },
    ],
  };
};
