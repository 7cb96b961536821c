import type { CardChange, SendOutcome } from './card-outbox.ts';

/** Sends one change; ages are counted now, because a change may have waited for the network. */
export async function sendCardChange(base: string, change: CardChange, now: number): Promise<SendOutcome> {
  const response = await fetch(`${base}/card`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wireOf(change, now)),
  });
  const body: unknown = await response.json();
  if (response.ok) return { kind: 'done', answer: body };
  // The server is there but not able: like no answer, it is asked again.
  if (response.status >= 500 || response.status === 429) return { kind: 'unreachable' };
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null;
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : null;
  return { kind: 'refused', message: typeof message === 'string' ? message : 'The server refused this.' };
}

/** What the wire carries of a change: moments of this machine's clock become seconds ago. */
export function wireOf(change: CardChange, now: number): object {
  if (change.kind !== 'pin-moment' && change.kind !== 'pin-selection') return change;
  const { momentAt, writtenAt, ...rest } = change;
  const writtenSecondsAgo = Math.max(0, (now - writtenAt) / 1_000);
  // A clock that was set back must not make a moment younger than its writing.
  return { ...rest, writtenSecondsAgo, secondsAgo: Math.max(writtenSecondsAgo, (now - momentAt) / 1_000) };
}
