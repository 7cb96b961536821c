import type { Start } from './api';

const limit = 10;
const windowMs = 10_000;

const start: Start = async (ctx) => {
  async function isAdmitted(tenant: string): Promise<boolean> {
    const key = `count:${tenant}`;
    const count = await ctx.kv.incrBy(key, 1);
    if (count === 1) {
      await ctx.kv.atomic(
        [key],
        (tx, _serverNow, ask: { key: string; windowMs: number }) => tx.pexpire(ask.key, ask.windowMs),
        { key, windowMs },
      );
    }
    return count <= limit;
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
