import type { Start } from './api';

interface Lease {
  token: number;
  owner: string;
}

const ttlMs = 10_000;
const lookAgainMs = 2_000;

const start: Start = async (ctx) => {
  const month = String(ctx.config.month);

  async function waiting(): Promise<string[]> {
    const customers = await ctx.sql.auto.find('customers', {});
    return customers.map((row) => String(row.id));
  }

  /** The fence and the invoice are one transaction: either this lease is still the newest, or nothing is written. */
  async function write(customer: string, token: number): Promise<void> {
    await ctx.sql.tx('rc', async (tx) => {
      await tx.update('batches', { month }, { token });
      await tx.insert('invoices', { id: `${month} ${customer} ${token}`, customer, month, token });
    });
  }

  async function lead(lease: Lease): Promise<boolean> {
    for (const customer of await waiting()) {
      await ctx.http.call(
        'pdf',
        { method: 'POST', path: '/render', body: { customer } },
        { timeout: 3_000 },
      );
      if (!(await ctx.locks.renew('invoices', lease.owner, ttlMs))) return false;
      await write(customer, lease.token);
    }
    return true;
  }

  async function invoiceAll() {
    for (;;) {
      const lease = await ctx.locks.acquire('invoices', ttlMs);
      if (lease === null) {
        await ctx.clock.sleep(lookAgainMs);
        continue;
      }
      try {
        if (await lead(lease)) {
          await ctx.locks.release('invoices', lease.owner);
          return;
        }
      } catch (error) {
        ctx.log('warn', `superseded: ${String(error)}`);
      }
    }
  }

  return { background: [invoiceAll] };
};

export default start;
