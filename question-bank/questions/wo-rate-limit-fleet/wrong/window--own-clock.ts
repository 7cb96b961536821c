import type { Start } from './api';

const limit = 10;
const windowMs = 10_000;

interface Question {
  key: string;
  id: string;
  now: number;
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
      (tx, _serverNow, ask: Question) => {
        tx.zremBelow(ask.key, ask.now - ask.windowMs);
        if (tx.zcard(ask.key) >= ask.limit) return false;
        tx.zadd(ask.key, ask.now, ask.id);
        tx.pexpire(ask.key, ask.windowMs);
        return true;
      },
      { key, id, limit, windowMs, now: ctx.clock.now() },
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
