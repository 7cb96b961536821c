import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';
import type { ClientDefinition } from '../../../simulation/world/traffic.ts';

export default ({ broken, online }: WorldTools): WorldDefinition => {
  const limit = 10;
  const windowMs = 10_000;
  /** A decision is made at the store and seen at the client a few milliseconds later. */
  const jitterMs = 150;
  const downMs = 3_000;
  const lossMs = 200;

  interface Answered {
    path: string;
    ms: number;
    sent: { tenant: string };
  }

  const answered = (event: TraceEvent) => event.data as unknown as Answered;
  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  const tenantOf = (event: TraceEvent) => answered(event).sent.tenant;

  /**
   * Admissions that the store knows of: while it is away it knows none, and of the last ones before it has no memory.
   * When the store failed is known only afterwards, so the windows are counted at the end.
   */
  const inWindow: Rule = online(() => {
    let failoverAt = Number.POSITIVE_INFINITY;
    const admissions = new Map<string, TraceEvent[]>();
    return {
      on(event) {
        if (event.op === 'kvFailover') failoverAt = event.t;
        if (!isAnswer(event) || event.outcome !== '200') return null;
        const list = admissions.get(tenantOf(event)) ?? [];
        list.push(event);
        admissions.set(tenantOf(event), list);
        return null;
      },
      end() {
        for (const [tenant, all] of admissions) {
          const known = all.filter(
            (event) =>
              event.t < failoverAt - lossMs || event.t - answered(event).ms > failoverAt + downMs + jitterMs,
          );
          for (let last = limit; last < known.length; last += 1) {
            const [from, to] = [known[last - limit], known[last]];
            if (from === undefined || to === undefined || to.t - from.t >= windowMs - jitterMs) continue;
            const within = ((to.t - from.t) / 1_000).toFixed(1);
            return broken(`${tenant}: more than ${limit} admitted within ${within} s`, from, to);
          }
        }
        return null;
      },
    };
  });

  const withinLimit: Rule = online(() => ({
    on(event) {
      if (!isAnswer(event) || event.outcome !== '429' || !tenantOf(event).startsWith('polite')) return null;
      return broken(`${tenantOf(event)} was refused though it never sends more than 9 in 10 s`, event);
    },
  }));

  const roundTrips: Rule = online(() => {
    let requests = 0;
    let calls = 0;
    let starts = 0;
    return {
      on(event) {
        if (event.part === 'client' && event.op === 'request') requests += 1;
        if (event.part === 'process' && event.op === 'start') starts += 1;
        if (event.part === 'kv' && event.outcome === 'call') calls += 1;
        // A new process may look at the store a few times before it decides anything.
        return calls <= 2 * requests + 5 * starts
          ? null
          : broken(`${calls} calls to the store for ${requests} requests`, event);
      },
    };
  });

  const memory: Rule = online((state) => ({
    on(event) {
      if (event.part !== 'kv' || event.outcome !== 'ok') return null;
      for (const [key, characters] of sizesByTenant(state.kvSizes())) {
        if (characters > 600) return broken(`The store keeps ${characters} characters for ${key}`, event);
      }
      return null;
    },
  }));

  /** A tenant's keys are those that hold its name. */
  function sizesByTenant(sizes: ReadonlyMap<string, number>): Map<string, number> {
    const sums = new Map<string, number>();
    for (const [key, size] of sizes) {
      const tenant = tenants.find((name) => key.includes(name)) ?? 'all tenants together';
      sums.set(tenant, (sums.get(tenant) ?? 0) + size);
    }
    return sums;
  }

  const outagePolicy: Rule = online(() => {
    let failoverAt = Number.POSITIVE_INFINITY;
    return {
      on(event) {
        if (event.op === 'kvFailover') failoverAt = event.t;
        if (!isAnswer(event) || event.replica === null) return null;
        if (event.outcome === 'reset' || event.outcome === 'refused') return null;
        const { path, ms } = answered(event);
        const begunAt = event.t - ms;
        if (begunAt < failoverAt + jitterMs || event.t > failoverAt + downMs - jitterMs) return null;
        const wanted = path === '/login' ? '503' : '200';
        return event.outcome === wanted
          ? null
          : broken(`${path} was answered with ${event.outcome} while the store was away`, event);
      },
    };
  });

  /** Within the limit and with the store there, everybody is admitted; a crash in between is nobody's answer. */
  const useful: Rule = online(() => {
    let failoverAt = Number.POSITIVE_INFINITY;
    const admitted = new Map<string, number>();
    return {
      on(event) {
        if (event.op === 'kvFailover') failoverAt = event.t;
        if (!isAnswer(event) || event.replica === null) return null;
        const tenant = tenantOf(event);
        if (event.outcome === '200') admitted.set(tenant, (admitted.get(tenant) ?? 0) + 1);
        if (event.outcome === '503' || event.outcome === '500' || event.outcome === 'timeout') {
          const begunAt = event.t - answered(event).ms;
          if (event.t < failoverAt || begunAt > failoverAt + downMs + jitterMs)
            return broken(`${tenant} was answered with ${event.outcome} while the store was there`, event);
        }
        return null;
      },
      end() {
        for (const tenant of tenants) {
          const count = admitted.get(tenant) ?? 0;
          if (count < 8) return broken(`${count} requests of ${tenant} were admitted, at least 8 expected`);
        }
        return null;
      },
    };
  });

  const tenants = ['polite-steady', 'polite-burst', 'greedy-bursts', 'greedy-steady'];

  /** So many requests within a few milliseconds, at a multiple of 100 ms. */
  const burst = (tenant: string, atMs: number, count: number): ClientDefinition => ({
    ...steady(tenant, atMs, Number.POSITIVE_INFINITY, 2_000),
    name: `${tenant} ${atMs}`,
    most: count,
  });

  const steady = (tenant: string, fromMs: number, toMs: number, perSecond: number): ClientDefinition => ({
    name: tenant,
    perSecond: (t) => (t >= fromMs && t < toMs ? perSecond : 0),
    request: (n, draw) => ({
      key: `${tenant} ${fromMs} ${n}`,
      method: 'POST',
      path: draw('route') < 0.5 ? '/login' : '/catalogue',
      body: { tenant },
    }),
    timeoutMs: 1_000,
  });

  return {
    durationMs: 40_000,
    settleMs: 2_000,
    replicas: 4,
    kv: {},
    clients: [
      // Three at a time, each 3.5 s: never more than 9 in 10 s.
      ...[1, 4.5, 8, 11.5, 15, 18.5, 22, 25.5, 29, 32.5, 36].map((s) => burst('polite-steady', s * 1_000, 3)),
      ...[5, 16, 27, 38].map((s) => burst('polite-burst', s * 1_000, 9)),
      // On both sides of a full ten seconds, and elsewhere.
      ...[9.2, 10.6, 20.8, 31.4].map((s) => burst('greedy-bursts', s * 1_000, 20)),
      steady('greedy-steady', 15_000, 23_000, 10),
    ],
    faults: [
      { kind: 'skew', withinMs: 2_000 },
      { kind: 'kvFailover', at: [16_500, 29_500], lossMs, downMs },
      { kind: 'crash', rate: 0.01, most: 3, restart: [1_000, 3_000] },
    ],
    invariants: [
      {
        name: 'window',
        title: 'In any 10 s at most 10 requests of one tenant are admitted',
        kind: 'safety',
        weight: 0.3,
        rule: inWindow,
      },
      {
        name: 'within-limit',
        title: 'A tenant that sends at most 9 requests in any 10 s is never refused',
        kind: 'safety',
        weight: 0.2,
        rule: withinLimit,
      },
      {
        name: 'round-trips',
        title: 'A decision takes at most two calls to the store',
        kind: 'performance',
        weight: 0.1,
        rule: roundTrips,
      },
      {
        name: 'memory',
        title: 'The store keeps less than 600 characters for one tenant',
        kind: 'performance',
        weight: 0.1,
        rule: memory,
      },
      {
        name: 'outage',
        title: 'While the store is away, /login refuses and /catalogue admits',
        kind: 'safety',
        weight: 0.15,
        rule: outagePolicy,
      },
      {
        name: 'useful',
        title: 'While the store is there, everybody gets a decision, and requests are admitted',
        kind: 'usefulness',
        weight: 0.15,
        rule: useful,
      },
    ],
  };
};
