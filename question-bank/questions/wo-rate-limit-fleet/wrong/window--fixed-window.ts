import type { Start } from './api';

const limit = 10;
const windowMs = 10_000;

const start: Start = async (ctx) => {
  async function isAdmitted(tenant: string): Promise<boolean> {
    const period = Math.floor((await ctx.kv.time()) / windowMs);
    return (await ctx.kv.incrBy(`${tenant}:${period}`, 1, { pxIfNew: windowMs })) <= limit;
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
