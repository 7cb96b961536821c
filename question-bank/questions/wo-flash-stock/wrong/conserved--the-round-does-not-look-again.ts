import type { Start } from './api';

const item = 'ticket';
const holdMs = 20_000;
const lookEveryMs = 4_000;
/** How long buyers are sent away without a look into the database. Whatever the store forgets is over after that. */
const soldOutMs = 2_000;

class SoldOut extends Error {}

const start: Start = async (ctx) => {
  async function reserve(buyer: string) {
    // Only a hint, which keeps the crowd from the database. Without the store there is no hint, and nobody gets in.
    if ((await ctx.kv.get('sold-out')) !== null) return { status: 409 };
    try {
      const live = await ctx.sql.tx('rc', async (tx) => {
        const row = { id: buyer, buyer, state: 'held', until: ctx.clock.now() + holdMs };
        const { inserted } = await tx.insert('reservation', row, { onConflict: 'ignore' });
        if (!inserted) {
          const before = await tx.get('reservation', buyer);
          return before !== null && before.state !== 'released';
        }
        // The row that all want comes last, so that it is locked for the shortest time.
        const taken = await tx.update(
          'stock',
          { item },
          {},
          { inc: { available: -1 }, ifTrue: { available: { gt: 0 } } },
        );
        if (taken === 0) throw new SoldOut();
        return true;
      });
      return { status: live ? 201 : 409 };
    } catch (error) {
      if (!(error instanceof SoldOut)) throw error;
      await ctx.kv.set('sold-out', '1', { px: soldOutMs });
      return { status: 409 };
    }
  }

  async function pay(buyer: string, payment: string) {
    // What becomes of a payment is decided once, together with the reservation, and before anything happens outside.
    const outcome = await ctx.sql.tx('rc', async (tx) => {
      const { inserted } = await tx.insert(
        'payment',
        { id: payment, outcome: 'sold' },
        { onConflict: 'ignore' },
      );
      if (!inserted) return (await tx.get('payment', payment))?.outcome;
      const sold = await tx.update(
        'reservation',
        { id: buyer },
        { state: 'paid' },
        { ifTrue: { state: 'held' } },
      );
      if (sold === 1) return 'sold';
      await tx.update('payment', { id: payment }, { outcome: 'refunded' });
      return 'refunded';
    });
    if (outcome === 'refunded') {
      const request = { method: 'POST', path: '/refunds', body: { payment } };
      const { status } = await ctx.http.call('psp', request, { timeout: 2_000 });
      if (status !== 200) return { status: 503 };
    }
    return { status: 200, body: { outcome } };
  }

  /** Whoever pays at this moment wins or loses by the state of the row, as does another replica's round. */
  async function release(id: string): Promise<void> {
    await ctx.sql.tx('rc', async (tx) => {
      await tx.update('reservation', { id }, { state: 'released' });
      await tx.update('stock', { item }, {}, { inc: { available: 1 } });
    });
    await ctx.kv.del('sold-out');
  }

  async function releaseOverdue(): Promise<void> {
    for (;;) {
      await ctx.clock.sleep(lookEveryMs + ctx.rng.int(1_000));
      try {
        const where = { state: 'held', until: { lt: ctx.clock.now() } };
        for (const { id } of await ctx.sql.auto.find('reservation', where)) await release(String(id));
      } catch (error) {
        ctx.log('warn', `the next round looks again: ${String(error)}`);
      }
    }
  }

  return {
    http: async (request) => {
      const { buyer, payment } = request.body as { buyer: string; payment?: string };
      try {
        return payment === undefined ? await reserve(buyer) : await pay(buyer, payment);
      } catch (error) {
        ctx.log('warn', String(error));
        return { status: 503 };
      }
    },
    background: [releaseOverdue],
  };
};

export default start;
