import { attemptNotices, type StreamEndReason, type StreamEvent } from '../../domain/edit-log/wire.ts';
import { backoffMs, type Environment } from './environment.ts';
import { streamRetryFirstMs, streamRetryMostMs, streamSilenceMs } from './limits.ts';

/** The part of EventSource that is used. */
export interface EventSourceLike {
  addEventListener(name: string, listener: (event: { data?: unknown; lastEventId?: string }) => void): void;
  close(): void;
}

export interface StreamReaderOptions {
  env: Environment;
  connect(cursor: string): EventSourceLike;
  /** Every event, with the cursor after it. */
  onEvent(event: StreamEvent, cursor: string): void;
  cursor(): string;
}

const names = ['ready', 'update', 'clock', 'live', 'presence', 'ping', 'end'] as const;
const finalReasons: readonly StreamEndReason[] = ['signed-out', 'attempt-ended'];

/**
 * Holds one stream open: makes a new one from the last cursor after an error, after an end that is not final, and when
 * nothing came for longer than two pings (a connection whose other side is gone says nothing at all).
 */
export class StreamReader {
  readonly #options: StreamReaderOptions;
  #source: EventSourceLike | null = null;
  #cancelTimer: (() => void) | null = null;
  #failures = 0;
  #stopped = false;

  constructor(options: StreamReaderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#connect();
  }

  /** The network is back: do not wait for the next try. */
  wake(): void {
    if (this.#stopped || this.#source) return;
    this.#connect();
  }

  stop(): void {
    this.#stopped = true;
    this.#disconnect();
  }

  #connect(): void {
    this.#disconnect();
    const source = this.#options.connect(this.#options.cursor());
    this.#source = source;
    for (const name of names) {
      source.addEventListener(name, (message) => {
        if (source === this.#source) this.#received(name, message);
      });
    }
    source.addEventListener('error', () => {
      if (source === this.#source) this.#retry();
    });
    this.#watch();
  }

  #received(name: StreamEvent['name'], message: { data?: unknown; lastEventId?: string }): void {
    this.#failures = 0;
    this.#watch();
    const event = readStreamEvent(name, message.data);
    if (!event) return;
    this.#options.onEvent(event, message.lastEventId ?? '');
    if (event.name !== 'end') return;
    if (finalReasons.includes(event.data.reason)) this.stop();
    else this.#retry();
  }

  #watch(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.env.setTimer(() => this.#retry(), streamSilenceMs);
  }

  #retry(): void {
    this.#disconnect();
    this.#failures += 1;
    const wait = backoffMs(this.#options.env, this.#failures, streamRetryFirstMs, streamRetryMostMs);
    this.#cancelTimer = this.#options.env.setTimer(() => this.#connect(), wait);
  }

  #disconnect(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#source?.close();
    this.#source = null;
  }
}

/** Reads one event; null for what this version does not know. */
export function readStreamEvent(name: StreamEvent['name'], text: unknown): StreamEvent | null {
  const data = parseRecord(text);
  if (!data) return null;
  switch (name) {
    case 'ready':
    case 'live':
    case 'ping':
      return { name, data: {} };
    case 'update': {
      const { d, s, b, u } = data;
      if (typeof d !== 'string' || typeof s !== 'number' || typeof b !== 'string') return null;
      return { name, data: typeof u === 'string' ? { d, s, b, u } : { d, s, b } };
    }
    case 'clock': {
      const kind = attemptNotices.find((notice) => notice === data.kind);
      return kind ? { name, data: { kind } } : null;
    }
    case 'presence': {
      const { who, name: shownName, documentId, path, anchor, head } = data;
      if (typeof who !== 'string' || typeof shownName !== 'string') return null;
      if (typeof documentId !== 'string' || typeof path !== 'string') return null;
      if (!isTextOrNull(anchor) || !isTextOrNull(head)) return null;
      return { name, data: { who, name: shownName, documentId, path, anchor, head } };
    }
    case 'end': {
      const reason = endReasons.find((candidate) => candidate === data.reason);
      return reason ? { name, data: { reason } } : null;
    }
  }
}

const endReasons: readonly StreamEndReason[] = [
  'signed-out',
  'attempt-ended',
  'attempt-changed',
  'server-stopping',
];

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function parseRecord(text: unknown): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(String(text));
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

export function bytesFromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
