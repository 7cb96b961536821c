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
    decided += 1;
    const key = `admitted:${tenant}`;
    // The random part keeps a restarted process from using a member again.
    const id = `${ctx.replica}.${decided}.${ctx.rng.int(1_000_000)}`;
    return await ctx.kv.atomic(
      [key],
      (tx, serverNow, ask: Question) => {
        tx.zremBelow(ask.key, serverNow - ask.windowMs);
        tx.zadd(ask.key, serverNow, ask.id);
        tx.pexpire(ask.key, ask.windowMs);
        return tx.zcard(ask.key) <= ask.limit;
      },
      { key, id, limit, windowMs },
    );
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
