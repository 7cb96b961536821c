import type { HttpRes, Inbound, Start } from './api';

const tryMs = 1_400;
const failuresToOpen = 3;
const openMs = 12_000;

const start: Start = async (ctx) => {
  let failures = 0;
  let openUntil = 0;

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
      if (ctx.clock.mono() < openUntil) return { status: 503 };
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const answer = await ask(request.path, Math.max(1, Math.min(tryMs, leftOf(request))));
        if (answer?.status === 200) {
          failures = 0;
          return { status: 200, body: answer.body };
        }
        if (answer?.status === 429) return { status: 429 };
        failures += 1;
        if (failures >= failuresToOpen) openUntil = ctx.clock.mono() + openMs;
      }
      return { status: 503 };
    },
  };
};

export default start;
