import type { HttpRes, Inbound, Start } from './api';

const tryMs = 2_900;

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
      const answer = await ask(request.path, Math.min(tryMs, leftOf(request)));
      return answer?.status === 200 ? { status: 200, body: answer.body } : { status: answer?.status ?? 503 };
    },
  };
};

export default start;
