import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ atMostOnce, broken, monotonicToken, online }: WorldTools): WorldDefinition => {
  const customers = Array.from({ length: 14 }, (_, i) => `c${String(i + 1).padStart(2, '0')}`);
  const completeWithinMs = 100_000;

  interface Written {
    table: string;
    row: { customer: string; month: string; token: number };
  }

  const written = (event: TraceEvent) => event.data as unknown as Written;
  const isInvoice = (event: TraceEvent) =>
    event.part === 'sql' && event.op === 'inserted' && written(event).table === 'invoices';

  const ownRelease: Rule = online(() => {
    const holders = new Map<number, TraceEvent>();
    return {
      on(event) {
        if (event.part !== 'locks' || event.outcome !== 'effect') return null;
        const token = Number(event.data.token);
        if (event.op === 'acquired') holders.set(token, event);
        const holder = holders.get(token);
        return event.op !== 'released' || holder === undefined || holder.replica === event.replica
          ? null
          : broken(`${event.replica} released the lease of ${holder.replica}`, holder, event);
      },
    };
  });

  const complete: Rule = online(() => {
    const last = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (isInvoice(event) && event.t <= completeWithinMs) last.set(written(event).row.customer, event);
        return null;
      },
      end() {
        const missing = customers.filter((customer) => !last.has(customer));
        return missing.length === 0
          ? null
          : broken(
              `${missing.length} of ${customers.length} invoices were missing, the first of ${missing[0]}`,
            );
      },
    };
  });

  return {
    durationMs: 100_000,
    settleMs: 10_000,
    replicas: 3,
    config: { month: '2026-01' },
    locks: true,
    sql: {
      tables: { customers: { pk: 'id' }, invoices: { pk: 'id' }, batches: { pk: 'month', fence: 'token' } },
      rows: {
        customers: customers.map((id) => ({ id })),
        batches: [{ month: '2026-01', token: 0 }],
      },
    },
    dependencies: { pdf: { latency: { p50: 300, p99: 900 }, handle: () => ({ status: 200 }) } },
    faults: [
      { kind: 'pause', rate: 0.02, most: 3, for: [5_000, 25_000] },
      { kind: 'crash', rate: 0.01, most: 2, restart: [1_000, 5_000] },
      { kind: 'skew', withinMs: 2_000 },
    ],
    invariants: [
      {
        name: 'once',
        title: 'A customer gets one invoice for the month, not two',
        kind: 'safety',
        weight: 0.25,
        rule: atMostOnce(
          isInvoice,
          (event) => `${written(event).row.customer} ${written(event).row.month}`,
          'An invoice',
        ),
      },
      {
        name: 'token',
        title: 'Who was superseded writes nothing more: tokens of committed invoices never go down',
        kind: 'safety',
        weight: 0.35,
        rule: monotonicToken(
          isInvoice,
          (event) => written(event).row.month,
          (event) => written(event).row.token,
        ),
      },
      {
        name: 'own-lease',
        title: 'A lease is released only by the replica that holds it',
        kind: 'safety',
        weight: 0.15,
        rule: ownRelease,
      },
      {
        name: 'complete',
        title: 'All invoices are there 100 s after the beginning',
        kind: 'liveness',
        weight: 0.25,
        rule: complete,
      },
    ],
  };
};
