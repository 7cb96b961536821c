import * as Y from 'yjs';
import { chunkBytesMax } from '../../domain/edit-log/limits.ts';

/**
 * Edits that the server has not acknowledged, in the order in which they were made, as chunks. A chunk has its batch id
 * from the beginning and keeps it through retries and restarts. Once it is on its way it never changes; later edits
 * go into the next chunk.
 */
export interface Chunk {
  batchId: string;
  /** Set when it was sent, or read from storage: it may be at the server already. */
  frozen: boolean;
  /** Read from storage: the server may have it with more than what was stored. */
  restored: boolean;
  /** Not yet in the browser's storage as it is now. */
  dirty: boolean;
  /** The updates it is made of; merged when needed. */
  parts: Uint8Array[];
}

const partsMax = 64;

export class Outbox {
  readonly #newBatchId: () => string;
  #chunks: Chunk[] = [];

  constructor(newBatchId: () => string) {
    this.#newBatchId = newBatchId;
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  get first(): Chunk | null {
    return this.#chunks[0] ?? null;
  }

  add(update: Uint8Array): void {
    const last = this.#chunks.at(-1);
    if (!last || last.frozen || sizeOf(last) + update.byteLength > chunkBytesMax) {
      this.#chunks.push({
        batchId: this.#newBatchId(),
        frozen: false,
        restored: false,
        dirty: true,
        parts: [update],
      });
      return;
    }
    last.parts.push(update);
    last.dirty = true;
    // Merging is quadratic in the number of parts: a few at a time costs little, thousands at once seconds.
    if (last.parts.length >= partsMax) bytesOf(last);
  }

  /** Chunks that were read from storage come before everything typed since. */
  restore(stored: readonly { batchId: string; bytes: Uint8Array }[]): void {
    const chunks = stored.map(({ batchId, bytes }) => ({
      batchId,
      frozen: true,
      restored: true,
      dirty: false,
      parts: [bytes],
    }));
    this.#chunks = [...chunks, ...this.#chunks];
  }

  remove(chunk: Chunk): void {
    this.#chunks = this.#chunks.filter((other) => other !== chunk);
  }

  /** Replaces everything by one difference, or by nothing. Gives back what was there. */
  replaceAll(update: Uint8Array | null): Chunk[] {
    const before = this.#chunks;
    this.#chunks = [];
    if (update) this.add(update);
    return before;
  }
}

/** The chunk as one update. */
export function bytesOf(chunk: Chunk): Uint8Array {
  if (chunk.parts.length > 1) chunk.parts = [Y.mergeUpdates(chunk.parts)];
  return chunk.parts[0] ?? new Uint8Array();
}

function sizeOf(chunk: Chunk): number {
  return chunk.parts.reduce((sum, part) => sum + part.byteLength, 0);
}
