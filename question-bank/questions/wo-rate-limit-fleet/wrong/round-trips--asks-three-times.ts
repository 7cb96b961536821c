import type { Start } from './api';

const limit = 10;
const windowMs = 10_000;

interface Question {
  key: string;
  id: string;
  limit: number;
  windowMs: number;
}

const start: Start = async (ctx) => {
  let decided = 0;

  async function isAdmitted(tenant: string): Promise<boolean> {
    // Three steps, so that each of them is easy to read.
    decided += 1;
    const key = `admitted:${tenant}`;
    const id = `${ctx.replica}.${decided}.${ctx.rng.int(1_000_000)}`;
    const now = await ctx.kv.time();
    const taken = await ctx.kv.atomic(
      [key],
      (tx, serverNow, ask: Question) => {
        tx.zremBelow(ask.key, serverNow - ask.windowMs);
        if (tx.zcard(ask.key) >= ask.limit) return false;
        tx.zadd(ask.key, serverNow, ask.id);
        tx.pexpire(ask.key, ask.windowMs);
        return true;
      },
      { key, id, limit, windowMs },
    );
    const left = limit - (await ctx.kv.zrange(key, now - windowMs, Number.MAX_SAFE_INTEGER)).length;
    ctx.log('info', `${tenant} may send ${left} more`);
    return taken;
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
