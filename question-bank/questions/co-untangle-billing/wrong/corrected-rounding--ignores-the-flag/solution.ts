import { priceUsage } from './pricing.ts';

const attemptsMax = 3;
const leastPaymentCents = 50;

export async function billCustomer(customerId: string, ports: Ports, options: BillingOptions): Promise<BillingResult> {
  const month = monthBefore(ports.clock.now());
  const customer = await ports.repo.findCustomer(customerId);
  if (customer === null) return { status: 'unknown-customer' };
  if (customer.closedAfter !== null && customer.closedAfter < month) return { status: 'closed' };

  const price = priceUsage(customer, await ports.repo.usageOf(customerId, month), options);
  if (price.subtotalCents === 0) return { status: 'nothing-to-pay' };
  if (price.subtotalCents < leastPaymentCents) return { status: 'carried', subtotalCents: price.subtotalCents };

  const id = `${customerId}-${month}`;
  const invoice: Invoice = { id, customerId, month, ...price, status: 'open', reference: null };
  await ports.repo.saveInvoice(invoice);
  return settle(invoice, ports);
}

/** Charges the invoice and records how that ended. */
async function settle(invoice: Invoice, ports: Ports): Promise<BillingResult> {
  const outcome = await charge(invoice, ports);
  switch (outcome.kind) {
    case 'paid':
      await ports.repo.saveInvoice({ ...invoice, status: 'paid', reference: outcome.reference });
      return { status: 'paid', invoiceId: invoice.id, reference: outcome.reference };
    case 'declined':
      await ports.repo.saveInvoice({ ...invoice, status: 'declined' });
      return { status: 'declined', invoiceId: invoice.id };
    case 'failed':
      await ports.repo.saveInvoice({ ...invoice, status: 'unpaid' });
      throw outcome.error;
  }
}

type Outcome = { kind: 'paid'; reference: string } | { kind: 'declined' } | { kind: 'failed'; error: unknown };

async function charge(invoice: Invoice, ports: Ports): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await chargeOnce(invoice, ports);
    if (outcome.kind !== 'failed' || attempt === attemptsMax) return outcome;
    await ports.clock.sleep(200 * attempt * attempt);
  }
}

async function chargeOnce(invoice: Invoice, ports: Ports): Promise<Outcome> {
  try {
    const { status, reference } = await ports.gateway.charge({ invoiceId: invoice.id, totalCents: invoice.totalCents });
    if (status === 200 && reference !== null) return { kind: 'paid', reference };
    if (status === 402) return { kind: 'declined' };
    return { kind: 'failed', error: new Error(`gateway answered ${status}`) };
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/** The month before the given moment, in UTC, for example `2025-12`. */
function monthBefore(now: number): string {
  const date = new Date(now);
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return date.toISOString().slice(0, 7);
}
