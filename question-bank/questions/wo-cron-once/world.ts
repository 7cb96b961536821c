import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ atMostOnce, broken, latency, online }: WorldTools): WorldDefinition => {
  const minuteMs = 60_000;
  /** Virtual time 0 is a full minute of the store's clock: 2026-01-01T00:00:00Z. */
  const firstMinute = Date.UTC(2026, 0, 1) / minuteMs;
  const stopAt = 235_000;
  const graceMs = 10_000;
  const backAt = 557_000;
  const durationMs = 780_000;

  const dueAt = (minute: number) => (minute - firstMinute) * minuteMs;
  const minuteOf = (event: TraceEvent) =>
    event.part === 'http'
      ? Number((event.data as { body?: { minute?: number } }).body?.minute ?? Number.NaN)
      : Number((event.data as { row: { minute?: number } }).row.minute ?? Number.NaN);
  const isRow = (event: TraceEvent) =>
    event.part === 'sql' && event.op === 'inserted' && event.data.table === 'reports';
  const isRender = (event: TraceEvent) => event.op === 'http.call' && event.outcome === 'call';
  /** Came due while all were stopped, or so shortly before that nobody could finish it. */
  const isMissed = (minute: number) => dueAt(minute) > stopAt - minuteMs && dueAt(minute) < backAt + 10_000;

  const eachMinute: Rule = online(() => {
    const rows = new Map<number, TraceEvent>();
    return {
      on(event) {
        if (isRow(event) && !rows.has(minuteOf(event))) rows.set(minuteOf(event), event);
        return null;
      },
      end() {
        for (let minute = firstMinute; dueAt(minute) + minuteMs < durationMs; minute += 1) {
          if (isMissed(minute)) continue;
          const row = rows.get(minute);
          const name = `the minute due at ${dueAt(minute) / 1_000} s`;
          if (row === undefined) return broken(`There is no report of ${name}`);
          if (row.t > dueAt(minute) + 55_000) return broken(`The report of ${name} came too late`, row);
        }
        return null;
      },
    };
  });

  const oneRun: Rule = online(() => {
    const renders = new Map<number, TraceEvent[]>();
    let crashes = 0;
    return {
      on(event) {
        if (event.part === 'process' && event.op !== 'start') crashes += 1;
        if (!isRender(event)) return null;
        const list = renders.get(minuteOf(event)) ?? [];
        list.push(event);
        renders.set(minuteOf(event), list);
        return list.length <= 1 + crashes
          ? null
          : broken(
              `${list.length} times rendered for one minute, after ${crashes} crashes`,
              ...list.slice(-2),
            );
      },
    };
  });

  const notEarly: Rule = online(() => ({
    on(event) {
      if (!isRender(event) || event.t >= dueAt(minuteOf(event))) return null;
      const early = Math.round(dueAt(minuteOf(event)) - event.t);
      return broken(`Rendering began ${early} ms before the minute was due`, event);
    },
  }));

  const catchUp: Rule = online(() => {
    const madeUp = new Map<number, TraceEvent>();
    return {
      on(event) {
        if (!isRow(event) || event.t < backAt - 10_000) return null;
        const minute = minuteOf(event);
        if (dueAt(minute) > stopAt + graceMs && dueAt(minute) < backAt) madeUp.set(minute, event);
        return madeUp.size <= 1
          ? null
          : broken(`${madeUp.size} minutes of the stop were made up for, at most 1 allowed`, event);
      },
    };
  });

  return {
    durationMs,
    settleMs: 5_000,
    replicas: 3,
    kv: {},
    locks: true,
    sql: { tables: { reports: { pk: 'id' } } },
    dependencies: {
      report: {
        latency: { p50: 3_000, p99: 4_500 },
        handle: (request) => ({
          status: 200,
          body: { text: `Report ${String((request.body as { minute: number }).minute)}` },
        }),
      },
    },
    faults: [
      { kind: 'skew', withinMs: 3_000 },
      { kind: 'crash', rate: 0.02, most: 3, restart: [1_000, 5_000] },
      ...[0, 1, 2].map((replica) => ({
        kind: 'term' as const,
        replica,
        at: stopAt,
        graceMs,
        restart: [312_000, 320_000] as const,
      })),
    ],
    invariants: [
      {
        name: 'once',
        title: 'There is never more than one row for a minute',
        kind: 'safety',
        weight: 0.3,
        rule: atMostOnce(isRow, (event) => `minute ${minuteOf(event)}`, 'A report'),
      },
      {
        name: 'each-minute',
        title: 'The report of every minute is there 55 s after it was due',
        kind: 'liveness',
        weight: 0.25,
        rule: eachMinute,
      },
      {
        name: 'begins-soon',
        title: 'Rendering begins within 5 s of the minute, in nine of ten cases',
        kind: 'performance',
        weight: 0.1,
        rule: latency(
          (event) =>
            isRender(event) && !isMissed(minuteOf(event)) ? event.t - dueAt(minuteOf(event)) : null,
          0.9,
          5_000,
        ),
      },
      {
        name: 'early',
        title: 'Rendering does not begin before the minute is due',
        kind: 'safety',
        weight: 0.1,
        rule: notEarly,
      },
      {
        name: 'one-run',
        title: 'A minute is rendered once, and once more for each crash',
        kind: 'safety',
        weight: 0.1,
        rule: oneRun,
      },
      {
        name: 'catch-up',
        title: 'After a stop of all replicas at most one missed minute is made up for',
        kind: 'safety',
        weight: 0.15,
        rule: catchUp,
      },
    ],
  };
};
