import type { Ctx, App } from './api';

export default function start(ctx: Ctx): App {
  return {
    async http(request) {
      const key = request.headers['idempotency-key'];
      if (key === undefined) return { status: 400 };
      const { amount } = request.body as { amount: number };
      const answer = await ctx.http.call(
        'psp',
        { method: 'POST', path: '/captures', body: { reference: key, amount } },
        { timeout: 1_000 },
      );
      return { status: answer.status === 200 ? 201 : 502, body: answer.body };
    },
  };
}
