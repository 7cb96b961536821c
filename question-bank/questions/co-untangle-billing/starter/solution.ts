let lines: InvoiceLine[] = [];
let subtotal = 0;
let tax = 0;
let lastError: unknown = null;

export async function billCustomer(customerId: string, env: OldEnvironment): Promise<BillingResult> {
  const now = new Date(Date.now());
  let year = now.getUTCFullYear();
  let m = now.getUTCMonth();
  if (m === 0) {
    m = 12;
    year = year - 1;
  }
  const month = year + '-' + (m < 10 ? '0' + m : m);

  const customers = await env.sql("select * from customer where id = '" + customerId + "'");
  if (customers.length === 0) {
    return { status: 'unknown-customer' };
  }
  const c = customers[0] as Customer;
  if (c.closedAfter !== null && c.closedAfter < month) {
    return { status: 'closed' };
  }

  const usage = (await env.sql(
    "select metric, quantity from usage where customer_id = '" + customerId + "' and month = '" + month + "'",
  )) as Usage[];
  let calls = 0;
  let storage = 0;
  let seats = 0;
  for (const u of usage) {
    if (u.metric === 'calls') calls += u.quantity;
    else if (u.metric === 'storage') storage += u.quantity;
    else if (u.metric === 'seats') {
      // Seats are reported every day; the highest number counts.
      if (u.quantity > seats) seats = u.quantity;
    }
  }

  lines = [];
  subtotal = 0;
  tax = 0;
  if (c.plan === 'flat') {
    lines.push({ text: 'base fee', cents: 4900 });
    if (seats > 5) {
      lines.push({ text: 'additional seats', cents: (seats - 5) * 900 });
    }
  } else if (c.plan === 'metered') {
    if (calls > 1000) {
      let cents = 0;
      if (calls > 10000) {
        cents = 9000 * 0.4 + (calls - 10000) * 0.25;
      } else {
        cents = (calls - 1000) * 0.4;
      }
      lines.push({ text: 'calls', cents: cents });
    }
    if (storage > 0) {
      lines.push({ text: 'storage', cents: storage * 12.5 });
    }
  }

  let rate = 0;
  if (c.country === 'DE') rate = 19;
  else if (c.vatId === null) {
    // Without a VAT id we owe the tax of the customer's country.
    if (c.country === 'FR') rate = 20;
    else if (c.country === 'NL') rate = 21;
  }
  for (const line of lines) {
    if (c.annual) {
      line.cents = line.cents * 0.9;
    }
    line.cents = Math.round(line.cents);
    subtotal = subtotal + line.cents;
    tax = tax + Math.floor((line.cents * rate) / 100);
  }

  if (subtotal === 0) {
    return { status: 'nothing-to-pay' };
  }
  if (subtotal < 50) {
    // Not worth a payment; somebody adds it to the next bill by hand.
    return { status: 'carried', subtotalCents: subtotal };
  }

  const invoice: Invoice = {
    id: customerId + '-' + month,
    customerId: customerId,
    month: month,
    lines: lines,
    subtotalCents: subtotal,
    taxCents: tax,
    totalCents: subtotal + tax,
    status: 'open',
    reference: null,
  };
  await env.sql('insert or update invoice', { ...invoice });

  let attempt = 0;
  while (attempt < 3) {
    attempt = attempt + 1;
    try {
      const answer = await env.http('POST', '/charges', { invoiceId: invoice.id, totalCents: invoice.totalCents });
      if (answer.status === 200 && answer.reference !== null) {
        invoice.status = 'paid';
        invoice.reference = answer.reference;
        await env.sql('insert or update invoice', { ...invoice });
        return { status: 'paid', invoiceId: invoice.id, reference: answer.reference };
      }
      if (answer.status === 402) {
        invoice.status = 'declined';
        await env.sql('insert or update invoice', { ...invoice });
        return { status: 'declined', invoiceId: invoice.id };
      }
      lastError = new Error('gateway answered ' + answer.status);
    } catch (error) {
      lastError = error;
    }
    if (attempt < 3) {
      await env.sleep(200 * attempt * attempt);
    }
  }
  invoice.status = 'unpaid';
  await env.sql('insert or update invoice', { ...invoice });
  throw lastError;
}
