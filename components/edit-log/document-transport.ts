import { decodeLogSlice, type LogSlice } from '../../domain/edit-log/wire.ts';
import type { ClosedReason } from './save-state.ts';

export type SendAnswer =
  | { outcome: 'accepted'; seq: number; remainingMs: number | null }
  | { outcome: 'late'; characters: number; undecidedCharacters: number }
  /** The server lacks what the batch builds on. */
  | { outcome: 'resync' }
  | { outcome: 'closed'; reason: ClosedReason }
  /** Nothing is known about what happened to it: to be sent again as it is. */
  | { outcome: 'unreachable'; retryAfterMs: number | null };

export type OpenAnswer =
  | { outcome: 'opened'; slice: LogSlice }
  | { outcome: 'closed'; reason: ClosedReason }
  | { outcome: 'unreachable'; retryAfterMs: number | null };

export interface DocumentTransport {
  send(documentId: string, batchId: string, bytes: Uint8Array): Promise<SendAnswer>;
  open(documentId: string, afterSeq: number | null): Promise<OpenAnswer>;
  /** Sent while the page closes: nobody waits for the answer. */
  sendLast(documentId: string, batchId: string, bytes: Uint8Array): void;
}

/** POST and GET of /api/documents. An answer that is not ours (a proxy's page) counts as not having reached us. */
export function httpTransport(timeoutMs: number, side: 'candidate' | 'staff'): DocumentTransport {
  const asStaff = side === 'staff' ? 'as=staff' : null;
  const url = (documentId: string) => `/api/documents/${documentId}`;
  const post = (documentId: string, batchId: string, bytes: Uint8Array, init: RequestInit) =>
    fetch(`${url(documentId)}/updates?batch=${batchId}${asStaff ? `&${asStaff}` : ''}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
      ...init,
    });
  return {
    async send(documentId, batchId, bytes) {
      try {
        const response = await post(documentId, batchId, bytes, { signal: AbortSignal.timeout(timeoutMs) });
        return readSendAnswer(response.status, await response.json());
      } catch {
        // No network, a timeout, or a body that is no JSON: the batch is sent again under the same id.
        return { outcome: 'unreachable', retryAfterMs: null };
      }
    },
    async open(documentId, afterSeq) {
      try {
        const query = [afterSeq === null ? null : `after=${afterSeq}`, asStaff].filter(Boolean).join('&');
        const response = await fetch(`${url(documentId)}${query ? `?${query}` : ''}`, {
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (response.ok) {
          const slice = decodeLogSlice(new Uint8Array(await response.arrayBuffer()));
          return { outcome: 'opened', slice };
        }
        return refusal(await response.json());
      } catch {
        return { outcome: 'unreachable', retryAfterMs: null };
      }
    },
    sendLast(documentId, batchId, bytes) {
      post(documentId, batchId, bytes, { keepalive: true }).catch(() => {
        // The page is gone or the network is: the edits are in the browser's storage and sent when it comes back.
      });
    },
  };
}

/** Exported for tests. `body` is whatever JSON came. */
export function readSendAnswer(status: number, body: unknown): SendAnswer {
  if (isRecord(body) && status === 200 && body.outcome === 'accepted' && typeof body.seq === 'number') {
    const remainingMs = typeof body.remainingMs === 'number' ? body.remainingMs : null;
    return { outcome: 'accepted', seq: body.seq, remainingMs };
  }
  if (isRecord(body) && status === 410 && body.outcome === 'late' && typeof body.characters === 'number') {
    const undecided =
      typeof body.undecidedCharacters === 'number' ? body.undecidedCharacters : body.characters;
    return { outcome: 'late', characters: body.characters, undecidedCharacters: undecided };
  }
  if (isRecord(body) && isRecord(body.error) && body.error.code === 'resync') return { outcome: 'resync' };
  return refusal(body);
}

const reasonOfCode: Record<string, ClosedReason> = {
  'not-signed-in': 'signed-out',
  'not-found': 'signed-out',
  'not-open': 'ended',
  'too-large': 'too-large',
  conflict: 'conflict',
  'bad-input': 'refused',
};

function refusal(body: unknown): Extract<OpenAnswer, { outcome: 'closed' | 'unreachable' }> {
  const error = isRecord(body) ? body.error : null;
  const code = isRecord(error) && typeof error.code === 'string' ? error.code : '';
  const reason = reasonOfCode[code];
  if (reason) return { outcome: 'closed', reason };
  const retryAfterMs = isRecord(error) && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : null;
  return { outcome: 'unreachable', retryAfterMs };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
