import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, implies, online, orderedBy, windowMax }: WorldTools): WorldDefinition => {
  const outageFrom = 12_000;
  const outageTo = 28_000;
  /** Leases run out and processes start again within a few seconds, also three times in a row. */
  const publishWithinMs = 20_000;

  interface Written {
    table: string;
    pk: string;
    row: { state?: string } | null;
  }

  const written = (event: TraceEvent) => event.data as unknown as Written;
  const isPublished = (event: TraceEvent) => event.part === 'bus' && event.op === 'published';

  /** `o-3 OrderPlaced` for the commit of an order, `o-3 OrderCancelled` for that of a cancellation, else null. */
  function committed(event: TraceEvent): string | null {
    if (event.part !== 'sql' || event.outcome !== 'effect') return null;
    const { table, pk, row } = written(event);
    if (table !== 'orders' || row === null) return null;
    if (event.op === 'inserted') return `${pk} OrderPlaced`;
    return event.op === 'updated' && row.state === 'cancelled' ? `${pk} OrderCancelled` : null;
  }

  const publishedInTime: Rule = online(() => {
    const commits = new Map<string, TraceEvent>();
    const published = new Set<string>();
    return {
      on(event) {
        const key = committed(event);
        if (key !== null && !commits.has(key)) commits.set(key, event);
        if (!isPublished(event) || published.has(event.key)) return null;
        published.add(event.key);
        const commit = commits.get(event.key);
        if (commit === undefined) return null;
        const due = dueAt(commit.t);
        return event.t <= due
          ? null
          : broken(`${event.key} was published ${seconds(event.t - due)} too late`, commit, event);
      },
      end(endedAt) {
        for (const [key, commit] of commits) {
          if (!published.has(key) && endedAt > dueAt(commit.t))
            return broken(`${key}, committed at ${seconds(commit.t)}, was never published`, commit);
        }
        return null;
      },
    };
  });

  function dueAt(t: number): number {
    return (t > outageFrom - publishWithinMs && t < outageTo ? Math.max(t, outageTo) : t) + publishWithinMs;
  }

  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

  /** Each acceptance beyond the first must have a reason: an outcome that nobody knew, or a crash. */
  const fewRepetitions: Rule = online(() => {
    const accepted = new Map<string, number>();
    const unknown = new Map<string, number>();
    let crashes = 0;
    const calls = new Map<number, string>();
    return {
      on(event) {
        if (event.part === 'process' && event.op !== 'start') crashes += 1;
        if (event.op === 'http.call' && event.outcome === 'call') {
          const { order, type } = (event.data as { body?: { order?: string; type?: string } }).body ?? {};
          calls.set(event.id, `${order} ${type}`);
        } else if (event.op === 'http.call' && event.outcome !== 'ok') {
          const key = calls.get(event.cause) ?? '';
          unknown.set(key, (unknown.get(key) ?? 0) + 1);
        }
        if (!isPublished(event)) return null;
        const times = (accepted.get(event.key) ?? 0) + 1;
        accepted.set(event.key, times);
        const reasons = crashes + (unknown.get(event.key) ?? 0);
        return times <= 1 + reasons
          ? null
          : broken(`${event.key} was published ${times} times, with ${reasons} reasons to repeat it`, event);
      },
    };
  });

  /** Answers that come from a running replica, and whether each is true of the table. */
  const trueAnswers: Rule = online((state) => {
    let all = 0;
    let proper = 0;
    const placed = new Set<string>();
    return {
      on(event) {
        if (event.part !== 'client' || event.op !== 'response') return null;
        if (event.replica === null || event.outcome === 'reset' || event.outcome === 'refused') return null;
        all += 1;
        const { path, sent } = event.data as { path: string; sent: { order: string } };
        const row = state.rows('orders').get(sent.order);
        const status = Number(event.outcome);
        if (path === '/orders' ? status === 201 || status === 409 : status === 200 || status === 404)
          proper += 1;
        if (path === '/orders' && status === 201) {
          if (row === undefined) return broken(`${sent.order} was answered with 201 and is not there`, event);
          placed.add(sent.order);
        }
        if (path === '/orders' && status === 409 && row !== undefined)
          return broken(`${sent.order} was answered with 409 and is there`, event);
        if (path === '/cancellations' && status === 200 && row?.state !== 'cancelled')
          return broken(`${sent.order} was answered with 200 and is not cancelled`, event);
        return null;
      },
      end() {
        if (proper < all * 0.9) return broken(`${proper} of ${all} answers were of the kinds asked for`);
        return placed.size >= 10 ? null : broken(`${placed.size} orders were accepted, at least 10 expected`);
      },
    };
  });

  return {
    durationMs: 38_000,
    settleMs: 22_000,
    replicas: 2,
    locks: true,
    sql: {
      tables: {
        orders: { pk: 'id' },
        credit: { pk: 'customer', check: (row) => Number(row.left) >= 0 },
        outbox: { pk: 'id' },
      },
      rows: { credit: [1, 2, 3, 4].map((n) => ({ customer: `c${n}`, left: 6_000 })) },
    },
    dependencies: {
      bus: {
        latency: { p50: 20, p99: 120 },
        handle(request, _state, effect) {
          const { order, type } = (request.body ?? {}) as { order?: string; type?: string };
          effect('published', `${order} ${type}`, { order: order ?? '', type: type ?? '' });
          return { status: 202 };
        },
      },
    },
    clients: [
      {
        name: 'shop',
        perSecond: () => 1,
        request(n, draw) {
          if (n % 4 === 3)
            return {
              key: `cancel o-${n - 3}`,
              method: 'POST',
              path: '/cancellations',
              body: { order: `o-${n - 3}` },
            };
          const amount = 500 + Math.floor(draw('amount') * 1_500);
          const body = { order: `o-${n}`, customer: `c${(n % 4) + 1}`, amount };
          return { key: `o-${n}`, method: 'POST', path: '/orders', body };
        },
        timeoutMs: 4_000,
        retry: { backoffMs: 1_000, untilMs: 8_000 },
      },
    ],
    faults: [
      { kind: 'dependency', name: 'bus', from: outageFrom, to: outageTo, fail: { '503': 1 } },
      { kind: 'dependency', name: 'bus', fail: { timeoutBefore: 0.01, timeoutAfter: 0.01 } },
      { kind: 'crash', rate: 0.01, most: 3, restart: [1_000, 5_000], to: 38_000 },
    ],
    invariants: [
      {
        name: 'published',
        title: 'Whatever is committed is published, soon after the commit or the return of the bus',
        kind: 'liveness',
        weight: 0.25,
        rule: publishedInTime,
      },
      {
        name: 'only-committed',
        title: 'Nothing is published that was not committed before',
        kind: 'safety',
        weight: 0.2,
        rule: implies(isPublished, (event) => committed(event) !== null, {
          by: (event) => event.key,
          thenBy: (event) => committed(event) ?? '',
          before: true,
          what: 'its commit',
        }),
      },
      {
        name: 'order',
        title: 'Of one order, OrderPlaced never comes after OrderCancelled',
        kind: 'safety',
        weight: 0.2,
        rule: orderedBy(
          isPublished,
          (event) => String(event.data.order),
          (event) => (event.data.type === 'OrderPlaced' ? 1 : 2),
        ),
      },
      {
        name: 'repetitions',
        title: 'A publication is repeated only after an unknown outcome or a crash',
        kind: 'safety',
        weight: 0.1,
        rule: fewRepetitions,
      },
      {
        name: 'idle-load',
        title: 'The outbox is asked for work at most 3 times in a second, over any 10 s',
        kind: 'performance',
        weight: 0.1,
        rule: windowMax(
          (event) =>
            event.outcome === 'call' &&
            (event.op === 'sql.find' || event.op === 'sql.get') &&
            event.key.startsWith('outbox '),
          () => 'outbox',
          30,
          10_000,
        ),
      },
      {
        name: 'useful',
        title: 'Nine of ten requests that reach a running replica get their answer, and it is true',
        kind: 'usefulness',
        weight: 0.15,
        rule: trueAnswers,
      },
    ],
  };
};
