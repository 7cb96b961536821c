import type { Start } from './api';

const limit = 10;
const windowMs = 10_000;

const start: Start = async (ctx) => {
  let decided = 0;

  async function isAdmitted(tenant: string): Promise<boolean> {
    decided += 1;
    const key = `admitted:${tenant}`;
    const now = ctx.clock.now();
    const admitted = await ctx.kv.zrange(key, now - windowMs, Number.MAX_SAFE_INTEGER, limit);
    if (admitted.length >= limit) return false;
    await ctx.kv.zadd(key, now, `${ctx.replica}.${decided}.${ctx.rng.int(1_000_000)}`);
    return true;
  }

  return {
    http: async (request) => {
      const { tenant } = request.body as { tenant: string };
      try {
        return { status: (await isAdmitted(tenant)) ? 200 : 429 };
      } catch (error) {
        ctx.log('warn', `no decision: ${String(error)}`);
        return { status: request.path === '/catalogue' ? 200 : 503 };
      }
    },
  };
};

export default start;
