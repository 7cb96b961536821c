import type { HttpRes, Inbound, Start } from './api';

const tryMs = 900;

const start: Start = async (ctx) => {
  const leftOf = (request: Inbound) => (request.deadline ?? ctx.clock.now() + tryMs) - ctx.clock.now();

  async function ask(path: string, timeout: number): Promise<HttpRes | null> {
    try {
      return await ctx.http.call('pricing', { method: 'GET', path }, { timeout });
    } catch {
      return null;
    }
  }

  return {
    http: async (request) => {
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        const answer = await ask(request.path, Math.max(1, Math.min(tryMs, leftOf(request))));
        if (answer?.status === 200) return { status: 200, body: answer.body };
      }
      return { status: 503 };
    },
  };
};

export default start;
