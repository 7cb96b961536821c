import type { HttpRes, Inbound, Start } from './api';

const tryMs = 900;
const leastMs = 300;
/** For each request, doubled each time, with chance. */
const backoffMs = 150;
const retriesMax = 3;

const start: Start = async (ctx) => {
  const leftOf = (request: Inbound) => (request.deadline ?? ctx.clock.now() + tryMs) - ctx.clock.now();

  async function ask(path: string, timeout: number): Promise<HttpRes | null> {
    try {
      const headers = { 'timeout-ms': String(Math.floor(timeout)) };
      return await ctx.http.call('pricing', { method: 'GET', path, headers }, { timeout });
    } catch {
      return null;
    }
  }

  return {
    http: async (request) => {
      for (let retry = 0; ; retry += 1) {
        const answer = await ask(request.path, Math.min(tryMs, leftOf(request)));
        if (answer?.status === 200) return { status: 200, body: answer.body };
        const hint = Number(answer?.headers['retry-after'] ?? 0) * 1_000;
        const pause = hint + backoffMs * 2 ** retry * (0.5 + ctx.rng.next());
        if (retry >= retriesMax || leftOf(request) < pause + leastMs) return { status: 503 };
        await ctx.clock.sleep(pause);
      }
    },
  };
};

export default start;
