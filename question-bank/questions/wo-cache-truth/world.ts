import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';
import type { WorldState } from '../../../simulation/world/world-state.ts';

export default ({ broken, implies, latency, online }: WorldTools): WorldDefinition => {
  const items = ['i1', 'i2', 'i3', 'i4'];
  const ageMaxMs = 10_000;
  const missShareMax = 0.18;
  /** Around a moment in which the store could not be reached, reads go to the database. */
  const troubleMs = 5_000;
  const startMs = 500;
  const quietFrom = 30_000;

  interface Answered {
    path: string;
    ms: number;
    sent: { value?: string } | null;
    body: { value?: string } | null;
  }

  const answered = (event: TraceEvent) => event.data as unknown as Answered;
  const isRequest = (event: TraceEvent) => event.part === 'client' && event.op === 'request';
  const isAnswer = (event: TraceEvent) =>
    event.part === 'client' &&
    event.op === 'response' &&
    event.replica !== null &&
    event.outcome !== 'reset' &&
    event.outcome !== 'refused';
  const isRead = (event: TraceEvent) => event.key.startsWith('read ');
  const isStored = (event: TraceEvent) =>
    event.part === 'sql' && event.outcome === 'effect' && event.op === 'updated';
  const valueStored = (event: TraceEvent) =>
    String((event.data.row as { value?: unknown } | undefined)?.value);
  const itemOf = (event: TraceEvent) => answered(event).path.slice('/items/'.length);

  interface Stored {
    value: string;
    t: number;
    event?: TraceEvent;
  }

  /** Every value that an item has had, in the order of the commits. */
  function history(state: WorldState) {
    const byItem = new Map<string, Stored[]>();
    for (const [id, row] of state.rows('items')) byItem.set(id, [{ value: String(row.value), t: 0 }]);
    return {
      note(event: TraceEvent) {
        const id = String((event.data.row as { id?: unknown } | undefined)?.id);
        byItem.get(id)?.push({ value: valueStored(event), t: event.t, event });
      },
      /** The value that took its place before a read began, if one did; null for a value that never was. */
      successor(event: TraceEvent): Stored | undefined | null {
        const all = byItem.get(itemOf(event)) ?? [];
        const at = all.findLastIndex(({ value }) => value === answered(event).body?.value);
        return at < 0 ? null : all[at + 1];
      },
    };
  }

  const begunAt = (event: TraceEvent) => event.t - answered(event).ms;

  const fresh: Rule = online((state) => {
    const past = history(state);
    return {
      on(event) {
        if (isStored(event)) past.note(event);
        if (!isAnswer(event) || !isRead(event) || event.outcome !== '200') return null;
        const next = past.successor(event);
        const given = `${itemOf(event)} was answered with ${JSON.stringify(answered(event).body?.value ?? null)}`;
        if (next === null) return broken(`${given}, which it never was`, event);
        const ageMs = next === undefined ? 0 : begunAt(event) - next.t;
        return ageMs <= ageMaxMs
          ? null
          : broken(
              `${given}, which was replaced ${(ageMs / 1_000).toFixed(1)} s before it was asked for`,
              next?.event,
              event,
            );
      },
    };
  });

  /** How long the answered value had been replaced when it was asked for; 0 for the present one. */
  const soon: Rule = {
    ...latency(() => null, 0.95, 1_000),
    begin(state) {
      const past = history(state);
      const samples: number[] = [];
      return {
        on(event) {
          if (isStored(event)) past.note(event);
          if (!isAnswer(event) || !isRead(event) || event.outcome !== '200') return;
          const next = past.successor(event);
          if (next !== null) samples.push(next === undefined ? 0 : Math.max(0, begunAt(event) - next.t));
        },
        finish: () => ({ held: true, message: '', witnesses: [], samples }),
      };
    },
  };

  /** The share of the reads for which the database was asked; by one seed alone it says little. */
  const hits: Rule = {
    begin() {
      let reads = 0;
      let writes = 0;
      let asked = 0;
      let troubleUntil = 0;
      return {
        on(event) {
          if (event.part === 'fault') troubleUntil = event.t + troubleMs;
          if (event.part === 'process' && event.op === 'start')
            troubleUntil = Math.max(troubleUntil, event.t + startMs);
          if (event.t < troubleUntil) return;
          if (isRequest(event)) {
            if (isRead(event)) reads += 1;
            else writes += 1;
          }
          if (event.outcome === 'call' && ['sql.get', 'sql.find', 'sql.replicaRead'].includes(event.op))
            asked += 1;
        },
        // A write may read its row as well.
        finish: () => ({
          held: true,
          message: '',
          witnesses: [],
          samples: reads === 0 ? [] : [Math.max(0, asked - writes) / reads],
        }),
      };
    },
    pooled(shares) {
      const value = shares.length === 0 ? 1 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
      const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
      const message = `the database is asked for ${percent(value)} of the reads, at most ${percent(missShareMax)} allowed`;
      return { held: value <= missShareMax, value, message };
    },
  };

  const answers = (selects: (event: TraceEvent) => boolean, min: number): Rule =>
    online(() => {
      let good = 0;
      return {
        on(event) {
          if (!isAnswer(event) || !selects(event)) return null;
          if (event.outcome !== '200') return broken(`${event.key} came to ${event.outcome}`, event);
          good += 1;
          return null;
        },
        end: () => (good >= min ? null : broken(`${good} were answered with 200, at least ${min} expected`)),
      };
    });

  const writer = (name: string, perSecond: (t: number) => number, most = Number.POSITIVE_INFINITY) => ({
    name,
    perSecond,
    most,
    request: (n: number, draw: (purpose: string) => number) => ({
      key: `${name} ${n}`,
      method: 'PUT',
      path: `/items/${items[Math.floor(draw('item') * items.length)]}`,
      body: { value: `${name} ${n}` },
    }),
    timeoutMs: 45_000,
  });
  /** Two writes of one item at almost the same moment. */
  const pair = (n: number) => ({
    ...writer(`pair-${n}`, (t) => (t >= 2_000 + n * 3_500 ? 200 : 0), 2),
    request: (m: number) => ({
      key: `pair-${n} ${m}`,
      method: 'PUT',
      path: `/items/${items[n % items.length]}`,
      body: { value: `pair-${n} ${m}` },
    }),
  });

  return {
    durationMs: 42_000,
    settleMs: 6_000,
    replicas: 3,
    kv: {},
    sql: {
      tables: { items: { pk: 'id' } },
      rows: { items: items.map((id) => ({ id, value: 'first', version: 1 })) },
      replicaLag: { p50: 3_000, p99: 5_000 },
    },
    clients: [
      {
        name: 'read',
        perSecond: () => 6,
        request: (n, draw) => ({
          key: `read ${n}`,
          method: 'GET',
          path: `/items/${items[Math.floor(draw('item') * items.length)]}`,
        }),
        timeoutMs: 45_000,
      },
      writer('write', (t) => (t < quietFrom ? 0.4 : 0)),
      ...[0, 1, 2, 3, 4, 5, 6, 7].map(pair),
    ],
    faults: [
      { kind: 'kvFailover', at: [8_000, 16_000], lossMs: 500, downMs: 2_000 },
      { kind: 'partition', part: 'kv', at: [20_000, 28_000], forMs: 3_000 },
      { kind: 'pause', rate: 0.02, most: 7, for: [3_500, 5_000] },
      { kind: 'crash', rate: 0.003, most: 2, restart: [1_000, 2_000] },
    ],
    invariants: [
      {
        name: 'fresh',
        title: 'No read gives a value that was replaced more than 10 s before the read began',
        kind: 'safety',
        weight: 0.35,
        rule: fresh,
      },
      {
        name: 'soon',
        title: 'Nineteen of twenty reads give a value that was the present one within the last second',
        kind: 'performance',
        weight: 0.15,
        rule: soon,
      },
      {
        name: 'hits',
        title: 'The database is asked for at most 18 % of the reads',
        kind: 'performance',
        weight: 0.15,
        rule: hits,
      },
      {
        name: 'stored',
        title: 'A write that was answered with 200 is in the database',
        kind: 'safety',
        weight: 0.1,
        rule: implies((event) => isAnswer(event) && !isRead(event) && event.outcome === '200', isStored, {
          by: (event) => String(answered(event).sent?.value),
          thenBy: valueStored,
          before: true,
          what: 'the commit',
        }),
      },
      {
        name: 'writes',
        title: 'Every write is answered with 200, also while the store is away',
        kind: 'usefulness',
        weight: 0.1,
        rule: answers((event) => !isRead(event), 12),
      },
      {
        name: 'useful',
        title: 'Every read is answered with 200 and a value, also while the store is away',
        kind: 'usefulness',
        weight: 0.15,
        rule: answers(isRead, 120),
      },
    ],
  };
};
