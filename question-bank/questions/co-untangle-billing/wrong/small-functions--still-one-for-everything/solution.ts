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

  let lastError: unknown = null;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    try {
      const answer = await ports.gateway.charge({ invoiceId: invoice.id, totalCents: invoice.totalCents });
      if (answer.status === 200 && answer.reference !== null) {
        await ports.repo.saveInvoice({ ...invoice, status: 'paid', reference: answer.reference });
        return { status: 'paid', invoiceId: invoice.id, reference: answer.reference };
      }
      if (answer.status === 402) {
        await ports.repo.saveInvoice({ ...invoice, status: 'declined' });
        return { status: 'declined', invoiceId: invoice.id };
      }
      lastError = new Error(`gateway answered ${answer.status}`);
    } catch (error) {
      lastError = error;
    }
    if (attempt < attemptsMax) await ports.clock.sleep(200 * attempt * attempt);
  }
  await ports.repo.saveInvoice({ ...invoice, status: 'unpaid' });
  throw lastError;
}

/** The month before the given moment, in UTC, for example `2025-12`. */
function monthBefore(now: number): string {
  const date = new Date(now);
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - 1);
  return date.toISOString().slice(0, 7);
}
