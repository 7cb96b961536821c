import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { Arrival, WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

type Role = 'healthy' | 'slow' | 'dead' | 'gone' | 'shared';

interface Hook {
  id: string;
  endpoint: string;
  aggregate: string;
  number: number;
}

export default ({ broken, held, latency, online }: WorldTools): WorldDefinition => {
  const wellAgainAt = 20_000;
  const openPerEndpointMax = 2;
  const openPerReplicaMax = 4;
  const attemptsMax = 12;
  const pauseMaxMs = 15_000;
  const spreadMinMs = 400;
  const sharedCount = 5;

  // What an endpoint is like cannot be read from its name, and a seed takes others than the next.
  const roles: readonly Role[] = ['healthy', 'shared', 'healthy', 'dead', 'shared', 'slow', 'gone', 'dead'];
  const roleOf = (endpoint: string): Role => {
    const number = Number(endpoint.split('-')[1]);
    return roles[(Math.imul(number, 0x9e3779b1) >>> 17) % roles.length] ?? 'healthy';
  };
  const endpoints = Array.from({ length: 400 }, (_, n) => `hook-${n + 100}`);
  const ofRole = (role: Role) => endpoints.filter((endpoint) => roleOf(endpoint) === role);
  const pools: Record<Role, string[]> = {
    healthy: ofRole('healthy'),
    slow: ofRole('slow'),
    dead: ofRole('dead'),
    gone: ofRole('gone'),
    shared: ofRole('shared'),
  };

  const isCall = (event: TraceEvent) => event.op === 'http.call' && event.outcome === 'call';
  const isReply = (event: TraceEvent) => event.op === 'http.call' && event.outcome !== 'call';
  const isEnd = (event: TraceEvent) => event.part === 'process' && event.outcome === 'fault';
  const isDelivered = (event: TraceEvent) => event.part === 'endpoints' && event.op === 'delivered';
  const isSent = (event: TraceEvent) => event.part === 'queue' && event.op === 'sent';
  const hookOf = (event: TraceEvent) => event.data.body as unknown as Hook;

  /** Events that can be delivered and were not. */
  const delivered: Rule = online(() => {
    const due = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (isSent(event)) {
          const role = roleOf(hookOf(event).endpoint);
          if (role !== 'dead' && role !== 'gone') due.set(hookOf(event).id, event);
        }
        if (isDelivered(event)) due.delete(event.key);
        return null;
      },
      end() {
        const [first] = due;
        return first === undefined ? null : broken(`${first[0]} was never delivered`, first[1]);
      },
    };
  });

  const prompt: Rule = {
    ...latency(() => null, 0.9, 2_000),
    begin() {
      const sent = new Map<string, number>();
      const samples: number[] = [];
      return {
        on(event) {
          if (isSent(event) && roleOf(hookOf(event).endpoint) === 'healthy')
            sent.set(hookOf(event).id, event.t);
          const at = sent.get(event.key);
          if (!isDelivered(event) || at === undefined) return;
          samples.push(event.t - at);
          sent.delete(event.key);
        },
        // What never arrived took until the end.
        finish(_state, endedAt) {
          for (const at of sent.values()) samples.push(endedAt - at);
          return { ...held, samples };
        },
      };
    },
  };

  const order: Rule = online(() => {
    const last = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (!isDelivered(event)) return null;
        const aggregate = String(event.data.aggregate);
        const number = Number(event.data.number);
        const before = last.get(aggregate);
        const highest = before === undefined ? 0 : Number(before.data.number);
        if (number > highest + 1)
          return broken(
            `${event.key} was delivered before event ${number - 1} of ${aggregate}`,
            before,
            event,
          );
        if (number > highest) last.set(aggregate, event);
        return null;
      },
    };
  });

  const slots: Rule = online(() => {
    const open = new Map<number, TraceEvent>();
    return {
      on(event) {
        if (isReply(event)) open.delete(event.cause);
        if (isEnd(event) && event.op !== 'pause') {
          for (const [id, call] of open) if (call.replica === event.replica) open.delete(id);
        }
        if (!isCall(event)) return null;
        open.set(event.id, event);
        const calls = [...open.values()];
        const same = calls.filter((call) => hookOf(call).endpoint === hookOf(event).endpoint);
        if (same.length > openPerEndpointMax)
          return broken(`${same.length} calls to ${hookOf(event).endpoint} are open`, same[0], event);
        const own = calls.filter((call) => call.replica === event.replica);
        return own.length <= openPerReplicaMax
          ? null
          : broken(`${own.length} calls of ${event.replica} are open`, own[0], event);
      },
    };
  });

  const backsOff: Rule = online(() => {
    const tries = new Map<string, { count: number; last: TraceEvent; endedAt: number | null }>();
    return {
      on(event) {
        if (isReply(event)) {
          for (const one of tries.values()) if (one.last.id === event.cause) one.endedAt ??= event.t;
        }
        if (isEnd(event)) {
          for (const one of tries.values()) if (one.last.replica === event.replica) one.endedAt ??= event.t;
        }
        if (!isCall(event)) return null;
        const { id } = hookOf(event);
        const before = tries.get(id);
        const count = (before?.count ?? 0) + 1;
        tries.set(id, { count, last: event, endedAt: null });
        if (before === undefined) return null;
        if (count > attemptsMax) return broken(`${id} is tried for the ${count}th time`, before.last, event);
        const leastMs = Math.min(500 * 2 ** (count - 2), pauseMaxMs);
        if (before.endedAt === null) return broken(`${id} is tried twice at once`, before.last, event);
        const pauseMs = event.t - before.endedAt;
        return pauseMs >= leastMs
          ? null
          : broken(
              `attempt ${count} of ${id} comes ${Math.round(pauseMs)} ms after the one before, not ${leastMs} ms`,
              before.last,
              event,
            );
      },
    };
  });

  /** How far apart the second attempts lie of what failed at one moment; in the median of the runs. */
  const spread: Rule = {
    begin() {
      const calls = new Map<string, number[]>();
      return {
        on(event) {
          if (!isCall(event) || roleOf(hookOf(event).endpoint) !== 'shared') return;
          const { id } = hookOf(event);
          calls.set(id, [...(calls.get(id) ?? []), event.t]);
        },
        finish() {
          const second = [...calls.values()].flatMap((times) => times[1] ?? []);
          // A replica that had some of them crashed, or nobody tried again: says nothing, or the worst.
          const apart = second.length === 0 ? 0 : Math.max(...second) - Math.min(...second);
          return { ...held, samples: [second.length < sharedCount ? 0 : apart] };
        },
      };
    },
    pooled(samples) {
      const sorted = [...samples].sort((a, b) => a - b);
      const value = sorted[Math.floor(sorted.length / 2)] ?? 0;
      return {
        held: value >= spreadMinMs,
        value,
        message: `second attempts lie apart by ${Math.round(value)} ms in the median, at least ${spreadMinMs} ms expected`,
      };
    },
  };

  /** Counts answers that came back; a process that dies with one in hand costs one more call, nobody else has read it. */
  const gone: Rule = online(() => {
    const answering = new Map<number, string>();
    const answered = new Map<string, TraceEvent>();
    let crashes = 0;
    let again = 0;
    return {
      on(event) {
        if (isEnd(event)) crashes += 1;
        if (event.part === 'endpoints' && event.op === 'nobody') answering.set(event.cause, event.key);
        const nobody = isReply(event) && event.outcome === 'ok' ? answering.get(event.cause) : undefined;
        if (nobody !== undefined && !answered.has(nobody)) answered.set(nobody, event);
        if (!isCall(event)) return null;
        const { endpoint } = hookOf(event);
        const before = answered.get(endpoint);
        if (before === undefined || event.t <= before.t + 1_000) return null;
        again += 1;
        return again <= crashes
          ? null
          : broken(`${endpoint} had answered 410 and is called again`, before, event);
      },
    };
  });

  return {
    durationMs: 30_000,
    settleMs: 80_000,
    replicas: 3,
    kv: {},
    sql: { tables: { event: { pk: 'id' } } },
    queues: { events: { visibilityMs: 15_000 } },
    dependencies: {
      endpoints: {
        latency(request) {
          const role = roleOf(request.path.slice(1));
          if (role === 'dead') return { const: 3_600_000 };
          if (role === 'shared') return { p50: 40, p99: 80 };
          return role === 'slow' ? { p50: 6_000, p99: 8_000 } : { p50: 60, p99: 400 };
        },
        handle(request, _state, effect, now) {
          const { id, endpoint, aggregate, number } = request.body as unknown as Hook;
          const role = roleOf(request.path.slice(1));
          if (role === 'gone') {
            effect('nobody', endpoint);
            return { status: 410 };
          }
          if (role === 'shared' && now < wellAgainAt) return { status: 503 };
          effect('delivered', id, { aggregate, number });
          return { status: 200 };
        },
      },
    },
    arrivals(draw) {
      const arrivals: Arrival[] = [];
      const chosen = (role: Role, count: number) => {
        const pool = pools[role];
        const first = Math.floor(draw(`${role} endpoints`, 0) * pool.length);
        return Array.from({ length: count }, (_, n) => pool[(first + n) % pool.length] ?? '');
      };
      /** So many events of one aggregate, a moment apart. */
      const send = (endpoint: string, aggregate: string, at: number, count: number, apartMs: number) => {
        for (let number = 1; number <= count; number += 1) {
          const name = `${endpoint}-${aggregate}`;
          const body = { id: `${name}-${number}`, endpoint, aggregate: name, number };
          arrivals.push({ queue: 'events', at: at + (number - 1) * apartMs, body });
        }
      };
      const time = (purpose: string, n: number, from: number, to: number) =>
        from + (to - from) * draw(purpose, n);
      chosen('dead', 2).forEach((endpoint, i) => {
        for (let n = 0; n < 3; n += 1) send(endpoint, `o${n}`, time('dead', i * 3 + n, 500, 5_000), 1, 0);
      });
      chosen('slow', 1).forEach((endpoint) => {
        send(endpoint, 'o0', time('slow', 0, 1_000, 6_000), 3, 400);
      });
      chosen('gone', 1).forEach((endpoint) => {
        for (let n = 0; n < 3; n += 1)
          send(endpoint, `o${n}`, 2_000 + time('gone', n, n, n + 1) * 7_000, 1, 0);
      });
      chosen('shared', sharedCount).forEach((endpoint, n) => {
        send(endpoint, 'o0', 12_000 + time('shared', n, 0, 20), 1, 0);
      });
      chosen('healthy', 5).forEach((endpoint, i) => {
        send(endpoint, 'o0', time('healthy', i * 2, 4_000, 28_000), 3, 120);
        send(endpoint, 'o1', time('healthy', i * 2 + 1, 4_000, 28_000), 2, 120);
      });
      return arrivals;
    },
    faults: [
      { kind: 'crash', rate: 0.004, most: 2, restart: [1_000, 3_000] },
      { kind: 'dependency', name: 'endpoints', fail: { '503': 0.02, timeoutAfter: 0.01 } },
    ],
    invariants: [
      {
        name: 'delivered',
        title: 'At the end every event of an endpoint that works again has been delivered',
        kind: 'usefulness',
        weight: 0.2,
        rule: delivered,
      },
      {
        name: 'prompt',
        title: 'Healthy endpoints get nine in ten of their events within 2 s',
        kind: 'performance',
        weight: 0.2,
        rule: prompt,
      },
      {
        name: 'order',
        title: 'The events of an aggregate are delivered in their order',
        kind: 'safety',
        weight: 0.2,
        rule: order,
      },
      {
        name: 'slots',
        title: 'At most 2 calls to one endpoint are open at a time, and at most 4 of one replica',
        kind: 'safety',
        weight: 0.1,
        rule: slots,
      },
      {
        name: 'backs-off',
        title: 'An event is tried at most 12 times, and the pauses between its attempts grow',
        kind: 'safety',
        weight: 0.1,
        rule: backsOff,
      },
      {
        name: 'spread',
        title: 'What failed at one moment is not tried again at one moment',
        kind: 'performance',
        weight: 0.1,
        rule: spread,
      },
      {
        name: 'gone',
        title: 'Whoever answered 410 is not called again',
        kind: 'safety',
        weight: 0.1,
        rule: gone,
      },
    ],
  };
};
