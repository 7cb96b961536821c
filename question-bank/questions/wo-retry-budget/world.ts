import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, online }: WorldTools): WorldDefinition => {
  const troubleFrom = 10_000;
  const troubleTo = 20_000;
  const wellFrom = troubleTo + 15_000;
  const endsAt = 48_000;
  const deadlineMs = 3_000;
  const limitedForMs = 1_000;
  const offeredMax = 1.2;
  /** Work takes 200 to 450 ms, and is seen at its end. */
  const workMs = 600;

  const isRequest = (event: TraceEvent) => event.part === 'client' && event.op === 'request';
  const isAnswer = (event: TraceEvent) => event.part === 'client' && event.op === 'response';
  const isCall = (event: TraceEvent) => event.op === 'http.call' && event.outcome === 'call';
  const begunAt = (event: TraceEvent) => event.t - Number(event.data.ms);
  /** Requests of the shop that has a limit of its own say nothing about the service. */
  const isUsual = (event: TraceEvent) => String(event.data.path).startsWith('/quotes/usual');
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

  /** The share of the requests of some stretches of time that came to no quote, over all seeds. */
  const failedShare = (counts: (t: number) => boolean, max: number): Rule => ({
    begin() {
      const samples: number[] = [];
      return {
        on(event) {
          if (isAnswer(event) && isUsual(event) && counts(begunAt(event)))
            samples.push(event.outcome === '200' ? 0 : 1);
        },
        finish: () => ({ held: true, message: '', witnesses: [], samples }),
      };
    },
    pooled(failures) {
      const failed = failures.reduce((sum, one) => sum + one, 0);
      const value = failures.length === 0 ? 1 : failed / failures.length;
      const message = `${percent(value)} of the requests came to no quote, at most ${percent(max)} allowed`;
      return { held: value <= max, value, message };
    },
  });

  /** In one seed, so many of a stretch's requests must come to a quote. */
  const answeredShare = (from: number, to: number, min: number): Rule =>
    online(() => {
      let all = 0;
      let good = 0;
      let last: TraceEvent | undefined;
      return {
        on(event) {
          if (!isAnswer(event) || !isUsual(event) || begunAt(event) < from || begunAt(event) >= to)
            return null;
          all += 1;
          if (event.outcome === '200') good += 1;
          else last = event;
          return null;
        },
        end: () =>
          good >= min * all && good > 0
            ? null
            : broken(`${good} of ${all} requests came to a quote, ${percent(min)} expected`, last),
      };
    });

  const offered: Rule = online(() => {
    let requests = 0;
    let calls = 0;
    let last: TraceEvent | undefined;
    const within = (t: number) => t >= troubleFrom && t < wellFrom;
    return {
      on(event) {
        if (isRequest(event) && within(event.t)) requests += 1;
        if (isCall(event) && within(event.t)) {
          calls += 1;
          last = event;
        }
        return null;
      },
      end: () =>
        calls <= offeredMax * requests
          ? null
          : broken(`${calls} calls for ${requests} requests, at most ${offeredMax} for each`, last),
    };
  });

  /** A request is worked on only while somebody waits for it. */
  const wasted: Rule = online(() => {
    const asked = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (isRequest(event)) asked.set(String(event.data.path), event);
        if (event.part !== 'pricing' || event.op !== 'worked') return null;
        const request = asked.get(event.key);
        if (request === undefined || event.t <= request.t + deadlineMs + workMs) return null;
        const lateMs = Math.round(event.t - request.t - deadlineMs);
        return broken(`${event.key} was worked out ${lateMs} ms after its caller had gone`, request, event);
      },
    };
  });

  const hint: Rule = online(() => {
    const saying = new Set<string>();
    const limited = new Map<string, TraceEvent>();
    return {
      on(event) {
        if (event.part === 'pricing' && event.op === 'limited') saying.add(event.key);
        if (event.op !== 'http.call') return null;
        const path = event.key.split(' ')[2] ?? '';
        // An answer that was lost on its way has told nobody anything.
        if (event.outcome !== 'call') {
          if (saying.delete(path) && event.outcome === 'ok') limited.set(path, event);
          return null;
        }
        const before = limited.get(path);
        if (before === undefined || event.t >= before.t + limitedForMs) return null;
        const afterMs = Math.round(event.t - before.t);
        return broken(`It was asked for again ${afterMs} ms after "Retry-After: 1"`, before, event);
      },
    };
  });

  return {
    durationMs: endsAt,
    settleMs: 8_000,
    replicas: 2,
    dependencies: {
      pricing: {
        latency: { p50: 200, p99: 240 },
        capacity: { workers: 2, queue: 40 },
        admit(request, { state, effect, now, waitedMs }) {
          const patienceMs = Number(request.headers['timeout-ms'] ?? Number.NaN);
          // What it cannot finish in time it does not begin.
          const neededMs = now >= troubleFrom && now < troubleTo ? 400 : 240;
          if (waitedMs + neededMs > patienceMs) return { status: 504 };
          if (!request.path.startsWith('/quotes/limited')) return null;
          const nextAt = Number(state.get('limited') ?? 0);
          if (now >= nextAt) {
            state.set('limited', now + limitedForMs);
            return null;
          }
          effect('limited', request.path);
          return { status: 429, headers: { 'retry-after': '1' } };
        },
        handle(request, _state, effect) {
          effect('worked', request.path);
          return { status: 200, body: { price: 100 + (request.path.length % 7) } };
        },
      },
    },
    clients: [
      {
        name: 'shop',
        perSecond: () => 6,
        request: (n) => ({ key: `usual ${n}`, method: 'GET', path: `/quotes/usual-${n}` }),
        timeoutMs: deadlineMs,
      },
      ...[3_000, 7_000, 27_000, 36_000, 42_000].map((from, index) => ({
        name: `limited ${index}`,
        perSecond: (t: number) => (t >= from ? 50 : 0),
        most: 3,
        request: (n: number) => ({
          key: `limited ${index} ${n}`,
          method: 'GET',
          path: `/quotes/limited-${index}-${n}`,
        }),
        timeoutMs: deadlineMs,
      })),
    ],
    faults: [
      {
        kind: 'dependency',
        name: 'pricing',
        from: troubleFrom,
        to: troubleTo,
        latency: { p50: 330, p99: 400 },
        capacity: { workers: 1, queue: 40 },
        fail: { '503': 0.015, reset: 0.01 },
      },
      { kind: 'dependency', name: 'pricing', fail: { '503': 0.015, reset: 0.01 } },
    ],
    invariants: [
      {
        name: 'offered',
        title:
          'From the beginning of the trouble to 15 s after it, the service is asked at most 1.2 times for each request',
        kind: 'safety',
        weight: 0.25,
        rule: offered,
      },
      {
        name: 'recovered',
        title: 'In every seed, from 15 s after the trouble, four of five requests come to a quote',
        kind: 'liveness',
        weight: 0.2,
        rule: answeredShare(wellFrom, endsAt - deadlineMs, 0.8),
      },
      {
        name: 'baseline',
        title: 'While the service is well, at most 0.6 % of the requests come to no quote',
        kind: 'usefulness',
        weight: 0.2,
        rule: failedShare(
          (t) => t < troubleFrom - deadlineMs || (t >= wellFrom && t < endsAt - deadlineMs),
          0.006,
        ),
      },
      {
        name: 'through',
        title: 'In the trouble, in every seed, three of ten requests come to a quote',
        kind: 'usefulness',
        weight: 0.1,
        rule: answeredShare(troubleFrom, troubleTo, 0.3),
      },
      {
        name: 'wasted',
        title: 'The service never works on a request whose caller has gone',
        kind: 'performance',
        weight: 0.15,
        rule: wasted,
      },
      {
        name: 'hint',
        title: 'What was answered with "Retry-After: 1" is not asked for again within that second',
        kind: 'safety',
        weight: 0.1,
        rule: hint,
      },
    ],
  };
};
