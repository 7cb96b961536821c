import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import { findSnapshot, listUpdates } from '../../db/queries/documents.ts';
import { answerDocument } from '../../domain/edit-log/answer-layout.ts';
import { structsOf } from '../../domain/edit-log/integration-cost.ts';
import type { Purpose } from '../../domain/edit-log/purpose.ts';
import { warmDocumentsMax, warmStructsMax } from './limits.ts';

/**
 * Documents kept in memory so that an update can be checked against the real state before it is committed. The log is
 * the only truth: a warm document is brought up to the head that was read under the document's lock, and is thrown
 * away whenever a transaction that had changed it does not commit.
 *
 * Appends to one document of one process take turns, so that a flood on one document waits here and not with the
 * pool's connections, and nobody sees a state that is not committed yet.
 */
export interface WarmDocument {
  doc: Y.Doc;
  seq: number;
}

/** What never changes about a document. */
export interface DocumentPlace {
  attemptId: string;
  purpose: Purpose;
  mode: 'timed' | 'live';
}

export class WarmSlot {
  /** Known from the first append on. */
  place: DocumentPlace | null = null;
  warm: WarmDocument | null = null;
  waiting: Promise<unknown> = Promise.resolve();
  users = 0;
  /** Of the document as it was after its last use: what it costs to keep. */
  structs = 0;
  /** Set while the state holds something that is not committed yet. */
  uncommitted = false;

  drop(): void {
    this.warm = null;
    this.uncommitted = false;
  }

  /** The document exactly at `head`, which was read under the document's lock. */
  async at(tx: Executor, documentId: string, head: number): Promise<WarmDocument> {
    // A head behind ours can only be a database that was set back; what we know is then worth nothing.
    if (this.warm && this.warm.seq > head) this.drop();
    if (!this.warm) {
      const snapshot = await findSnapshot(tx, documentId, head);
      const doc = answerDocument();
      if (snapshot) Y.applyUpdate(doc, snapshot.bytes);
      this.warm = { doc, seq: snapshot?.seq ?? 0 };
    }
    const warm = this.warm;
    if (warm.seq < head) {
      const tail = await listUpdates(tx, documentId, warm.seq, head);
      if (tail.at(-1)?.seq !== head)
        throw new Error(`the log of document ${documentId} does not reach ${head}`);
      warm.doc.transact(() => {
        for (const update of tail) Y.applyUpdate(warm.doc, update.bytes);
      });
      warm.seq = head;
    }
    return warm;
  }
}

export class WarmDocuments {
  readonly #slots = new Map<string, WarmSlot>();
  #structs = 0;

  /** Runs `work` alone for this document in this process. When it throws after a change, the document is read again next time. */
  async exclusively<T>(documentId: string, work: (slot: WarmSlot) => Promise<T>): Promise<T> {
    const slot = this.#slots.get(documentId) ?? new WarmSlot();
    // Taken out and put back: the map's order is the order of last use.
    this.#slots.delete(documentId);
    this.#slots.set(documentId, slot);
    slot.users += 1;
    const turn = slot.waiting.then(async () => {
      try {
        const result = await work(slot);
        slot.uncommitted = false;
        return result;
      } catch (error) {
        if (slot.uncommitted) slot.drop();
        throw error;
      } finally {
        const structs = slot.warm ? structsOf(slot.warm.doc) : 0;
        this.#structs += structs - slot.structs;
        slot.structs = structs;
      }
    });
    slot.waiting = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      slot.users -= 1;
      this.#evict();
    }
  }

  #evict(): void {
    for (const [documentId, slot] of this.#slots) {
      if (this.#slots.size <= warmDocumentsMax && this.#structs <= warmStructsMax) return;
      if (slot.users > 0) continue;
      this.#structs -= slot.structs;
      this.#slots.delete(documentId);
    }
  }
}

const holder = globalThis as typeof globalThis & { plumblineWarmDocuments?: WarmDocuments };

/** One of a process. On globalThis, because hot reload evaluates modules again. */
export function warmDocuments(): WarmDocuments {
  holder.plumblineWarmDocuments ??= new WarmDocuments();
  return holder.plumblineWarmDocuments;
}
