import type { App, Ctx } from './api';

export default function start(ctx: Ctx): App {
  return {
    async http(request) {
      const key = request.headers['idempotency-key'];
      if (key === undefined) return { status: 400 };
      const { amount } = request.body as { amount: number };
      const known = await ctx.sql.auto.get('payment', key);
      if (known !== null) {
        if (known.amount !== amount) return { status: 422 };
        return { status: 201, body: { capture: known.capture } };
      }
      const answer = await ctx.http.call(
        'psp',
        { method: 'POST', path: '/captures', body: { reference: key, amount } },
        { timeout: 800 },
      );
      if (answer.status !== 200) return { status: 503 };
      const { capture } = answer.body as { capture: string };
      await ctx.sql.auto.insert('payment', { key, amount, capture }, { onConflict: 'ignore' });
      return { status: 201, body: { capture } };
    },
  };
}
