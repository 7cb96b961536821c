import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default (w: WorldTools): WorldDefinition => {
  const isPaid = (e: TraceEvent) => e.part === 'client' && e.op === 'response' && e.outcome === '201';
  const isCapture = (e: TraceEvent) => e.part === 'psp' && e.op === 'capture';
  const amountOf = (n: number) => 10 + ((n * 37) % 90);
  const amountSent = (e: TraceEvent) => (e.data.sent as { amount: number }).amount;

  return {
    durationMs: 40_000,
    settleMs: 80_000,
    replicas: 3,
    sql: { tables: { payment: { pk: 'key' } } },
    dependencies: {
      psp: {
        latency: { p50: 40, p99: 400 },
        handle(request, state, effect) {
          if (request.method === 'GET') {
            const found = state.get(`reference ${request.path.split('/').at(-1)}`);
            return found === undefined ? { status: 404 } : { status: 200, body: found };
          }
          const { reference, amount } = request.body as { reference: string; amount: number };
          const key = request.headers['idempotency-key'];
          const known = key === undefined ? undefined : state.get(`key ${key}`);
          if (known !== undefined) return { status: 200, body: known };
          const count = Number(state.get('count') ?? 0) + 1;
          state.set('count', count);
          const made = { capture: `cap-${count}`, amount };
          if (key !== undefined) state.set(`key ${key}`, made);
          state.set(`reference ${reference}`, made);
          effect('capture', reference, { amount, capture: made.capture });
          return { status: 200, body: made };
        },
      },
    },
    clients: [
      {
        name: 'customer',
        perSecond: () => 0.6,
        request: (n) => ({
          key: `order-${n}`,
          method: 'POST',
          path: '/payments',
          headers: { 'idempotency-key': `order-${n}` },
          body: { amount: amountOf(n) },
        }),
        timeoutMs: 3_000,
        retry: { backoffMs: 1_000, untilMs: 60_000 },
      },
      {
        // Presses the button once more, long after it has been answered.
        name: 'impatient',
        perSecond: (t) => (t < 15_000 ? 0 : 0.15),
        request: (n) => ({
          key: `order-${n * 2}`,
          method: 'POST',
          path: '/payments',
          headers: { 'idempotency-key': `order-${n * 2}` },
          body: { amount: amountOf(n * 2) },
        }),
        timeoutMs: 3_000,
      },
      {
        // Uses a key again for another amount.
        name: 'mistaken',
        perSecond: (t) => (t < 15_000 ? 0 : 0.15),
        request: (n) => ({
          key: `order-${n * 2 + 1}`,
          method: 'POST',
          path: '/payments',
          headers: { 'idempotency-key': `order-${n * 2 + 1}` },
          body: { amount: 1_000 + n },
        }),
        timeoutMs: 3_000,
      },
    ],
    faults: [
      { kind: 'crash', rate: 0.02, most: 3, restart: [1_000, 5_000] },
      { kind: 'dependency', name: 'psp', fail: { timeoutAfter: 0.06, timeoutBefore: 0.02, '503': 0.02 } },
      { kind: 'skew', withinMs: 2_000 },
    ],
    invariants: [
      {
        name: 'captured-once',
        title: 'No payment is captured twice',
        kind: 'safety',
        weight: 0.35,
        rule: w.atMostOnce(isCapture, (e) => e.key, 'A capture'),
      },
      {
        name: 'paid-means-captured',
        title: 'Whoever is told that it is paid has been charged, with that amount',
        kind: 'safety',
        weight: 0.2,
        rule: w.online(() => {
          const captures = new Map<string, TraceEvent>();
          return {
            on(e) {
              if (isCapture(e) && !captures.has(e.key)) captures.set(e.key, e);
              if (!isPaid(e)) return null;
              const capture = captures.get(e.key);
              if (capture === undefined)
                return w.broken(`${e.key} was told that it is paid, and nothing was captured`, e);
              if (capture.data.amount === amountSent(e)) return null;
              return w.broken(
                `${e.key} paid ${amountSent(e)} and ${String(capture.data.amount)} was captured`,
                capture,
                e,
              );
            },
          };
        }),
      },
      {
        name: 'changed-refused',
        title: 'The same key with another amount is refused and captures nothing',
        kind: 'safety',
        weight: 0.15,
        rule: w.online(() => {
          const paid = new Map<string, TraceEvent>();
          return {
            on(e) {
              if (!isPaid(e)) return null;
              const before = paid.get(e.key);
              if (before === undefined) paid.set(e.key, e);
              else if (amountSent(before) !== amountSent(e)) {
                return w.broken(
                  `${e.key} was paid with ${amountSent(before)} and again with ${amountSent(e)}`,
                  before,
                  e,
                );
              }
              return null;
            },
          };
        }),
      },
      {
        name: 'same-answer',
        title: 'Every successful answer for a key is the same',
        kind: 'safety',
        weight: 0.1,
        rule: w.online(() => {
          const answers = new Map<string, TraceEvent>();
          return {
            on(e) {
              if (!isPaid(e)) return null;
              const before = answers.get(`${e.key} ${amountSent(e)}`);
              if (before === undefined) answers.set(`${e.key} ${amountSent(e)}`, e);
              else if (JSON.stringify(before.data.body) !== JSON.stringify(e.data.body))
                return w.broken(`${e.key} got two different answers`, before, e);
              return null;
            },
          };
        }),
      },
      {
        name: 'nothing-pending',
        title: 'At the end no payment is left half done',
        kind: 'liveness',
        weight: 0.1,
        rule: w.online((state) => {
          const begun = new Map<string, TraceEvent>();
          const captured = new Set<string>();
          return {
            on(e) {
              if (e.part === 'sql' && e.op === 'inserted' && !begun.has(String(e.data.pk)))
                begun.set(String(e.data.pk), e);
              if (isCapture(e)) captured.add(e.key);
              return null;
            },
            end() {
              // Written down means promised: whatever stands in the table has been captured in the end.
              for (const [key] of state.rows('payment')) {
                if (!captured.has(key))
                  return w.broken(`${key} was begun and never captured`, begun.get(key));
              }
              return null;
            },
          };
        }),
      },
      {
        name: 'most-paid',
        title: 'At least nine in ten customers are told that they have paid',
        kind: 'usefulness',
        weight: 0.05,
        rule: w.online(() => {
          const asked = new Set<string>();
          const paid = new Set<string>();
          return {
            on(e) {
              if (e.part !== 'client' || e.data.client !== 'customer') return null;
              asked.add(e.key);
              if (isPaid(e)) paid.add(e.key);
              // Somebody else had used the key before.
              if (e.outcome === '422') asked.delete(e.key);
              return null;
            },
            end: () =>
              paid.size >= 5 && paid.size >= 0.9 * asked.size
                ? null
                : w.broken(`${paid.size} of ${asked.size} customers were told that they have paid`),
          };
        }),
      },
      {
        name: 'prompt',
        title: 'Nine in ten successful answers come within 1.2 s',
        kind: 'performance',
        weight: 0.05,
        rule: w.latency((e) => (isPaid(e) ? Number(e.data.ms) : null), 0.9, 1_200),
      },
    ],
  };
};
