import type { Row, Start } from './api';

interface OrderBody {
  order: string;
  customer: string;
  amount: number;
}

const start: Start = async (ctx) => {
  async function place({ order, customer, amount }: OrderBody) {
    try {
      await ctx.sql.tx('rc', async (tx) => {
        const { inserted } = await tx.insert(
          'orders',
          { id: order, customer, amount, state: 'placed' },
          { onConflict: 'ignore' },
        );
        if (!inserted) return;
        await tx.update('credit', { customer }, {}, { inc: { left: -amount } });
      });
      await announce({ order, type: 'OrderPlaced' });
      return { status: 201 };
    } catch (error) {
      if ((error as { code?: string }).code === 'check') return { status: 409 };
      throw error;
    }
  }

  async function cancel({ order }: { order: string }) {
    const found = await ctx.sql.tx('rc', async (tx) => {
      const row = await tx.get('orders', order, { lock: 'update' });
      if (row === null) return false;
      if (row.state === 'cancelled') return true;
      await tx.update('orders', { id: order }, { state: 'cancelled' });
      return true;
    });
    if (found) await announce({ order, type: 'OrderCancelled' });
    return { status: found ? 200 : 404 };
  }

  /** Tries for a while: the bus is never away for long. */
  async function announce(row: Row) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await publish(row)) return;
      await ctx.clock.sleep(500);
    }
  }

  async function publish(row: Row): Promise<boolean> {
    try {
      const answer = await ctx.http.call(
        'bus',
        { method: 'POST', path: '/events', body: { order: row.order, type: row.type } },
        { timeout: 1_000 },
      );
      return answer.status === 202;
    } catch {
      return false;
    }
  }

  return {
    http: async (request) => {
      if (request.path === '/orders') return await place(request.body as OrderBody);
      if (request.path === '/cancellations') return await cancel(request.body as { order: string });
      return { status: 404 };
    },
  };
};

export default start;
