import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, online }: WorldTools): WorldDefinition => {
  const graceMs = 18_000;
  const soonMs = 13_000;
  const takingMs = 3_000;
  /** Longer than any answer that does come. */
  const hungMs = 4_000;

  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  /** `r2` of the event that tells replica 2 to stop, else null. */
  const toldToStop = (event: TraceEvent) =>
    event.part === 'fault' && event.op === 'term' ? String(event.data.what).slice(0, 2) : null;

  const unnoticed: Rule = online(() => ({
    on(event) {
      if (!isAnswer(event) || event.outcome === '200') return null;
      const ms = Number(event.data.ms);
      // A client that waited for long had met a call that hangs: 503 is the best that it can get.
      const isHung = ms > hungMs && (event.outcome === '503' || event.outcome === 'timeout');
      return isHung ? null : broken(`A request came to ${event.outcome} after ${Math.round(ms)} ms`, event);
    },
  }));

  const exits: Rule = online(() => ({
    on: (event) =>
      event.part === 'process' && event.op === 'kill'
        ? broken(`${event.replica} was still there and was killed`, event)
        : null,
  }));

  const soon: Rule = online(() => {
    const told = new Map<string, TraceEvent>();
    return {
      on(event) {
        const replica = toldToStop(event);
        if (replica !== null) told.set(replica, event);
        if (event.part !== 'process' || event.replica === null) return null;
        const since = told.get(event.replica);
        if (since === undefined || (event.op !== 'exit' && event.op !== 'kill')) return null;
        told.delete(event.replica);
        return event.t <= since.t + soonMs
          ? null
          : broken(`${event.replica} went after ${((event.t - since.t) / 1_000).toFixed(1)} s`, since, event);
      },
    };
  });

  const stopsTaking: Rule = online(() => {
    const told = new Map<string, TraceEvent>();
    return {
      on(event) {
        const replica = toldToStop(event);
        if (replica !== null) told.set(replica, event);
        if (event.part === 'process' && event.op === 'start' && event.replica !== null)
          told.delete(event.replica);
        if (event.part !== 'queue' || event.op !== 'received' || event.replica === null) return null;
        const since = told.get(event.replica);
        return since === undefined || event.t <= since.t + takingMs
          ? null
          : broken(`${event.replica} received ${event.key} though it was told to stop`, since, event);
      },
    };
  });

  const jobs: Rule = online((state) => {
    const sent = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (event.part !== 'queue') return null;
        if (event.op === 'sent') sent.set(String((event.data.body as { job?: string }).job), event);
        return event.op === 'received' && Number(event.data.receives) > 1
          ? broken(`${event.key} came a second time`, event)
          : null;
      },
      end() {
        const done = new Set([...state.rows('results').values()].map((row) => row.job));
        for (const [job, event] of sent) if (!done.has(job)) return broken(`${job} has no row`, event);
        return null;
      },
    };
  });

  const useful: Rule = online(() => {
    let all = 0;
    let good = 0;
    return {
      on(event) {
        if (!isAnswer(event)) return null;
        if (event.outcome === '200') good += 1;
        if (event.outcome === '200' || Number(event.data.ms) <= hungMs) all += 1;
        return null;
      },
      end: () =>
        good > 0 && good >= 0.95 * all
          ? null
          : broken(`${good} of ${all} requests that did not hang were answered with 200`),
    };
  });

  return {
    durationMs: 64_000,
    settleMs: 45_000,
    replicas: 3,
    sql: { tables: { results: { pk: 'id' } } },
    queues: { jobs: { visibilityMs: 20_000, maxReceives: 10 } },
    dependencies: {
      prices: { latency: { p50: 200, p99: 1_000 }, handle: () => ({ status: 200, body: { price: 42 } }) },
    },
    clients: [
      {
        name: 'buyer',
        perSecond: () => 1.5,
        request: (n) => ({ key: `quote ${n}`, method: 'GET', path: '/quotes' }),
        timeoutMs: 40_000,
      },
    ],
    arrivals: (draw) =>
      Array.from({ length: 24 }, (_, n) => ({
        queue: 'jobs',
        at: 1_000 + n * 2_500 + draw('at', n) * 2_000,
        body: { job: `job ${n}`, ms: 1_000 + Math.floor(draw('ms', n) * 4_000) },
      })),
    faults: [
      { kind: 'dependency', name: 'prices', fail: { timeoutBefore: 0.04 } },
      ...[8_000, 26_000, 44_000].map((at, replica) => ({
        kind: 'term' as const,
        replica,
        at: [at, at + 2_000] as const,
        graceMs,
        restart: [1_000, 2_000] as const,
      })),
    ],
    invariants: [
      {
        name: 'unnoticed',
        title: 'No request is refused, cut off or answered with an error, except those that hang',
        kind: 'safety',
        weight: 0.3,
        rule: unnoticed,
      },
      {
        name: 'exits',
        title: 'Every replica has exited before it is killed',
        kind: 'safety',
        weight: 0.15,
        rule: exits,
      },
      {
        name: 'soon',
        title: 'A replica is gone within 13 s of being told',
        kind: 'performance',
        weight: 0.1,
        rule: soon,
      },
      {
        name: 'stops-taking',
        title: 'From 3 s after it was told, a replica receives no new message',
        kind: 'safety',
        weight: 0.15,
        rule: stopsTaking,
      },
      {
        name: 'jobs',
        title: 'No message comes a second time, and every job has its row in the end',
        kind: 'safety',
        weight: 0.2,
        rule: jobs,
      },
      {
        name: 'useful',
        title: 'Nineteen of twenty requests that do not hang are answered with 200',
        kind: 'usefulness',
        weight: 0.1,
        rule: useful,
      },
    ],
  };
};
