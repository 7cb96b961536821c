import type { App, Ctx, Row } from './api';

const triesMax = 3;
const pspTimeoutMs = 800;
const recoverEveryMs = 4_000;

export default function start(ctx: Ctx): App {
  /** Safe to repeat and to do twice at once: the PSP knows the key, and the row is finished once. */
  async function capture(row: Row): Promise<string | null> {
    for (let attempt = 1; attempt <= triesMax; attempt += 1) {
      try {
        const answer = await ctx.http.call(
          'psp',
          {
            method: 'POST',
            path: '/captures',
            headers: { 'idempotency-key': `payment-${row.key}` },
            body: { reference: row.key, amount: row.amount },
          },
          { timeout: pspTimeoutMs },
        );
        if (answer.status === 200) {
          const made = (answer.body as { capture: string }).capture;
          await ctx.sql.auto.update('payment', { key: row.key }, { status: 'done', capture: made });
          return made;
        }
      } catch {
        // Nobody knows what came of it; with the same key it does not matter.
      }
      await ctx.clock.sleep(20 * attempt);
    }
    return null;
  }

  async function recover(): Promise<void> {
    for (;;) {
      await ctx.clock.sleep(recoverEveryMs + ctx.rng.int(1_000));
      try {
        const pending = await ctx.sql.auto.find('payment', { status: 'pending' });
        for (const row of pending) await capture(row);
      } catch {
        // The next round looks again.
      }
    }
  }

  return {
    async http(request) {
      const key = request.headers['idempotency-key'];
      if (key === undefined) return { status: 400 };
      const { amount } = request.body as { amount: number };
      // The intention is written down before anything happens outside.
      const { inserted } = await ctx.sql.auto.insert(
        'payment',
        { key, amount, status: 'pending', capture: null },
        { onConflict: 'ignore' },
      );
      let row: Row = { key, amount, status: 'pending', capture: null };
      if (!inserted) {
        const found = await ctx.sql.auto.get('payment', key);
        if (found === null) return { status: 503 };
        row = found;
      }
      if (row.amount !== amount) return { status: 422 };
      if (row.status === 'done') return { status: 201, body: { capture: row.capture, replayed: true } };
      const made = await capture(row);
      return made === null ? { status: 503 } : { status: 201, body: { capture: made } };
    },
    background: [recover],
  };
}
