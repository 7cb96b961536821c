import type { TraceEvent } from '../../../simulation/core/trace.ts';
import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, latency, online, windowMax }: WorldTools): WorldDefinition => {
  const slowFrom = 10_000;
  const errorsFrom = 20_000;
  const errorsTo = 32_000;
  const wholeFrom = 38_000;

  interface Answered {
    path: string;
    ms: number;
    body: { id?: string; fallback?: boolean } | null;
  }

  const answered = (event: TraceEvent) => event.data as unknown as Answered;
  const isAnswer = (event: TraceEvent) =>
    event.part === 'client' && event.op === 'response' && event.replica !== null;
  const isAsked = (event: TraceEvent) =>
    event.op === 'http.call' && event.outcome === 'call' && inTrouble(event.t);
  const inTrouble = (t: number) => t >= slowFrom + 5_000 && t < errorsTo;
  const exists = (path: string) => Number(path.slice('/profiles/'.length)) % 5 !== 0;

  function isLive(event: TraceEvent): boolean {
    const { path, body } = answered(event);
    return exists(path)
      ? event.outcome === '200' && `/profiles/${body?.id}` === path
      : event.outcome === '404';
  }

  /** Of the requests of a stretch of time, the share that was answered from the service. */
  const liveShare = (from: number, to: number): Rule =>
    online(() => {
      let all = 0;
      let live = 0;
      let last: TraceEvent | undefined;
      return {
        on(event) {
          if (!isAnswer(event) || event.t < from || event.t > to) return null;
          all += 1;
          if (isLive(event)) live += 1;
          else last = event;
          return null;
        },
        end: () =>
          live >= 0.95 * all && live > 0
            ? null
            : broken(`${live} of ${all} requests were answered from the service, 95 % expected`, last),
      };
    });

  /** While the service is well it is asked, and what it says is passed on; of its own errors there are few. */
  const healthyShare: Rule = online(() => {
    let all = 0;
    let live = 0;
    let asked = 0;
    return {
      on(event) {
        if (event.t > slowFrom) return null;
        if (event.op === 'http.call' && event.outcome === 'call') asked += 1;
        if (!isAnswer(event)) return null;
        all += 1;
        if (isLive(event)) live += 1;
        return null;
      },
      end: () =>
        asked >= 0.95 * all && live >= 0.75 * all && live > 0
          ? null
          : broken(`Of ${all} requests the service was asked ${asked} times, and ${live} got its answer`),
    };
  });

  const oneProbe: Rule = online(() => {
    const underWay = new Map<string, TraceEvent[]>();
    return {
      on(event) {
        if (event.op !== 'http.call' || event.replica === null) return null;
        const list = underWay.get(event.replica) ?? [];
        if (event.outcome === 'call') list.push(event);
        underWay.set(
          event.replica,
          event.outcome === 'call' ? list : list.filter(({ id }) => id !== event.cause),
        );
        return isAsked(event) && list.length > 1
          ? broken(
              `${event.replica} had ${list.length} calls under way while the service was in trouble`,
              ...list,
            )
          : null;
      },
    };
  });

  return {
    durationMs: 60_000,
    settleMs: 5_000,
    replicas: 3,
    dependencies: {
      profile: {
        latency: { p50: 40, p99: 150 },
        handle(request) {
          const id = request.path.slice('/profiles/'.length);
          return exists(request.path)
            ? { status: 200, body: { id, name: `Profile ${id}` } }
            : { status: 404 };
        },
      },
    },
    clients: [
      {
        name: 'reader',
        perSecond: (t) => (t % 1_500 < 100 ? 70 : 0),
        request: (n, draw) => ({
          key: `read ${n}`,
          method: 'GET',
          path: `/profiles/${Math.floor(draw('profile') * 50)}`,
        }),
        timeoutMs: 10_000,
      },
    ],
    faults: [
      { kind: 'dependency', name: 'profile', from: 0, to: slowFrom, fail: { '503': 0.02 } },
      {
        kind: 'dependency',
        name: 'profile',
        from: slowFrom,
        to: errorsFrom,
        latency: { p50: 2_400, p99: 3_000 },
      },
      { kind: 'dependency', name: 'profile', from: errorsFrom, to: errorsTo, fail: { '503': 1 } },
      {
        kind: 'dependency',
        name: 'profile',
        from: errorsTo,
        to: wholeFrom,
        capacity: { workers: 2, queue: 2 },
      },
    ],
    invariants: [
      {
        name: 'prompt',
        title: 'Answers take at most 300 ms at the 99th percentile',
        kind: 'performance',
        weight: 0.2,
        rule: latency((event) => (isAnswer(event) ? answered(event).ms : null), 0.99, 300),
      },
      {
        name: 'load',
        title: 'While it is in trouble, the service is asked at most 12 times in any 10 s',
        kind: 'safety',
        weight: 0.25,
        rule: windowMax(isAsked, () => 'profile', 12, 10_000),
      },
      {
        name: 'one-probe',
        title: 'While the service is in trouble, no replica has more than one call under way',
        kind: 'safety',
        weight: 0.15,
        rule: oneProbe,
      },
      {
        name: 'healthy',
        title: 'While the service is well, nineteen of twenty requests are asked of it, and get what it says',
        kind: 'usefulness',
        weight: 0.2,
        rule: healthyShare,
      },
      {
        name: 'recovered',
        title: 'From 10 s after the service is whole, nineteen of twenty requests are answered from it',
        kind: 'liveness',
        weight: 0.2,
        rule: liveShare(wholeFrom + 10_000, 60_000),
      },
    ],
  };
};
