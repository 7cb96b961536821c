import type { Row, Start } from './api';

interface OrderBody {
  order: string;
  customer: string;
  amount: number;
}

const pollMs = 1_000;
const batch = 20;

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
        // In the same transaction: whoever sees the order sees that its news is still to be carried.
        await tx.insert('outbox', { id: `${order} 1`, order, type: 'OrderPlaced', sent: false });
      });
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
      await tx.insert('outbox', { id: `${order} 2`, order, type: 'OrderCancelled', sent: false });
      return true;
    });
    return { status: found ? 200 : 404 };
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

  async function relay() {
    for (;;) {
      await ctx.clock.sleep(pollMs);
      try {
        const rows = await ctx.sql.auto.find('outbox', { sent: false }, { orderBy: 'id', limit: batch });
        for (const row of rows) {
          if (!(await publish(row))) continue;
          await ctx.sql.auto.update('outbox', { id: row.id ?? '' }, { sent: true });
        }
      } catch (error) {
        ctx.log('warn', `relay: ${String(error)}`);
      }
    }
  }

  return {
    http: async (request) => {
      if (request.path === '/orders') return await place(request.body as OrderBody);
      if (request.path === '/cancellations') return await cancel(request.body as { order: string });
      return { status: 404 };
    },
    background: [relay],
  };
};

export default start;
