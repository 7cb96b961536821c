export function waitBefore(attempt: number): number {
  return Math.min(5_000, 100 * 2 ** (attempt - 1));
}
