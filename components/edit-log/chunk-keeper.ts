import type { Environment } from './environment.ts';
import { persistDelayMs, persistStateDelayMs } from './limits.ts';
import type { ChunkKey, LocalStore, StoredChunk } from './local-store.ts';
import { bytesOf, type Chunk } from './outbox.ts';

export interface Owner {
  documentId: string;
  attemptId: string;
  tabId: string;
}

/** What a page finds in the browser's storage when it opens a document. */
export interface Restored {
  state: Uint8Array | null;
  /** Edits whose tab is gone, to be sent as they are. */
  left: StoredChunk[];
  /** Edits that the server did not take: to be written again. */
  refused: StoredChunk[];
}

/**
 * Keeps a document's unacknowledged chunks in the browser's storage and takes them out when they are acknowledged.
 * Writes follow each other, so a chunk is never put back after it was removed. A storage that fails is no reason to
 * stop: the edits are still in memory and on their way.
 */
export class ChunkKeeper {
  readonly #owner: Owner;
  readonly #store: LocalStore;
  readonly #env: Environment;
  readonly #source: { chunks(): readonly Chunk[]; state(): Uint8Array | null };
  readonly #stored = new Set<string>();
  #numbers = new Map<string, number>();
  #next = 0;
  #toRemove: ChunkKey[] = [];
  #stateWrittenAt: number | null = null;
  #mustForgetState = false;
  #disowned = false;
  #ended = false;
  #cancel: (() => void) | null = null;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    owner: Owner,
    store: LocalStore,
    env: Environment,
    source: { chunks(): readonly Chunk[]; state(): Uint8Array | null },
  ) {
    this.#owner = owner;
    this.#store = store;
    this.#env = env;
    this.#source = source;
  }

  /** `isTabAlive` tells whether the tab that left edits still sends them itself. */
  async restore(isTabAlive: (tabId: string) => Promise<boolean>): Promise<Restored> {
    const { documentId, tabId } = this.#owner;
    try {
      const { state, chunks } = await this.#store.load(documentId);
      const gone: string[] = [];
      for (const other of new Set(chunks.map((chunk) => chunk.tabId))) {
        if (other !== tabId && !(await isTabAlive(other))) gone.push(other);
      }
      const claimed = gone.length > 0 ? await this.#store.claim(documentId, gone, tabId) : [];
      for (const chunk of claimed) {
        this.#stored.add(chunk.batchId);
        // What is typed from now on comes after it, also for whoever restores both.
        this.#next = Math.max(this.#next, chunk.n + 1);
      }
      return {
        state: state?.bytes ?? null,
        left: claimed.filter((chunk) => !chunk.refused),
        refused: claimed.filter((chunk) => chunk.refused),
      };
    } catch {
      return { state: null, left: [], refused: [] };
    }
  }

  /** Something was typed: it will be in storage soon, unless it is acknowledged before. */
  soon(): void {
    this.#cancel ??= this.#env.setTimer(() => {
      this.#cancel = null;
      void this.now();
    }, persistDelayMs);
  }

  /** Takes it out with the next write, together with whatever takes its place. */
  acknowledged({ batchId }: { batchId: string }): void {
    this.#numbers.delete(batchId);
    if (!this.#stored.delete(batchId)) return;
    const { documentId, tabId } = this.#owner;
    this.#toRemove.push({ documentId, tabId, batchId });
    this.soon();
  }

  /** The server does not take these as they are: the next page that opens the document writes them again. */
  disown(): Promise<void> {
    this.#disowned = true;
    this.#mustForgetState = true;
    for (const chunk of this.#source.chunks()) chunk.dirty = true;
    return this.now();
  }

  /** The page holds edits that are not in the answer: after a reload it shows what the server has. */
  forgetState(): void {
    this.#mustForgetState = true;
    this.soon();
  }

  /** Writes what changed. Resolves when it is in storage, or when the storage refused. */
  now(options: { withState?: boolean } = {}): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    this.#queue = this.#queue.then(() => this.#write(options.withState ?? false));
    return this.#queue;
  }

  async #write(withState: boolean): Promise<void> {
    if (this.#ended) return;
    const dirty = this.#source.chunks().filter((chunk) => chunk.dirty);
    const put = dirty.map((chunk) => this.#toStored(chunk));
    const remove = this.#toRemove;
    this.#toRemove = [];
    for (const chunk of dirty) {
      chunk.dirty = false;
      this.#stored.add(chunk.batchId);
    }
    const now = this.#env.now();
    const due = this.#stateWrittenAt === null || now - this.#stateWrittenAt >= persistStateDelayMs;
    const bytes = (withState || due) && !this.#disowned ? this.#source.state() : null;
    const forgetStateOf = this.#mustForgetState ? this.#owner.documentId : null;
    if (put.length === 0 && remove.length === 0 && !bytes && !forgetStateOf) return;
    if (bytes) this.#stateWrittenAt = now;
    const { documentId, attemptId } = this.#owner;
    try {
      const state = bytes && { documentId, attemptId, bytes };
      await this.#store.write({ put, remove, state, forgetStateOf });
      this.#mustForgetState = false;
    } catch {
      for (const chunk of dirty) chunk.dirty = true;
      this.#toRemove.push(...remove);
    }
  }

  #toStored(chunk: Chunk): StoredChunk {
    let n = this.#numbers.get(chunk.batchId);
    if (n === undefined) {
      n = this.#next;
      this.#next += 1;
      this.#numbers.set(chunk.batchId, n);
    }
    const { documentId, attemptId, tabId } = this.#owner;
    return {
      documentId,
      attemptId,
      tabId,
      refused: this.#disowned,
      batchId: chunk.batchId,
      n,
      bytes: bytesOf(chunk),
    };
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  /** Nothing is written from now on; resolves when what was begun is done. */
  async end(): Promise<void> {
    this.#ended = true;
    this.stop();
    await this.#queue;
  }
}
