import { z } from 'zod';
import type { StreamedUpdate } from '../../../db/queries/documents.ts';
import {
  type AttemptNotice,
  attemptNotices,
  type Cursor,
  cursorKey,
  type StreamEndReason,
} from '../../../domain/edit-log/wire.ts';
import type { PresenceOf } from '../../../domain/live/room.ts';
import { streamReadSpacingMs, streamRowsPerReadMax } from '../limits.ts';
import type { EventStream } from './event-stream.ts';

/** What the rooms need of the world. Given by `process-rooms.ts`, and by tests. */
export interface RoomSources {
  listHeads(
    attemptIds: string[],
  ): Promise<{ id: string; attemptId: string; purpose: string; head: number }[]>;
  listUpdatesOfMany(after: ReadonlyMap<string, number>, limit: number): Promise<StreamedUpdate[]>;
  /** For each stream whether it may go on; streams that are missing in the answer may not. */
  reviewAccess(streams: readonly EventStream[]): Promise<Map<EventStream, 'go-on' | StreamEndReason>>;
  warn(error: unknown, message: string): void;
}

/**
 * All streams of this process, by attempt. A notification only says that something is there; what is delivered is read
 * from the log, in one query for all documents that have something new. A lost notification costs one sweep.
 */
export class EventRooms {
  readonly #sources: RoomSources;
  readonly #rooms = new Map<string, Set<EventStream>>();
  /** Documents with something to deliver, with their attempt. */
  #dirty = new Map<string, string>();
  #pumping: Promise<void> | null = null;

  constructor(sources: RoomSources) {
    this.#sources = sources;
  }

  get streams(): EventStream[] {
    return [...this.#rooms.values()].flatMap((room) => [...room]);
  }

  /** Puts a stream into its room and brings it from its cursor to the present. */
  async join(stream: EventStream, cursor: Cursor): Promise<void> {
    // In the room before the heads are read, so that nothing falls between.
    const room = this.#rooms.get(stream.attemptId) ?? new Set();
    this.#rooms.set(stream.attemptId, room.add(stream));
    const heads = await this.#sources.listHeads([stream.attemptId]);
    for (const document of heads) {
      if (!stream.mayRead(document.purpose)) continue;
      // A document that the cursor does not name begins here: the page opens it by itself and sees what is missing.
      const from = Math.min(cursor.get(cursorKey(document.id)) ?? document.head, document.head);
      stream.positions.set(document.id, Math.max(from, stream.positions.get(document.id) ?? 0));
      if (from < document.head) this.#dirty.set(document.id, stream.attemptId);
    }
    stream.ready();
    await this.pump();
  }

  leave(stream: EventStream): void {
    const room = this.#rooms.get(stream.attemptId);
    room?.delete(stream);
    if (room?.size === 0) this.#rooms.delete(stream.attemptId);
  }

  /** One notification: `u <attempt> <document> <seq>`, `a <attempt> <notice>` or `p <attempt> <staff only> <presence>`. */
  async notified(payload: string): Promise<void> {
    const [kind, attemptId, third, ...rest] = payload.split(' ');
    const room = attemptId ? this.#rooms.get(attemptId) : undefined;
    if (!attemptId || !third || !room) return;
    if (kind === 'u') {
      const known = [...room].some((stream) => stream.positions.has(third));
      // A document made after the streams began: its purpose decides who gets it, so it is looked up.
      if (!known) await this.#discover([attemptId]);
      this.#dirty.set(third, attemptId);
      await this.pump();
    }
    if (kind === 'p') {
      const of = readPresence(rest.join(' '));
      if (of) for (const stream of room) stream.presence(of, third === '1');
      return;
    }
    const notice = attemptNotices.find((candidate) => candidate === third);
    if (kind === 'a' && notice) await this.#tell(room, notice);
  }

  async #tell(room: ReadonlySet<EventStream>, notice: AttemptNotice): Promise<void> {
    const streams = [...room];
    for (const stream of streams) {
      if (notice === 'live') stream.live();
      else if (notice !== 'access') stream.clock(notice);
    }
    await this.#review(streams);
  }

  /** Reads heads and rights of everyone: after a reconnect of the listener, and every few seconds. */
  async sweep(): Promise<void> {
    try {
      await this.#review(this.streams);
      await this.#discover([...this.#rooms.keys()]);
    } catch (error) {
      this.#sources.warn(error, 'the streams could not be swept');
      return;
    }
    await this.pump();
  }

  ping(): void {
    for (const stream of this.streams) stream.ping();
  }

  /** For SIGTERM: the web server does not stop while a stream is open. */
  stop(): void {
    for (const stream of this.streams) stream.end('server-stopping');
  }

  async #review(streams: readonly EventStream[]): Promise<void> {
    if (streams.length === 0) return;
    const verdicts = await this.#sources.reviewAccess(streams);
    for (const stream of streams) {
      const verdict = verdicts.get(stream) ?? 'signed-out';
      if (verdict !== 'go-on') stream.end(verdict);
    }
  }

  async #discover(attemptIds: string[]): Promise<void> {
    if (attemptIds.length === 0) return;
    for (const document of await this.#sources.listHeads(attemptIds)) {
      for (const stream of this.#rooms.get(document.attemptId) ?? []) {
        if (!stream.mayRead(document.purpose)) continue;
        const position = stream.positions.get(document.id) ?? 0;
        stream.positions.set(document.id, position);
        if (position < document.head) this.#dirty.set(document.id, document.attemptId);
      }
    }
  }

  /** Delivers until nothing is dirty. One at a time: what becomes dirty meanwhile is taken by the next round. */
  pump(): Promise<void> {
    this.#pumping ??= this.#deliverAll().finally(() => {
      this.#pumping = null;
      if (this.#dirty.size > 0 && !this.#failed) void this.pump();
    });
    return this.#pumping;
  }

  #failed = false;

  async #deliverAll(): Promise<void> {
    this.#failed = false;
    while (this.#dirty.size > 0) {
      await this.#spaceReadings();
      const round = this.#dirty;
      this.#dirty = new Map();
      try {
        await this.#deliver(round);
      } catch (error) {
        // Kept dirty; the next sweep or notification tries again.
        for (const [documentId, attemptId] of round) this.#dirty.set(documentId, attemptId);
        this.#failed = true;
        this.#sources.warn(error, 'updates could not be read for the streams');
        return;
      }
    }
  }

  #readAt = Number.NEGATIVE_INFINITY;

  /** The first reading after a pause is at once; in a busy process one then serves all notices of some milliseconds. */
  async #spaceReadings(): Promise<void> {
    const wait = this.#readAt + streamReadSpacingMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    this.#readAt = performance.now();
  }

  async #deliver(round: ReadonlyMap<string, string>): Promise<void> {
    const after = new Map<string, number>();
    for (const [documentId, attemptId] of round) {
      const positions = [...(this.#rooms.get(attemptId) ?? [])].flatMap(
        (stream) => stream.positions.get(documentId) ?? [],
      );
      if (positions.length > 0) after.set(documentId, Math.min(...positions));
    }
    const rows = await this.#sources.listUpdatesOfMany(after, streamRowsPerReadMax);
    for (const row of rows) {
      const attemptId = round.get(row.documentId);
      for (const stream of (attemptId && this.#rooms.get(attemptId)) || []) stream.update(row);
    }
    // A full answer was cut somewhere: what is left is read in the next round.
    if (rows.length === streamRowsPerReadMax) {
      for (const [documentId, attemptId] of round) this.#dirty.set(documentId, attemptId);
    }
  }
}

const presenceSchema = z.strictObject({
  documentId: z.string(),
  path: z.string(),
  anchor: z.string().nullable(),
  head: z.string().nullable(),
  who: z.string(),
  name: z.string(),
});

/** Our own words, but whoever may connect to the database can notify too. */
function readPresence(text: string): PresenceOf | null {
  try {
    return presenceSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
