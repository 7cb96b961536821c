import type { Start } from './api';

const start: Start = async (ctx) => {
  async function invoiceAll() {
    const customers = await ctx.sql.auto.find('customers', {});
    ctx.log('info', `${customers.length} customers wait for their invoice`);
  }

  return { background: [invoiceAll] };
};

export default start;
