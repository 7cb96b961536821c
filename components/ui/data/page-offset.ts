/** How many rows come before the page that an address asks for: a whole number, and 0 for whatever is none. */
export function readOffset(value: string | string[] | undefined): number {
  return typeof value === 'string' && /^\d{1,6}$/u.test(value) ? Number(value) : 0;
}
