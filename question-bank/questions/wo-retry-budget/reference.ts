import type { HttpRes, Inbound, Start } from './api';

/** Waiting longer for one call would leave no time for another. */
const tryMs = 1_500;
/** A second call that has less than this is not worth its load. */
const leastMs = 300;
const backoffMs = 200;
/** Of ten requests one may be sent again. A service in trouble gets a tenth more, never a multiple. */
const earnedByRequest = 0.1;
const budgetMax = 3;

const start: Start = async (ctx) => {
  let budget = budgetMax;

  const leftOf = (request: Inbound) => (request.deadline ?? ctx.clock.now() + tryMs) - ctx.clock.now();

  async function ask(path: string, timeout: number): Promise<HttpRes | null> {
    try {
      // What is told downstream is what is waited for here: nobody works for a caller that has gone.
      const headers = { 'timeout-ms': String(Math.floor(timeout)) };
      return await ctx.http.call('pricing', { method: 'GET', path, headers }, { timeout });
    } catch {
      return null;
    }
  }

  /** How long to wait before asking again, by what came back. */
  function pauseAfter(answer: HttpRes | null): number {
    const seconds = Number(answer?.headers['retry-after'] ?? 0);
    return seconds * 1_000 + backoffMs * (0.5 + ctx.rng.next());
  }

  return {
    http: async (request) => {
      budget = Math.min(budgetMax, budget + earnedByRequest);
      for (;;) {
        const answer = await ask(request.path, Math.min(tryMs, leftOf(request)));
        if (answer?.status === 200) return { status: 200, body: answer.body };
        const pause = pauseAfter(answer);
        if (leftOf(request) < pause + leastMs || budget < 1) return { status: answer?.status ?? 503 };
        budget -= 1;
        await ctx.clock.sleep(pause);
      }
    },
  };
};

export default start;
