import type { Start, HttpRes } from './api';

/** A good answer comes within 150 ms; what takes longer than this is as bad as an error. */
const timeoutMs = 250;
const failuresToOpen = 2;
const openMs = 4_000;

type State = { kind: 'closed'; failures: number } | { kind: 'open'; until: number } | { kind: 'probing' };

const fallback = { status: 200, body: { fallback: true } };

const start: Start = async (ctx) => {
  let state: State = { kind: 'closed', failures: 0 };

  const open = () => {
    // Some spread, so that the replicas do not ask at the same moment.
    state = { kind: 'open', until: ctx.clock.mono() + openMs * (1 + 0.2 * ctx.rng.next()) };
  };

  /** Whether this request may ask; the first after the time of rest becomes the one probe. */
  function mayAsk(): boolean {
    if (state.kind === 'closed') return true;
    if (state.kind === 'probing' || ctx.clock.mono() < state.until) return false;
    state = { kind: 'probing' };
    return true;
  }

  function succeeded() {
    // A call that was sent before the breaker opened says nothing about the service now.
    if (state.kind !== 'open') state = { kind: 'closed', failures: 0 };
  }

  function failed() {
    if (state.kind === 'probing') open();
    else if (state.kind === 'closed') {
      state = { kind: 'closed', failures: state.failures + 1 };
      if (state.failures >= failuresToOpen) open();
    }
  }

  async function ask(path: string): Promise<HttpRes | null> {
    try {
      const answer = await ctx.http.call('profile', { method: 'GET', path }, { timeout: timeoutMs });
      if (answer.status !== 200) failed();
      return answer.status === 200 || answer.status === 404 ? answer : null;
    } catch {
      return null;
    }
  }

  return {
    http: async (request) => {
      if (!mayAsk()) return fallback;
      const answer = await ask(request.path);
      if (answer === null) {
        failed();
        return fallback;
      }
      if (answer.status === 200) succeeded();
      return { status: answer.status, body: answer.body };
    },
  };
};

export default start;
