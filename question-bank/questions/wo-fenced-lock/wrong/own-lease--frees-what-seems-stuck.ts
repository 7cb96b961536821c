import type { Start } from './api';

interface Lease {
  token: number;
  owner: string;
}

const ttlMs = 10_000;
const lookAgainMs = 2_000;

const start: Start = async (ctx) => {
  const month = String(ctx.config.month);

  /** Who still waits for an invoice; read anew under each lease, so that whoever takes over goes on. */
  async function waiting(): Promise<string[]> {
    const customers = await ctx.sql.auto.find('customers', {});
    const done = new Set((await ctx.sql.auto.find('invoices', { month })).map((row) => row.customer));
    return customers.map((row) => String(row.id)).filter((id) => !done.has(id));
  }

  /** The fence and the invoice are one transaction: either this lease is still the newest, or nothing is written. */
  async function write(customer: string, token: number): Promise<void> {
    await ctx.sql.tx('rc', async (tx) => {
      await tx.update('batches', { month }, { token });
      const [existing] = await tx.find('invoices', { month, customer });
      if (existing === undefined)
        await tx.insert('invoices', { id: `${month} ${customer}`, customer, month, token });
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
    let refused = 0;
    for (;;) {
      const lease = await ctx.locks.acquire('invoices', ttlMs);
      if (lease === null) {
        refused += 1;
        const batch = await ctx.sql.auto.get('batches', month);
        // Nothing has come of it for a while: its holder must be gone.
        if (refused > 2 && batch?.owner) await ctx.locks.release('invoices', String(batch.owner));
        await ctx.clock.sleep(lookAgainMs);
        continue;
      }
      await ctx.sql.auto.update('batches', { month }, { owner: lease.owner });
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
