import type { Start } from './api';

const freshMs = 10_000;

const start: Start = async (ctx) => {
  return {
    http: async ({ path }) => {
      const cached = await ctx.kv.get(path);
      if (cached !== null) return JSON.parse(cached) as { status: number; body: unknown };
      const { status, body } = await ctx.http.call('db', { method: 'GET', path }, { timeout: 2_500 });
      if (status === 200 || status === 404)
        await ctx.kv.set(path, JSON.stringify({ status, body }), { px: freshMs });
      return { status, body };
    },
  };
};

export default start;
