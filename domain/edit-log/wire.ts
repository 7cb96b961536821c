import type { PresenceOf } from '../live/room.ts';
import { cursorDocumentsMax } from './limits.ts';

/**
 * What goes over the wire between browser and server, both ways read here.
 *
 *   log slice (binary)  byte 1 = version, then head as u48, then per update its length as u32 and its bytes
 *   cursor (text)       <first 8 signs of a document's id>.<sequence number>, joined by `_`
 *   batch id            a UUID whose first 8 signs are the sending tab, so that a stream returns a tab's own
 *                       updates as numbers only
 */
export interface LogSlice {
  /** The last sequence number contained. */
  head: number;
  /** To be applied in this order; the first may be a snapshot. */
  updates: Uint8Array[];
}

const sliceVersion = 1;
const headerBytes = 7;

export function encodeLogSlice(slice: LogSlice): Uint8Array {
  const total = slice.updates.reduce((sum, update) => sum + 4 + update.byteLength, headerBytes);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  view.setUint8(0, sliceVersion);
  view.setUint16(1, Math.floor(slice.head / 2 ** 32));
  view.setUint32(3, slice.head % 2 ** 32);
  let offset = headerBytes;
  for (const update of slice.updates) {
    view.setUint32(offset, update.byteLength);
    out.set(update, offset + 4);
    offset += 4 + update.byteLength;
  }
  return out;
}

/** Throws a RangeError on bytes that are not a whole slice: an answer that was cut off must not be taken for all. */
export function decodeLogSlice(bytes: Uint8Array): LogSlice {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint8(0) !== sliceVersion) throw new RangeError('an unknown version of a log slice');
  const head = view.getUint16(1) * 2 ** 32 + view.getUint32(3);
  const updates: Uint8Array[] = [];
  for (let offset = headerBytes; offset < bytes.byteLength; ) {
    const length = view.getUint32(offset);
    const end = offset + 4 + length;
    if (end > bytes.byteLength) throw new RangeError('a log slice that was cut off');
    updates.push(bytes.slice(offset + 4, end));
    offset = end;
  }
  return { head, updates };
}

/** Sequence numbers by the short form of a document's id. */
export type Cursor = Map<string, number>;

export function cursorKey(documentId: string): string {
  return documentId.slice(0, 8).toLowerCase();
}

export function encodeCursor(cursor: Cursor): string {
  return [...cursor].map(([key, seq]) => `${key}.${seq}`).join('_');
}

/** Unreadable parts are left out: a stream then begins at the document's head, and the browser sees the gap. */
export function decodeCursor(text: string): Cursor {
  const cursor: Cursor = new Map();
  for (const part of text.split('_').slice(0, cursorDocumentsMax)) {
    const match = /^([0-9a-f]{8})\.(\d{1,15})$/.exec(part);
    if (match?.[1] && match[2]) cursor.set(match[1], Number(match[2]));
  }
  return cursor;
}

/** The larger of both for every document. */
export function mergeCursors(a: Cursor, b: Cursor): Cursor {
  const merged = new Map(a);
  for (const [key, seq] of b) merged.set(key, Math.max(seq, merged.get(key) ?? 0));
  return merged;
}

export function batchIdOf(tabId: string, randomUuid: string): string {
  return `${tabId}${randomUuid.slice(8)}`;
}

export function isTabId(value: string): boolean {
  return /^[0-9a-f]{8}$/.test(value);
}

/** What happened to an attempt, told to its streams; the page then asks the server for its clock. */
export const attemptNotices = [
  'granted',
  'section',
  'submitted',
  'reopened',
  'message',
  'access',
  'live',
] as const;
export type AttemptNotice = (typeof attemptNotices)[number];

export type StreamEndReason = 'signed-out' | 'attempt-ended' | 'attempt-changed' | 'server-stopping';

/** The events of a stream by name, with the shape of their JSON data. */
export type StreamEvent =
  | { name: 'ready'; data: Record<string, never> }
  /** `u` is the update in base64; it is missing when the tab that asks sent it itself. */
  | { name: 'update'; data: { d: string; s: number; b: string; u?: string } }
  | { name: 'clock'; data: { kind: AttemptNotice } }
  /** Something in the live room changed: the page asks for the room. */
  | { name: 'live'; data: Record<string, never> }
  /** Somebody's caret or selection in a document of the room; never stored. */
  | { name: 'presence'; data: PresenceOf }
  | { name: 'ping'; data: Record<string, never> }
  | { name: 'end'; data: { reason: StreamEndReason } };
