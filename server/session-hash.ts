import { createHash } from 'node:crypto';

/** Names a session in the browser's locks and channels, which another session in the same browser must not share. */
export function sessionHash(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex').slice(0, 16);
}
