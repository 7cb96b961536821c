import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

type Kind = 'quick' | 'slow' | 'poison';

export default (w: WorldTools): WorldDefinition => {
  const count = 30;
  const kindOf = (n: number): Kind => (n === 7 || n === 22 ? 'poison' : n % 10 === 3 ? 'slow' : 'quick');
  const names = Array.from({ length: count }, (_, n) => `mail-${n}`);
  const ofKind = (kind: Kind) => names.filter((_, n) => kindOf(n) === kind);
  const poison = new Set(ofKind('poison'));
  const quick = new Set(ofKind('quick'));
  const healthy = names.filter((name) => !poison.has(name));

  const nameOf = (e: TraceEvent) => (e.data.body as { id: string }).id;
  const isMail = (e: TraceEvent) => e.part === 'mail' && e.op === 'mailed';
  const isQueue = (e: TraceEvent, op: string) => e.part === 'queue' && e.op === op && e.outcome === 'effect';
  const quickLatency = w.latency(() => null, 0.9, 5_000);

  return {
    durationMs: 60_000,
    settleMs: 340_000,
    replicas: 3,
    sql: { tables: { mail: { pk: 'id' } } },
    queues: { outgoing: { visibilityMs: 30_000, maxReceives: 4, dlq: 'outgoing-dead' }, 'outgoing-dead': {} },
    dependencies: {
      mail: {
        latency: { p50: 30, p99: 120 },
        handle(request, state, effect) {
          const { message } = request.body as { message: string };
          state.set(message, Number(state.get(message) ?? 0) + 1);
          effect('mailed', message);
          return { status: 202 };
        },
      },
    },
    arrivals: (draw) =>
      names.map((id, n) => {
        const kind = kindOf(n);
        return {
          queue: 'outgoing',
          at: draw('at', n) * 60_000,
          body: {
            id,
            to: `user-${n}@example.org`,
            lines: kind === 'poison' ? null : [`Dear user ${n},`, 'your report is ready.'],
            workMs: kind === 'slow' ? 45_000 + draw('work', n) * 45_000 : 1_000,
          },
        };
      }),
    faults: [
      { kind: 'crash', rate: 0.004, most: 2, restart: [1_000, 5_000], to: 150_000 },
      { kind: 'redelivery', queue: 'outgoing', rate: 0.08 },
      { kind: 'skew', withinMs: 2_000 },
    ],
    invariants: [
      {
        name: 'mailed-once',
        title: 'A mail goes out once; a crash may cost two duplicates at most',
        kind: 'safety',
        weight: 0.2,
        rule: w.online(() => {
          const first = new Map<string, TraceEvent>();
          let crashes = 0;
          let duplicates = 0;
          return {
            on(event) {
              if (event.part === 'process' && event.op === 'crash') crashes += 1;
              if (!isMail(event)) return null;
              const before = first.get(event.key);
              if (before === undefined) {
                first.set(event.key, event);
                return null;
              }
              duplicates += 1;
              return duplicates <= 2 * crashes
                ? null
                : w.broken(`${event.key} was mailed again, after ${crashes} crashes`, before, event);
            },
          };
        }),
      },
      {
        name: 'healthy-not-dead',
        title: 'No mail that can be sent ends in the dead-letter queue',
        kind: 'safety',
        weight: 0.2,
        rule: w.online(() => ({
          on: (event) =>
            isQueue(event, 'dead') && !poison.has(nameOf(event))
              ? w.broken(`${nameOf(event)} can be sent and went to the dead-letter queue`, event)
              : null,
        })),
      },
      {
        name: 'poison-kept',
        title: 'At the end every message that cannot be rendered is in the dead-letter queue',
        kind: 'liveness',
        weight: 0.15,
        rule: w.eventually((state) => {
          const dead = new Set(state.queue('outgoing-dead').map((body) => (body as { id: string }).id));
          for (const name of poison) if (!dead.has(name)) return `${name} is not in the dead-letter queue`;
          return null;
        }),
      },
      {
        name: 'all-mailed',
        title: 'At the end every mail that can be sent has been sent and has its row',
        kind: 'usefulness',
        weight: 0.2,
        rule: w.eventually((state) => {
          const mailed = state.dependency('mail');
          const rows = state.rows('mail');
          for (const name of healthy) {
            if (!mailed.has(name)) return `${name} was never mailed`;
            if (!rows.has(name)) return `${name} was mailed and has no row`;
          }
          return null;
        }),
      },
      {
        name: 'prompt',
        title: 'Nine in ten quick mails go out within 5 s of their arrival',
        kind: 'performance',
        weight: 0.2,
        rule: {
          ...quickLatency,
          begin() {
            const arrived = new Map<string, number>();
            const samples: number[] = [];
            return {
              on(event) {
                if (isQueue(event, 'sent') && event.data.queue === 'outgoing')
                  arrived.set(nameOf(event), event.t);
                const at = arrived.get(event.key);
                if (!isMail(event) || at === undefined || !quick.has(event.key)) return;
                samples.push(event.t - at);
                arrived.delete(event.key);
              },
              // What never went out took until the end.
              finish(_state, endedAt) {
                for (const [name, at] of arrived) if (quick.has(name)) samples.push(endedAt - at);
                return { ...w.held, samples };
              },
            };
          },
        },
      },
      {
        name: 'heartbeat-stops',
        title: 'Nobody extends a message that is acknowledged',
        kind: 'safety',
        weight: 0.05,
        rule: w.online(() => {
          // By replica and message: when it was acknowledged, until it is received again.
          const done = new Map<string, TraceEvent>();
          return {
            on(event) {
              if (isQueue(event, 'received')) done.delete(`${event.replica} ${event.key}`);
              if (isQueue(event, 'acknowledged')) done.set(`${event.replica} ${event.key}`, event);
              if (event.op !== 'queue.extend' || event.outcome !== 'call') return null;
              const end = done.get(`${event.replica} ${event.key.split(' ')[1] ?? ''}`);
              // A heartbeat that was on its way meanwhile is no mistake.
              return end === undefined || event.t < end.t + 1_000
                ? null
                : w.broken(`${event.key} is extended after it was acknowledged`, end, event);
            },
          };
        }),
      },
    ],
  };
};
