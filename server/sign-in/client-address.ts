/**
 * Where a request came from, for throttling only. The last entry of x-forwarded-for is the one that the reverse proxy in
 * front of us wrote; what stands before it was sent by the caller and may be anything.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string {
  return lastForwarded(headers.get('x-forwarded-for'));
}

/** The same for a header as Node gives it. */
export function lastForwarded(value: unknown): string {
  if (typeof value !== 'string') return 'unknown';
  return value.split(',').at(-1)?.trim().slice(0, 100) || 'unknown';
}
