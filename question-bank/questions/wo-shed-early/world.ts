import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, latency, online }: WorldTools): WorldDefinition => {
  const rushFrom = 2_000;
  const rushTo = 6_000;
  const deadlineMs = 300;
  /** Of the way through the network, before and behind the replica. */
  const networkMs = 20;

  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  const msOf = (event: TraceEvent) => Number(event.data.ms);
  const cameAt = (event: TraceEvent) => event.t - msOf(event);
  const isImportant = (event: TraceEvent) => event.data.client === 'important';

  const share = (counts: (event: TraceEvent) => boolean, min: number, atLeast: number, what: string): Rule =>
    online(() => {
      let all = 0;
      let good = 0;
      return {
        on(event) {
          if (!isAnswer(event) || !counts(event)) return null;
          all += 1;
          if (event.outcome === '200') good += 1;
          return null;
        },
        end: () =>
          good >= atLeast && good >= min * all
            ? null
            : broken(`${good} of ${all} ${what} were answered with 200 in time`),
      };
    });

  const importantMin = 0.98;

  /** Judged over all seeds: one has too few of them. */
  const importantServed: Rule = {
    begin() {
      const samples: number[] = [];
      return {
        on(event) {
          if (isAnswer(event) && isImportant(event)) samples.push(event.outcome === '200' ? 1 : 0);
        },
        finish: () => ({ held: true, message: '', witnesses: [], samples }),
      };
    },
    pooled(samples) {
      const value = samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, samples.length);
      const isHeld = samples.length > 0 && value >= importantMin;
      const said = `${(100 * value).toFixed(2)} % of priority A were answered with 200 in time`;
      return { held: isHeld, value, message: isHeld ? '' : `${said}, at least 98 % expected` };
    },
  };

  const noLateWork: Rule = online(() => {
    const came = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (event.part === 'client' && event.op === 'request') came.set(String(event.data.path), event);
        if (event.part !== 'engine' || event.op !== 'done') return null;
        const request = came.get(event.key);
        return request === undefined || event.t <= request.t + deadlineMs + networkMs
          ? null
          : broken(
              `${event.key} was done ${Math.round(event.t - request.t)} ms after it came`,
              request,
              event,
            );
      },
    };
  });

  const callers = (name: string, priority: string, part: number) => ({
    name,
    perSecond: (t: number) => part * (t >= rushFrom && t < rushTo ? 120 : 20),
    request: (n: number) => ({
      key: `${name} ${n}`,
      method: 'POST',
      path: `/work/${priority}${n}`,
      headers: { priority },
    }),
    timeoutMs: deadlineMs,
  });

  return {
    durationMs: 10_000,
    settleMs: 15_000,
    replicas: 1,
    dependencies: {
      engine: {
        latency: { const: 50 },
        capacity: { workers: 2, queue: 100_000 },
        handle(request, _state, effect) {
          effect('done', request.path);
          return { status: 200 };
        },
      },
    },
    clients: [callers('important', 'A', 0.2), callers('ordinary', 'B', 0.8)],
    faults: [],
    invariants: [
      {
        name: 'goodput',
        title: 'During the rush, at least 125 requests are answered with 200 in time',
        kind: 'usefulness',
        weight: 0.3,
        rule: share(
          (event) => cameAt(event) >= rushFrom && cameAt(event) < rushTo,
          0,
          125,
          'requests of the rush',
        ),
      },
      {
        name: 'important',
        title: 'At least 98 % of the requests of priority A are answered with 200 in time',
        kind: 'performance',
        weight: 0.2,
        rule: importantServed,
      },
      {
        name: 'important-soon',
        title: 'Answers to priority A take at most 210 ms at the 99th percentile',
        kind: 'performance',
        weight: 0.1,
        rule: latency(
          (event) => (isAnswer(event) && isImportant(event) && event.outcome === '200' ? msOf(event) : null),
          0.99,
          210,
        ),
      },
      {
        name: 'no-late-work',
        title: 'The engine never works for a caller that has gone',
        kind: 'safety',
        weight: 0.2,
        rule: noLateWork,
      },
      {
        name: 'early-refusal',
        title: 'Nineteen of twenty refusals come within 10 ms',
        kind: 'performance',
        weight: 0.1,
        rule: latency(
          (event) =>
            isAnswer(event) && (event.outcome === '503' || event.outcome === 'timeout') ? msOf(event) : null,
          0.95,
          10,
        ),
      },
      {
        name: 'recovered',
        title: 'From one second after the rush, nine of ten requests are answered with 200',
        kind: 'liveness',
        weight: 0.1,
        rule: share((event) => cameAt(event) >= rushTo + 1_000, 0.9, 1, 'requests after the rush'),
      },
    ],
  };
};
