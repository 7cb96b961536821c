import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ atMostOnce, broken, latency, online, windowMax }: WorldTools): WorldDefinition => {
  const slowFrom = 1_900;

  interface Answered {
    ms: number;
    sent: { event: string; value: number };
  }

  const answered = (event: TraceEvent) => event.data as unknown as Answered;
  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  const isRow = (event: TraceEvent) =>
    event.part === 'sql' && event.op === 'inserted' && event.data.table === 'events';
  const eventOf = (event: TraceEvent) => String((event.data.row as { event?: string }).event);

  const durable: Rule = online(() => {
    const rows = new Map<string, number>();
    return {
      on(event) {
        if (isRow(event)) rows.set(eventOf(event), Number((event.data.row as { value?: number }).value));
        if (!isAnswer(event) || event.outcome !== '202') return null;
        const { sent } = answered(event);
        return rows.get(sent.event) === sent.value
          ? null
          : broken(`${sent.event} was answered with 202 and is not in the database`, event);
      },
    };
  });

  const onlyBad: Rule = online(() => ({
    on(event) {
      if (!isAnswer(event)) return null;
      const { sent } = answered(event);
      if (event.outcome === '422' && sent.value >= 0)
        return broken(`${sent.event} is good and was answered with 422`, event);
      return event.outcome === '202' && sent.value < 0
        ? broken(`${sent.event} is bad and was answered with 202`, event)
        : null;
    },
  }));

  /** A few are on the network, on their way in or out. */
  const openMax = 80;

  const bounded: Rule = online((state) => ({
    on(event) {
      if (event.part !== 'client' || event.op !== 'request') return null;
      return state.openRequests <= openMax
        ? null
        : broken(`${state.openRequests} events waited for an answer`, event);
    },
  }));

  const useful: Rule = online(() => {
    const sent = new Set<string>();
    const good = new Set<string>();
    return {
      on(event) {
        if (!isAnswer(event) || answered(event).sent.value < 0) return null;
        sent.add(event.key);
        if (event.outcome === '202') good.add(event.key);
        return null;
      },
      end: () =>
        good.size >= 0.95 * sent.size && good.size > 0
          ? null
          : broken(`${good.size} of ${sent.size} good events were answered with 202`),
    };
  });

  return {
    durationMs: 3_300,
    settleMs: 9_000,
    replicas: 1,
    sql: {
      tables: { events: { pk: 'id', check: (row) => Number(row.value) >= 0 } },
      latency: { p50: 6, p99: 14 },
    },
    clients: [
      {
        name: 'device',
        perSecond: (t) => (t < 700 ? 15 : 120),
        request(n, draw) {
          const event = `e${n}`;
          const value = draw('bad') < 0.02 ? -1 : n;
          return { key: event, method: 'POST', path: '/events', body: { event, value } };
        },
        timeoutMs: 4_000,
        retry: { backoffMs: 1_500, untilMs: 6_500 },
      },
    ],
    faults: [
      { kind: 'sqlSlow', at: [slowFrom, 2_200], forMs: 1_000, factor: 100 },
      { kind: 'crash', rate: 0.03, most: 1, restart: [300, 1_000], from: slowFrom },
    ],
    invariants: [
      {
        name: 'durable',
        title: 'What was answered with 202 is in the database',
        kind: 'safety',
        weight: 0.25,
        rule: durable,
      },
      {
        name: 'once',
        title: 'There is never more than one row for an event',
        kind: 'safety',
        weight: 0.15,
        rule: atMostOnce(isRow, eventOf, 'A row'),
      },
      {
        name: 'only-bad',
        title: 'Bad events are answered with 422, and nobody else is',
        kind: 'safety',
        weight: 0.15,
        rule: onlyBad,
      },
      {
        name: 'statements',
        title: 'The database gets at most 80 statements that write in any second',
        kind: 'performance',
        weight: 0.1,
        rule: windowMax(
          (event) => event.outcome === 'call' && (event.op === 'sql.insert' || event.op === 'sql.insertMany'),
          () => 'events',
          80,
          1_000,
        ),
      },
      {
        name: 'prompt',
        title: 'While nothing is wrong, answers take at most 150 ms at the 99th percentile',
        kind: 'performance',
        weight: 0.1,
        rule: latency(
          (event) =>
            isAnswer(event) && event.t - answered(event).ms < slowFrom - 200 && event.outcome !== '503'
              ? answered(event).ms
              : null,
          0.99,
          150,
        ),
      },
      {
        name: 'bounded',
        title: 'At most 60 events wait in the replica; others are refused at once',
        kind: 'safety',
        weight: 0.1,
        rule: bounded,
      },
      {
        name: 'useful',
        title: 'Nineteen of twenty good events are answered with 202 in the end',
        kind: 'usefulness',
        weight: 0.15,
        rule: useful,
      },
    ],
  };
};
