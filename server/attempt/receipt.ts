import { randomInt } from 'node:crypto';

// Without letters and digits that are read wrong from paper.
const signs = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A number such as `R-7K3M-Q9XW` that a candidate can read out; it opens nothing. */
export function newReceipt(): string {
  const part = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('');
  return `R-${part()}-${part()}`;
}
