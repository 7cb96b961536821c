import { priceUsage } from './pricing.ts';
import { billCustomer } from './solution.ts';

interface Answer {
  status?: number;
  reference?: string | null;
  rejects?: string;
}

interface Case {
  customerId: string;
  now: number;
  customer: Customer | null;
  usage: Usage[];
  /** What the payment service answers to each attempt; the last one again and again. */
  answers: Answer[];
  /** Turns that every port takes, so that bills made at the same time get in each other's way. */
  turns: number;
  legacyRounding: boolean;
}

export function price(customer: Customer, usage: Usage[], legacyRounding: boolean): unknown {
  return priceUsage(customer, usage, { legacyRounding });
}

export async function bill(cases: Case[]): Promise<unknown[]> {
  return Promise.all(cases.map((one) => billOne(one)));
}

async function billOne(one: Case): Promise<unknown> {
  const log: unknown[] = [];
  const errors: Error[] = [];
  const wait = async () => {
    for (let turn = 0; turn < one.turns; turn += 1) await null;
  };
  let attempts = 0;
  const ports = {
    clock: {
      now: () => one.now,
      async sleep(ms: number) {
        log.push(['sleep', ms]);
        await wait();
      },
    },
    repo: {
      async findCustomer(id: string) {
        log.push(['findCustomer', id]);
        await wait();
        return one.customer && { ...one.customer };
      },
      async usageOf(customerId: string, month: string) {
        log.push(['usageOf', customerId, month]);
        await wait();
        return one.usage.map((usage) => ({ ...usage }));
      },
      async saveInvoice(invoice: Invoice) {
        log.push(['saveInvoice', JSON.parse(JSON.stringify(invoice))]);
        await wait();
      },
    },
    gateway: {
      async charge(charge: { invoiceId: string; totalCents: number }) {
        log.push(['charge', charge?.invoiceId, charge?.totalCents]);
        await wait();
        const answer = one.answers[Math.min(attempts, one.answers.length - 1)];
        attempts += 1;
        if (answer.rejects !== undefined) {
          const error = new Error(answer.rejects);
          errors.push(error);
          throw error;
        }
        return { status: answer.status ?? 0, reference: answer.reference ?? null };
      },
    },
  };
  try {
    const result = await billCustomer(one.customerId, ports, { legacyRounding: one.legacyRounding });
    return { result, log };
  } catch (error) {
    const sameObject = errors.length > 0 ? error === errors[errors.length - 1] : null;
    return { error: error?.message ?? String(error), sameObject, log };
  }
}
