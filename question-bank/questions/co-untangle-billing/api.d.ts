interface Customer {
  id: string;
  plan: 'free' | 'flat' | 'metered';
  /** Paid by the year. */
  annual: boolean;
  country: string;
  vatId: string | null;
  /** The last month that is billed, for example `2026-03`; null while the account is open. */
  closedAfter: string | null;
}

interface Usage {
  metric: string;
  quantity: number;
}

interface InvoiceLine {
  text: string;
  cents: number;
}

interface Price {
  lines: InvoiceLine[];
  subtotalCents: number;
  taxCents: number;
  totalCents: number;
}

interface Invoice extends Price {
  id: string;
  customerId: string;
  month: string;
  status: 'open' | 'paid' | 'declined' | 'unpaid';
  reference: string | null;
}

interface Ports {
  clock: {
    /** Milliseconds since 1970. */
    now(): number;
    sleep(ms: number): Promise<void>;
  };
  repo: {
    findCustomer(id: string): Promise<Customer | null>;
    usageOf(customerId: string, month: string): Promise<Usage[]>;
    saveInvoice(invoice: Invoice): Promise<void>;
  };
  gateway: {
    charge(charge: {
      invoiceId: string;
      totalCents: number;
    }): Promise<{ status: number; reference: string | null }>;
  };
}

interface BillingOptions {
  legacyRounding: boolean;
}

type BillingResult =
  | { status: 'unknown-customer' | 'closed' | 'nothing-to-pay' }
  | { status: 'carried'; subtotalCents: number }
  | { status: 'paid'; invoiceId: string; reference: string }
  | { status: 'declined'; invoiceId: string };

/** What the old function works with. The new one does not need it. */
interface OldEnvironment {
  sql(text: string, invoice?: Invoice): Promise<unknown[]>;
  http(method: string, url: string, body: unknown): Promise<{ status: number; reference: string | null }>;
  sleep(ms: number): Promise<void>;
}
