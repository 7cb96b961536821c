const baseFeeCents = 4900;
const includedSeats = 5;
const seatCents = 900;
const storageCents = 12.5;
const annualFactor = 0.9;
/** Calls up to `upTo` cost `cents` each, as far as the tiers before have not taken them. */
const callTiers = [
  { upTo: 1000, cents: 0 },
  { upTo: 10_000, cents: 0.4 },
  { upTo: Number.POSITIVE_INFINITY, cents: 0.25 },
];
const ownCountry = 'DE';
const taxPercent: Record<string, number> = { DE: 19, FR: 20, NL: 21 };

/** Prices a month of usage. Amounts are cents; before rounding they may have fractions. */
export function priceUsage(customer: Customer, usage: Usage[], options: BillingOptions): Price {
  const factor = customer.annual ? annualFactor : 1;
  const exact = linesOf(customer, usage).map((line) => ({ text: line.text, cents: line.cents * factor }));
  const lines = exact.map((line) => ({ text: line.text, cents: Math.round(line.cents) }));
  const percent = taxPercentOf(customer);
  const { subtotalCents, taxCents } = options.legacyRounding ? sumByLine(lines, percent) : sumOnce(exact, percent);
  return { lines, subtotalCents, taxCents, totalCents: subtotalCents + taxCents };
}

function linesOf(customer: Customer, usage: Usage[]): InvoiceLine[] {
  if (customer.plan === 'flat') {
    const additional = sum(usage, 'seats') - includedSeats;
    const seats = additional > 0 ? [{ text: 'additional seats', cents: additional * seatCents }] : [];
    return [{ text: 'base fee', cents: baseFeeCents }, ...seats];
  }
  if (customer.plan === 'free') return [];
  const calls = sum(usage, 'calls');
  const storage = sum(usage, 'storage');
  return [
    ...(calls > 1000 ? [{ text: 'calls', cents: callCents(calls) }] : []),
    ...(storage > 0 ? [{ text: 'storage', cents: storage * storageCents }] : []),
  ];
}

function callCents(calls: number): number {
  let cents = 0;
  let from = 0;
  for (const tier of callTiers) {
    cents += Math.max(0, Math.min(calls, tier.upTo) - from) * tier.cents;
    from = tier.upTo;
  }
  return cents;
}

function sum(usage: Usage[], metric: string): number {
  return usage.filter((one) => one.metric === metric).reduce((total, one) => total + one.quantity, 0);
}

/** Seats are reported every day; the highest number counts. */
function highest(usage: Usage[], metric: string): number {
  return Math.max(0, ...usage.filter((one) => one.metric === metric).map((one) => one.quantity));
}

/** At home always; abroad only for customers without a VAT id, who can't account for the tax themselves. */
function taxPercentOf(customer: Customer): number {
  const owed = customer.country === ownCountry || customer.vatId === null;
  return owed ? (taxPercent[customer.country] ?? 0) : 0;
}

/** As finance reconciles it: every line rounded, the tax of every line cut down. */
function sumByLine(lines: InvoiceLine[], percent: number): { subtotalCents: number; taxCents: number } {
  return {
    subtotalCents: lines.reduce((total, line) => total + line.cents, 0),
    taxCents: lines.reduce((total, line) => total + Math.floor((line.cents * percent) / 100), 0),
  };
}

function sumOnce(exact: InvoiceLine[], percent: number): { subtotalCents: number; taxCents: number } {
  const subtotalCents = Math.round(exact.reduce((total, line) => total + line.cents, 0));
  return { subtotalCents, taxCents: Math.round((subtotalCents * percent) / 100) };
}
