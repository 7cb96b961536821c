import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, latency, online, windowMax }: WorldTools): WorldDefinition => {
  const units = 10;
  const rushAt = 1_000;
  const expiryAt = 21_000;
  /** A little less than the 20 s of the prompt: a reservation waits for its commit. */
  const holdMinMs = 18_000;
  const inTimeMs = 16_000;
  const freeForMs = 3_000;

  interface Row {
    buyer?: string;
    state?: string;
  }

  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  const isPayment = (event: TraceEvent) => event.data.path === '/payments';
  const sentOf = (event: TraceEvent) => event.data.sent as { buyer: string; payment?: string };
  const askedAt = (event: TraceEvent) => event.t - Number(event.data.ms);
  const isChange = (event: TraceEvent) =>
    event.part === 'sql' && event.outcome === 'effect' && event.data.table === 'reservation';
  const rowOf = (event: TraceEvent) => (event.data.row ?? {}) as Row;
  const isLive = ({ state }: Row) => state === 'held' || state === 'paid';

  /** Reservations that are held or paid, by their ids, as they are while events come. */
  const liveRows = () => {
    const live = new Map<string, TraceEvent>();
    return {
      live,
      on(event: TraceEvent) {
        if (!isChange(event)) return;
        const id = String(event.data.pk);
        if (isLive(rowOf(event))) live.set(id, event);
        else live.delete(id);
      },
    };
  };

  const noOversell: Rule = online(() => {
    const rows = liveRows();
    return {
      on(event) {
        rows.on(event);
        return isChange(event) && rows.live.size > units
          ? broken(`${rows.live.size} units are held or sold`, event)
          : null;
      },
    };
  });

  const conserved: Rule = online((state) => ({
    on: () => null,
    end() {
      const rows = [...state.rows('reservation').values()] as Row[];
      const held = rows.filter((row) => row.state === 'held').length;
      if (held > 0) return broken(`${held} units are held at the end`);
      const sold = rows.filter((row) => row.state === 'paid').length;
      const available = Number(state.rows('stock').get('ticket')?.available);
      return sold + available === units
        ? null
        : broken(`${sold} units are sold and ${available} available at the end`);
    },
  }));

  const oneEach: Rule = online(() => {
    const rows = liveRows();
    return {
      on(event) {
        rows.on(event);
        if (!isChange(event) || !isLive(rowOf(event))) return null;
        const { buyer } = rowOf(event);
        const other = [...rows.live.values()].find((row) => row !== event && rowOf(row).buyer === buyer);
        return other === undefined ? null : broken(`${buyer} has two units`, other, event);
      },
    };
  });

  const held: Rule = online(() => {
    const since = new Map<string, TraceEvent>();
    const buyers = new Set<string>();
    return {
      on(event) {
        if (isChange(event)) {
          const id = String(event.data.pk);
          const before = since.get(id);
          if (!isLive(rowOf(event))) {
            since.delete(id);
            if (before !== undefined && event.t < before.t + holdMinMs)
              return broken(`${id} was released after ${Math.round(event.t - before.t)} ms`, before, event);
          } else if (before === undefined) {
            since.set(id, event);
            buyers.add(String(rowOf(event).buyer));
          }
        }
        if (!isAnswer(event) || event.outcome !== '201' || isPayment(event)) return null;
        const { buyer } = sentOf(event);
        return buyers.has(buyer) ? null : broken(`${buyer} was answered 201 and has no reservation`, event);
      },
    };
  });

  const payments: Rule = online((state) => {
    const answers = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (!isAnswer(event) || !isPayment(event) || event.outcome !== '200') return null;
        answers.set(String(sentOf(event).payment), event);
        return null;
      },
      end() {
        const paid = new Set(
          [...state.rows('reservation').values()].flatMap((row) => (row.state === 'paid' ? [row.buyer] : [])),
        );
        const refunded = state.dependency('psp');
        for (const [payment, answer] of answers) {
          const { buyer } = sentOf(answer);
          const isSold = paid.has(buyer);
          const isRefunded = refunded.has(payment);
          if (isSold && isRefunded) return broken(`${payment} bought a unit and was refunded`, answer);
          if (!isSold && !isRefunded) return broken(`${payment} bought nothing and was not refunded`, answer);
          const outcome = (answer.data.body as { outcome?: string } | null)?.outcome;
          if (outcome !== (isSold ? 'sold' : 'refunded'))
            return broken(`${payment} was answered ${outcome}, and that is not what happened`, answer);
        }
        for (const payment of refunded.keys()) {
          const buyer = payment.replace('p', 'b');
          if (paid.has(buyer)) return broken(`${payment} bought a unit and was refunded`);
        }
        return null;
      },
    };
  });

  const honoured: Rule = online(() => {
    const heldBy = new Map<string, TraceEvent>();
    const open = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (isChange(event) && rowOf(event).state === 'held') heldBy.set(String(rowOf(event).buyer), event);
        if (event.part === 'client' && event.op === 'request' && isPayment(event)) {
          const { payment } = event.data.body as { payment: string };
          if (event.data.attempt === 1 && !open.has(payment)) open.set(payment, event);
        }
        if (!isAnswer(event) || !isPayment(event) || event.outcome !== '200') return null;
        const { buyer, payment } = sentOf(event);
        open.delete(String(payment));
        const reserved = heldBy.get(buyer);
        const outcome = (event.data.body as { outcome?: string } | null)?.outcome;
        if (outcome === 'sold' || reserved === undefined) return null;
        return askedAt(event) >= reserved.t && askedAt(event) < reserved.t + inTimeMs
          ? broken(`${payment} came in time and was ${outcome}`, reserved, event)
          : null;
      },
      end() {
        const [left] = open.values();
        return left === undefined ? null : broken(`${left.key} was never settled`, left);
      },
    };
  });

  const inVain: Rule = online(() => {
    const rows = liveRows();
    const got = new Set<string>();
    let freeSince: number | null = -freeForMs;
    return {
      on(event) {
        rows.on(event);
        if (isChange(event)) {
          got.add(String(rowOf(event).buyer));
          if (rows.live.size >= units) freeSince = null;
          else freeSince ??= event.t;
        }
        if (!isAnswer(event) || event.outcome !== '409') return null;
        const { buyer } = sentOf(event);
        return freeSince !== null && freeSince <= askedAt(event) - freeForMs && !got.has(buyer)
          ? broken(`${buyer} was sent away while ${units - rows.live.size} units were free`, event)
          : null;
      },
      end: () => (got.size >= units ? null : broken(`${got.size} buyers got a reservation`)),
    };
  });

  return {
    durationMs: 44_000,
    settleMs: 36_000,
    replicas: 3,
    kv: {},
    sql: {
      tables: { stock: { pk: 'item' }, reservation: { pk: 'id' }, payment: { pk: 'id' } },
      rows: { stock: [{ item: 'ticket', available: units }] },
      latency: { p50: 4, p99: 20 },
    },
    dependencies: {
      psp: {
        latency: { p50: 40, p99: 300 },
        handle(request, state, effect) {
          const { payment } = request.body as { payment: string };
          if (!state.has(payment)) effect('refunded', payment);
          state.set(payment, true);
          return { status: 200 };
        },
      },
    },
    clients: [
      {
        name: 'buyer',
        perSecond: (t) => (t < rushAt ? 0 : 45),
        most: 60,
        request: (n) => ({ key: `b${n}`, method: 'POST', path: '/reservations', body: { buyer: `b${n}` } }),
        timeoutMs: 3_000,
        retry: { backoffMs: 1_000, untilMs: 8_000 },
      },
      {
        // Presses the button once more.
        name: 'hasty',
        perSecond: (t) => (t < rushAt + 20 ? 0 : 40),
        most: 10,
        request: (n) => ({ key: `b${n}`, method: 'POST', path: '/reservations', body: { buyer: `b${n}` } }),
        timeoutMs: 3_000,
      },
      {
        name: 'late',
        perSecond: (t) => (t < 34_000 ? 0 : 1.5),
        most: 10,
        request: (n) => ({ key: `l${n}`, method: 'POST', path: '/reservations', body: { buyer: `l${n}` } }),
        timeoutMs: 3_000,
        retry: { backoffMs: 1_000, untilMs: 8_000 },
      },
      {
        name: 'provider',
        // Some in time, many at about the moment when the reservations end.
        perSecond: (t) => (t < 5_000 ? 0 : t < expiryAt - 500 ? 0.25 : 3),
        most: 12,
        request: (n) => ({
          key: `p${n}`,
          method: 'POST',
          path: '/payments',
          body: { buyer: `b${n}`, payment: `p${n}` },
        }),
        timeoutMs: 3_000,
        retry: { backoffMs: 1_000, untilMs: 40_000 },
      },
      {
        name: 'provider-again',
        perSecond: (t) => (t < 7_000 ? 0 : 0.3),
        most: 8,
        request: (n) => ({
          key: `p${n}`,
          method: 'POST',
          path: '/payments',
          body: { buyer: `b${n}`, payment: `p${n}` },
        }),
        timeoutMs: 3_000,
        retry: { backoffMs: 1_000, untilMs: 40_000 },
      },
    ],
    faults: [
      { kind: 'crash', rate: 0.008, most: 2, restart: [1_000, 3_000] },
      { kind: 'kvFailover', at: [rushAt + 250, rushAt + 1_200], lossMs: 500, downMs: 800 },
      { kind: 'dependency', name: 'psp', fail: { '503': 0.05, timeoutBefore: 0.05, timeoutAfter: 0.05 } },
    ],
    invariants: [
      {
        name: 'no-oversell',
        title: 'Never are more than ten units held or sold',
        kind: 'safety',
        weight: 0.2,
        rule: noOversell,
      },
      {
        name: 'conserved',
        title: 'At the end sold and available units are ten, and none is held',
        kind: 'liveness',
        weight: 0.15,
        rule: conserved,
      },
      {
        name: 'one-each',
        title: 'Nobody holds or owns two units',
        kind: 'safety',
        weight: 0.1,
        rule: oneEach,
      },
      {
        name: 'held',
        title: 'Whoever is answered 201 has a unit held, for 20 s unless it is paid',
        kind: 'safety',
        weight: 0.1,
        rule: held,
      },
      {
        name: 'payments',
        title: 'Every payment is either sold a unit or refunded, never both and never neither',
        kind: 'safety',
        weight: 0.15,
        rule: payments,
      },
      {
        name: 'honoured',
        title: 'Every payment is settled, and one that comes in time gets its unit',
        kind: 'usefulness',
        weight: 0.1,
        rule: honoured,
      },
      {
        name: 'in-vain',
        title: 'Nobody is sent away while a unit is free, and ten buyers get one',
        kind: 'usefulness',
        weight: 0.1,
        rule: inVain,
      },
      {
        name: 'load',
        title: 'The database gets at most 120 statements in any second',
        kind: 'performance',
        weight: 0.05,
        rule: windowMax(
          (event) => event.part === 'sql' && event.outcome === 'call',
          () => 'database',
          120,
          1_000,
        ),
      },
      {
        name: 'prompt',
        title: 'Buyers who are sent away are told within 50 ms at the 99th percentile',
        kind: 'performance',
        weight: 0.05,
        rule: latency(
          (event) => (isAnswer(event) && event.outcome === '409' ? Number(event.data.ms) : null),
          0.99,
          50,
        ),
      },
    ],
  };
};
