export function waitBefore(attempt: number): number {
  return 100 * 2 ** (attempt - 1);
}
