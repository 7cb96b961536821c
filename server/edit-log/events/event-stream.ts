import type { StreamedUpdate } from '../../../db/queries/documents.ts';
import { mayAccess, type Principal, type Relation } from '../../../domain/access.ts';
import type { AttemptStatus } from '../../../domain/attempt.ts';
import { isPurpose, purposeRules } from '../../../domain/edit-log/purpose.ts';
import {
  type AttemptNotice,
  type Cursor,
  cursorKey,
  encodeCursor,
  type StreamEndReason,
  type StreamEvent,
} from '../../../domain/edit-log/wire.ts';
import type { PresenceOf } from '../../../domain/live/room.ts';
import { authorIdOf } from '../authorize-document.ts';
import { streamBufferBytesMax } from '../limits.ts';

export interface StreamOwner {
  principal: Exclude<Principal, { kind: 'anonymous' }>;
  attemptId: string;
  relation: Relation;
  /** The attempt's status when the stream began: a change ends it. */
  status: AttemptStatus;
  /** The person's session epoch when the stream began: raising it ends all their sessions. Null for candidates. */
  epoch: number | null;
  /** The tab that asks, for its own updates to come back as numbers only; '' when it does not say. */
  tabId: string;
}

/**
 * One browser's server-sent events for all documents of an attempt. Every update passes `mayRead` for the stream's
 * principal; the id of every event is the cursor from which another stream would go on.
 */
export class EventStream {
  readonly attemptId: string;
  readonly owner: StreamOwner;
  /** Document id → last sequence number delivered. */
  readonly positions = new Map<string, number>();
  readonly body: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly #onClose: (stream: EventStream) => void;
  readonly #encoder = new TextEncoder();

  constructor(owner: StreamOwner, onClose: (stream: EventStream) => void) {
    this.owner = owner;
    this.attemptId = owner.attemptId;
    this.#onClose = onClose;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => this.#close(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: streamBufferBytesMax }),
    );
  }

  get open(): boolean {
    return this.#controller !== null;
  }

  mayRead(purpose: string): boolean {
    if (!isPurpose(purpose)) return false;
    const { principal, relation } = this.owner;
    return purposeRules[purpose].readers.some((action) => mayAccess(principal, action, relation));
  }

  /** Delivers an update that comes next in its document; others were delivered before or are not for this stream. */
  update(row: StreamedUpdate): void {
    const position = this.positions.get(row.documentId);
    if (position === undefined || row.seq <= position) return;
    this.positions.set(row.documentId, row.seq);
    const own =
      this.owner.tabId !== '' &&
      row.authorId === authorIdOf(this.owner.principal) &&
      row.batchId.startsWith(this.owner.tabId);
    const data = { d: row.documentId, s: row.seq, b: row.batchId };
    this.#send({
      name: 'update',
      data: own ? data : { ...data, u: Buffer.from(row.bytes).toString('base64') },
    });
  }

  ready(): void {
    this.#send({ name: 'ready', data: {} });
  }

  clock(kind: AttemptNotice): void {
    this.#send({ name: 'clock', data: { kind } });
  }

  live(): void {
    this.#send({ name: 'live', data: {} });
  }

  /** Delivers a cursor in a document that this stream may read. */
  presence(of: PresenceOf, staffOnly: boolean): void {
    if (staffOnly && this.owner.principal.kind !== 'person') return;
    if (this.positions.has(of.documentId)) this.#send({ name: 'presence', data: of });
  }

  ping(): void {
    this.#send({ name: 'ping', data: {} });
  }

  end(reason: StreamEndReason): void {
    this.#send({ name: 'end', data: { reason } });
    this.#close();
  }

  /** The reader is gone: nothing more can be told. */
  abandon(): void {
    this.#close();
  }

  #send(event: StreamEvent): void {
    if (!this.#controller) return;
    const text = `id: ${this.#cursor()}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
    this.#controller.enqueue(this.#encoder.encode(text));
    // A reader that does not read: it comes back with its cursor and loses nothing.
    if ((this.#controller.desiredSize ?? 0) <= 0) this.#close();
  }

  #cursor(): string {
    const cursor: Cursor = new Map();
    for (const [documentId, seq] of this.positions) cursor.set(cursorKey(documentId), seq);
    return encodeCursor(cursor);
  }

  #close(): void {
    const controller = this.#controller;
    if (!controller) return;
    this.#controller = null;
    this.#onClose(this);
    try {
      controller.close();
    } catch {
      // Already closed by the reader's cancel: nothing is left to tell it.
    }
  }
}
