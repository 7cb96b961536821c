export function waitBefore(attempt: number): number {
  return 100;
}
