import type { WorldDefinition } from '../../../simulation/world/definition.ts';
import type { Rule } from '../../../simulation/world/invariants/invariant.ts';
import type { DependencyDefinition } from '../../../simulation/world/parts/http.ts';
import type { WorldTools } from '../../../simulation/world/tools.ts';

export default ({ broken, online }: WorldTools): WorldDefinition => {
  const livesMs = 30_000;
  const lastPartMs = 5_000;
  const answerWithinMs = 12_000;

  /** Pair number k is `a<k>` and `r<k>`; every third dies early. */
  const livesFor = (k: number) => (k % 3 === 2 ? 12_000 : livesMs);

  const provider: DependencyDefinition = {
    latency: { p50: 40, p99: 200 },
    handle(request, state, effect, now) {
      const { access, refresh, requestId } = (request.body ?? {}) as Record<string, string | undefined>;
      const k = Number(state.get('pair') ?? 0);
      const isRevoked = state.get('revoked') === true;
      if (request.path === '/data') {
        const diesAt = Number(state.get('at') ?? 0) + livesFor(k);
        if (!isRevoked && k > 0 && access === `a${k}` && now < diesAt) {
          effect('used', `a${k}`);
          return { status: 200, body: { data: 42 } };
        }
        effect('refused', String(access));
        return { status: 401 };
      }
      if (request.path !== '/token') return { status: 404 };
      const pair = (n: number) => ({ access: `a${n}`, refresh: `r${n}`, livesMs });
      if (!isRevoked && refresh === `r${k}`) {
        effect('renewed', `a${k}`, { lastMs: k === 0 ? 0 : Number(state.get('at')) + livesMs - now });
        state.set('pair', k + 1);
        state.set('at', now);
        state.set('request', requestId ?? '');
        return { status: 200, body: pair(k + 1) };
      }
      const isRepeat =
        refresh === `r${k - 1}` && requestId !== undefined && state.get('request') === requestId;
      if (!isRevoked && isRepeat && now < Number(state.get('at')) + 120_000)
        return { status: 200, body: pair(k) };
      if (!isRevoked) effect('revoked', 'family', { refresh: String(refresh) });
      state.set('revoked', true);
      return { status: 400 };
    },
  };

  const durable: Rule = online(() => {
    const kept = new Set<string>(['r0']);
    return {
      on(event) {
        if (event.part === 'sql' && event.outcome === 'effect' && event.data.table === 'tokens')
          kept.add(String((event.data.row as { refresh?: string } | null)?.refresh));
        if (event.part !== 'provider' || event.op !== 'used') return null;
        return kept.has(event.key.replace('a', 'r'))
          ? null
          : broken(`${event.key} was used before the refresh token that came with it was committed`, event);
      },
    };
  });

  const needed: Rule = online(() => {
    const refused = new Set<string>();
    return {
      on(event) {
        if (event.part !== 'provider') return null;
        if (event.op === 'refused') refused.add(event.key);
        if (event.op !== 'renewed' || refused.has(event.key)) return null;
        const lastMs = Number(event.data.lastMs);
        return lastMs <= lastPartMs
          ? null
          : broken(`${event.key} was renewed ${Math.round(lastMs / 1_000)} s before its stated end`, event);
      },
    };
  });

  const oneCall: Rule = online(() => {
    let calls = 0;
    let allowed = 0;
    const open = new Map<number, string>();
    return {
      on(event) {
        if (event.part === 'provider' && event.op === 'renewed') allowed += 1;
        if (event.part === 'process' && event.op !== 'start') allowed += 1;
        if (event.op !== 'http.call' || !event.key.endsWith('/token')) return null;
        if (event.outcome === 'call') {
          calls += 1;
          open.set(event.id, event.key);
          return null;
        }
        open.delete(event.cause);
        if (event.outcome !== 'ok') allowed += 1;
        // Counted when an answer is there: a call that is under way has not renewed anything yet.
        return calls - open.size <= allowed
          ? null
          : broken(`/token was called ${calls} times, with ${allowed} reasons`, event);
      },
    };
  });

  const served: Rule = online(() => {
    let good = 0;
    return {
      on(event) {
        if (event.part !== 'client' || event.op !== 'response' || event.replica === null) return null;
        if (event.outcome === 'reset' || event.outcome === 'refused') return null;
        const ms = Number(event.data.ms);
        if (event.outcome !== '200' || ms > answerWithinMs)
          return broken(`A request came to ${event.outcome} after ${Math.round(ms)} ms`, event);
        good += 1;
        return null;
      },
      end: () => (good >= 20 ? null : broken(`${good} requests were answered with 200`)),
    };
  });

  return {
    durationMs: 75_000,
    settleMs: 15_000,
    replicas: 4,
    locks: true,
    sql: {
      tables: { tokens: { pk: 'id' } },
      rows: { tokens: [{ id: 'current', access: '', refresh: 'r0' }] },
    },
    dependencies: { provider },
    clients: [
      {
        name: 'reader',
        // In bunches, so that several replicas meet the end of a token at the same moment.
        perSecond: (t) => (t % 2_000 < 100 ? 30 : 0),
        request: (n) => ({ key: `read ${n}`, method: 'GET', path: '/data' }),
        timeoutMs: 20_000,
      },
    ],
    faults: [
      { kind: 'dependency', name: 'provider', fail: { timeoutAfter: 0.04, timeoutBefore: 0.04 } },
      { kind: 'crash', rate: 0.01, most: 4, restart: [1_000, 3_000] },
      { kind: 'skew', withinMs: 5_000 },
    ],
    invariants: [
      {
        name: 'family',
        title: 'The family of tokens is never revoked',
        kind: 'safety',
        weight: 0.35,
        rule: online(() => ({
          on: (event) =>
            event.part === 'provider' && event.op === 'revoked'
              ? broken(`${String(event.data.refresh)} was used a second time: the family is revoked`, event)
              : null,
        })),
      },
      {
        name: 'durable',
        title: 'A new refresh token is committed before the access token that came with it is used',
        kind: 'safety',
        weight: 0.15,
        rule: durable,
      },
      {
        name: 'needed',
        title: 'A pair is renewed only after a 401 or in the last 5 s of its stated life',
        kind: 'safety',
        weight: 0.15,
        rule: needed,
      },
      {
        name: 'one-call',
        title: '/token is called once for a renewal, and once more for each unknown outcome or crash',
        kind: 'performance',
        weight: 0.1,
        rule: oneCall,
      },
      {
        name: 'served',
        title: 'Every request that reaches a replica is answered with 200, within 12 s',
        kind: 'usefulness',
        weight: 0.25,
        rule: served,
      },
    ],
  };
};
