/** To be taken out of billCustomer in solution.ts. */
export function priceUsage(customer: Customer, usage: Usage[], options: BillingOptions): Price {
  throw new Error('not written yet');
}
