import * as Y from 'yjs';
import { answerDocument } from '../../domain/edit-log/answer-layout.ts';
import { carryOver } from '../../domain/edit-log/carry-over.ts';
import { applyAndTell } from '../../domain/edit-log/count-characters.ts';
import { batchIdOf, type LogSlice } from '../../domain/edit-log/wire.ts';
import { ChunkKeeper, type Owner, type Restored } from './chunk-keeper.ts';
import type { DocumentTransport, SendAnswer } from './document-transport.ts';
import { backoffMs, type Environment } from './environment.ts';
import { gapPatienceMs, keepaliveBytesMax, reconcileTriesMax, retryFirstMs, retryMostMs } from './limits.ts';
import type { LocalStore, StoredChunk } from './local-store.ts';
import { bytesOf, type Chunk, Outbox } from './outbox.ts';
import type { ClosedReason, SaveState } from './save-state.ts';
import { SeqTracker } from './seq-tracker.ts';

export interface SyncOptions extends Owner {
  transport: DocumentTransport;
  store: LocalStore;
  env: Environment;
  /** Milliseconds between two batches, now. */
  spacingMs(): number;
  isTabAlive(tabId: string): Promise<boolean>;
  onRemaining?(remainingMs: number | null): void;
  /** An update of this tab was committed: other tabs take it from here. */
  onCommitted?(update: { documentId: string; seq: number; bytes: Uint8Array }): void;
}

/** Origin of changes that came from the log or from storage; every other change was made on this page. */
const fromLog = Symbol('from the log');

/**
 * One document between a page and the log.
 *
 *   restore from storage ─▶ open (what the server has) ─▶ send chunk by chunk, one in flight
 *                                   ▲                            │ the server lacks something, or was reopened
 *                                   └──────── reconcile ◀────────┘
 *
 * A chunk leaves memory and storage only when the server has answered that it is committed or kept aside. Whatever
 * the document holds and the server lacks is found by comparing both on every opening, and sent.
 */
export class DocumentSync {
  readonly doc: Y.Doc = answerDocument();
  readonly #options: SyncOptions;
  readonly #env: Environment;
  readonly #outbox: Outbox;
  readonly #keeper: ChunkKeeper;
  readonly #tracker = new SeqTracker();
  readonly #listeners = new Set<() => void>();
  #refused: StoredChunk[] = [];
  #state: SaveState = { kind: 'loading' };
  #ready = false;
  /** Storage has been read, so that what is typed is kept. */
  #restored = false;
  #beginning: Uint8Array | null = null;
  #opened = false;
  #mustReconcile = false;
  #reconciles = 0;
  #busy = false;
  #stopped = false;
  #urgent = false;
  #failures = 0;
  #retryAt = 0;
  #lastSentAt = Number.NEGATIVE_INFINITY;
  #gapSince: number | null = null;
  #offlineSince: number | null = null;
  #savedAt: number | null = null;
  /** Characters kept aside and undecided; null while nothing of this page was late. */
  #late: number | null = null;
  #closed: ClosedReason | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#env = options.env;
    this.#outbox = new Outbox(() => this.#newBatchId());
    this.#keeper = new ChunkKeeper(options, options.store, options.env, {
      chunks: () => this.#outbox.chunks,
      // After late edits the page holds what the answer does not: it must not look like the answer after a reload.
      state: () => (this.#ready && this.#late === null ? Y.encodeStateAsUpdate(this.doc) : null),
    });
    this.#offlineSince = options.env.online() ? null : options.env.now();
  }

  get documentId(): string {
    return this.#options.documentId;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** True once the document shows something real: the stored state, what the page was drawn with, or what the server has. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Up to which sequence number this page has everything. */
  get seq(): number {
    return this.#tracker.through;
  }

  get hasUnsent(): boolean {
    return this.#outbox.first !== null || this.#refused.length > 0;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async start(): Promise<void> {
    const restored = await this.#keeper.restore(this.#options.isTabAlive);
    if (this.#stopped) return;
    this.doc.on('update', this.#onUpdate);
    if (restored.state) Y.applyUpdate(this.doc, restored.state, fromLog);
    this.#ready = restored.state !== null;
    this.#restored = true;
    if (this.#beginning) this.begin(this.#beginning);
    this.#adopt(restored);
  }

  /**
   * Shows what the page was drawn with, an older state of the same log (no bytes: the empty document), so that writing
   * need not wait for the server. What the server has is read all the same.
   */
  begin(state: Uint8Array): void {
    this.#beginning = this.#restored ? null : state;
    if (!this.#restored || this.#ready || this.#stopped) return;
    if (state.byteLength > 0) Y.applyUpdate(this.doc, state, fromLog);
    this.#ready = true;
    this.#publish();
  }

  /** Takes over what a closed tab of this browser left in storage. */
  async adopt(): Promise<void> {
    const restored = await this.#keeper.restore(this.#options.isTabAlive);
    if (!this.#stopped) this.#adopt(restored);
  }

  #adopt({ left, refused }: Restored): void {
    for (const chunk of left) Y.applyUpdate(this.doc, chunk.bytes, fromLog);
    this.#outbox.restore(left);
    if (refused.length > 0) {
      this.#refused.push(...refused);
      this.#mustReconcile = this.#opened;
    }
    this.#publish();
    this.#plan();
  }

  /** An update from the stream or another tab; without bytes when this browser sent it. */
  receive(update: { seq: number; batchId: string | null; bytes: Uint8Array | null }): void {
    const sent = this.#outbox.chunks.find((chunk) => chunk.frozen && chunk.batchId === update.batchId);
    if (update.bytes) Y.applyUpdate(this.doc, update.bytes, fromLog);
    if (sent) {
      this.#accepted(sent, update.seq);
    } else if (update.bytes) {
      this.#tracker.note(update.seq);
    } else {
      this.#tracker.expect(update.seq);
    }
    this.#publish();
    this.#plan();
  }

  /** The network is back, or the attempt changed: what was given up is tried again at once. */
  wake(why: 'online' | 'offline' | 'attempt-changed'): void {
    if (why === 'offline') {
      this.#offlineSince ??= this.#env.now();
    } else {
      this.#retryAt = 0;
      if (this.#failures === 0) this.#offlineSince = null;
    }
    const again = this.#closed !== null && this.#closed !== 'conflict' && this.#closed !== 'refused';
    if (why === 'attempt-changed' && (this.#late !== null || again)) {
      this.#closed = null;
      this.#late = null;
      this.#mustReconcile = true;
    }
    this.#publish();
    this.#plan();
  }

  /** Sends everything now; resolves when nothing waits any more, or when waiting would not help. */
  async flush(timeoutMs: number): Promise<SaveState> {
    this.#urgent = true;
    this.#plan();
    const settled = () => !this.hasUnsent || this.#closed !== null || this.#stopped;
    if (!settled()) {
      await new Promise<void>((resolve) => {
        const done = () => {
          unsubscribe();
          cancel();
          resolve();
        };
        const unsubscribe = this.subscribe(() => {
          if (settled()) done();
        });
        const cancel = this.#env.setTimer(done, timeoutMs);
      });
    }
    this.#urgent = false;
    return this.#state;
  }

  /** The page is being hidden or closed. What cannot be sent any more is in storage. */
  leave(): void {
    void this.#keeper.now({ withState: true });
    const chunks = this.#outbox.chunks;
    if (chunks.length === 0 || this.#closed !== null || !this.#opened) return;
    // One message with everything, because two would race: what the server already has is taken once.
    const parts = chunks.map(bytesOf);
    if (parts.reduce((sum, part) => sum + part.byteLength, 0) > keepaliveBytesMax) return;
    const bytes = Y.mergeUpdates(parts);
    const only = chunks.length === 1 ? chunks[0] : null;
    if (only) only.frozen = true;
    this.#options.transport.sendLast(this.documentId, only?.batchId ?? this.#newBatchId(), bytes);
  }

  /** Keeps nothing in the browser's storage any more: the attempt was handed in. */
  endKeeping(): Promise<void> {
    return this.#keeper.end();
  }

  /** Ends the work of this object; resolves when unsent edits are in storage. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.doc.off('update', this.#onUpdate);
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    await this.#keeper.now({ withState: true });
    this.#keeper.stop();
    this.#publish();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === fromLog) return;
    this.#outbox.add(update);
    // Too large may have been cured by this very edit: the difference is made anew.
    if (this.#closed === 'too-large') {
      this.#closed = null;
      this.#mustReconcile = true;
    }
    this.#keeper.soon();
    this.#publish();
    this.#plan();
  };

  #newBatchId(): string {
    return batchIdOf(this.#options.tabId, this.#env.uuid());
  }

  /** Sets the timer for whatever is due next. */
  #plan(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const due = this.#dueAt();
    if (due === null) return;
    this.#cancelTimer = this.#env.setTimer(
      () => {
        this.#cancelTimer = null;
        void this.#work();
      },
      Math.max(0, due - this.#env.now()),
    );
  }

  #dueAt(): number | null {
    if (this.#busy || this.#stopped || this.#closed !== null) return null;
    if (!this.#opened || this.#mustReconcile) return this.#retryAt;
    if (this.#outbox.first) {
      // The first key after a pause goes at once, as soon as its event is over; what follows it shares the next batch.
      return Math.max(this.#retryAt, this.#urgent ? 0 : this.#lastSentAt + this.#options.spacingMs());
    }
    if (this.#tracker.hasGap) {
      this.#gapSince ??= this.#env.now();
      return Math.max(this.#retryAt, this.#gapSince + gapPatienceMs);
    }
    this.#gapSince = null;
    // The last try failed and its reason is gone: one more says whether the network is back.
    return this.#failures > 0 ? this.#retryAt : null;
  }

  async #work(): Promise<void> {
    this.#busy = true;
    try {
      const chunk = this.#outbox.first;
      if (!this.#opened || this.#mustReconcile) await this.#reconcile();
      else if (chunk) await this.#send(chunk);
      else await this.#fillGap();
    } catch {
      // A transport that throws says as little about the batch as one that does not answer.
      this.#failed(null);
    } finally {
      this.#busy = false;
    }
    this.#publish();
    this.#plan();
  }

  async #send(chunk: Chunk): Promise<void> {
    chunk.frozen = true;
    this.#lastSentAt = this.#env.now();
    const answer = await this.#options.transport.send(this.documentId, chunk.batchId, bytesOf(chunk));
    if (this.#stopped && answer.outcome !== 'accepted' && answer.outcome !== 'late') return;
    this.#take(chunk, answer);
  }

  #take(chunk: Chunk, answer: SendAnswer): void {
    if (answer.outcome !== 'unreachable') this.#reached();
    switch (answer.outcome) {
      case 'accepted':
        this.#accepted(chunk, answer.seq);
        this.#options.onRemaining?.(answer.remainingMs);
        return;
      case 'late':
        this.#late = Math.max(answer.undecidedCharacters, answer.characters);
        this.#outbox.remove(chunk);
        this.#keeper.acknowledged(chunk);
        this.#keeper.forgetState();
        return;
      case 'resync':
        this.#reconciles += 1;
        if (this.#reconciles > reconcileTriesMax) this.#close('refused');
        else this.#mustReconcile = true;
        return;
      case 'closed':
        this.#close(answer.reason);
        return;
      case 'unreachable':
        this.#failed(answer.retryAfterMs);
    }
  }

  #close(reason: ClosedReason): void {
    this.#closed = reason;
    if (reason === 'refused' || reason === 'conflict') void this.#keeper.disown();
  }

  #accepted(chunk: Chunk, seq: number): void {
    if (!this.#outbox.chunks.includes(chunk)) return;
    this.#outbox.remove(chunk);
    this.#keeper.acknowledged(chunk);
    // A restored chunk may be part of what was committed under its id: that is then asked for.
    if (chunk.restored) this.#tracker.expect(seq);
    else this.#tracker.note(seq);
    this.#reconciles = 0;
    this.#savedAt = this.#env.now();
    this.#options.onCommitted?.({ documentId: this.documentId, seq, bytes: bytesOf(chunk) });
  }

  /** Reads what the server has, takes what is missing here, and queues what is missing there. */
  async #reconcile(): Promise<void> {
    const anew = this.#mustReconcile;
    const answer = await this.#options.transport.open(this.documentId, null);
    if (this.#stopped) return;
    if (answer.outcome === 'unreachable') return this.#failed(answer.retryAfterMs);
    this.#reached();
    if (answer.outcome === 'closed') {
      this.#closed = answer.reason;
      return;
    }
    const server = answerDocument();
    for (const update of answer.slice.updates) Y.applyUpdate(server, update);
    this.#apply(answer.slice);
    this.#opened = true;
    this.#ready = true;
    this.#mustReconcile = false;
    await this.#writeRefusedAgain();
    if (!anew) for (const chunk of this.#outbox.chunks) Y.applyUpdate(server, bytesOf(chunk));
    const missing = missingAt(server, this.doc);
    if (anew) for (const chunk of this.#outbox.replaceAll(missing)) this.#keeper.acknowledged(chunk);
    else if (missing) this.#outbox.add(missing);
    this.#keeper.soon();
  }

  /**
   * What the server did not take from an earlier page is written again under this page's client id. It is in storage in
   * its new form before anything of it is sent: a page that ends in between neither loses it nor writes it twice.
   */
  async #writeRefusedAgain(): Promise<void> {
    if (this.#refused.length === 0) return;
    carryOver(
      this.doc,
      this.#refused.map((chunk) => chunk.bytes),
    );
    for (const chunk of this.#refused) this.#keeper.acknowledged(chunk);
    this.#refused = [];
    await this.#keeper.now();
  }

  async #fillGap(): Promise<void> {
    const answer = await this.#options.transport.open(this.documentId, this.#tracker.through);
    this.#gapSince = null;
    if (answer.outcome === 'opened') {
      this.#reached();
      this.#apply(answer.slice);
    } else if (answer.outcome === 'unreachable') {
      this.#failed(answer.retryAfterMs);
    } else {
      this.#closed = answer.reason;
    }
  }

  #apply(slice: LogSlice): void {
    this.doc.transact(() => {
      for (const update of slice.updates) Y.applyUpdate(this.doc, update, fromLog);
    }, fromLog);
    this.#tracker.noteThrough(slice.head);
  }

  #reached(): void {
    this.#failures = 0;
    this.#retryAt = 0;
    this.#offlineSince = null;
  }

  #failed(retryAfterMs: number | null): void {
    this.#failures += 1;
    const now = this.#env.now();
    const wait = backoffMs(this.#env, this.#failures, retryFirstMs, retryMostMs);
    this.#retryAt = now + Math.max(wait, retryAfterMs ?? 0);
    // An answer that names a time came from the server: it is busy, not away.
    if (retryAfterMs === null) this.#offlineSince ??= now;
  }

  #publish(): void {
    const next = this.#readState();
    // The same object while nothing changed: whoever draws it then draws nothing anew.
    if (!sameState(next, this.#state)) this.#state = next;
    for (const listener of this.#listeners) listener();
  }

  #readState(): SaveState {
    if (this.#closed !== null) return { kind: 'closed', reason: this.#closed };
    if (this.#offlineSince !== null) return { kind: 'offline', since: this.#offlineSince };
    if (this.hasUnsent) return { kind: 'saving' };
    if (!this.#opened) return { kind: 'loading' };
    if (this.#late !== null) return { kind: 'late', characters: this.#late };
    return { kind: 'saved', at: this.#savedAt };
  }
}

/** What `server` lacks of `doc` as one update, or null when it lacks nothing, deletions included. */
function missingAt(server: Y.Doc, doc: Y.Doc): Uint8Array | null {
  const difference = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
  return applyAndTell(server, difference) ? difference : null;
}

function sameState(a: SaveState, b: SaveState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
