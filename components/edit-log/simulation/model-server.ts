import * as Y from 'yjs';
import type { AttemptStatus } from '../../../domain/attempt.ts';
import type { AttemptTimes } from '../../../domain/deadline.ts';
import { sectionDeadline } from '../../../domain/deadline.ts';
import { admitUpdate, readUpdate } from '../../../domain/edit-log/admit-update.ts';
import { answerDocument } from '../../../domain/edit-log/answer-layout.ts';
import { applyAndCount } from '../../../domain/edit-log/count-characters.ts';
import { decideWrite, purposeRules } from '../../../domain/edit-log/purpose.ts';
import type { OpenAnswer, SendAnswer } from '../document-transport.ts';

export interface Row {
  documentId: string;
  seq: number;
  batchId: string;
  author: string;
  bytes: Uint8Array;
}

interface ModelDocument {
  itemNumber: number;
  doc: Y.Doc;
  rows: Row[];
  late: { batchId: string; bytes: Uint8Array; receivedAt: number; characters: number; merged: boolean }[];
}

/**
 * The server of server/edit-log in memory: the same order of checks and the same rules (domain/edit-log), with a log
 * that commits at once. What PostgreSQL adds is tested on PostgreSQL.
 */
export class ModelServer {
  readonly documents = new Map<string, ModelDocument>();
  status: AttemptStatus = 'running';
  times: AttemptTimes;
  onCommitted: (row: Row) => void = () => {};
  onNotice: () => void = () => {};

  constructor(documentIds: readonly string[], minutes: number) {
    const items = documentIds.map((_, index) => ({
      number: index + 1,
      slug: '',
      hash: '',
      kind: 'discussion',
      title: '',
      minutes: 1,
      weights: {},
    }));
    this.times = {
      startedAt: new Date(0),
      timeFactor: 1,
      sections: [{ number: 1, title: '', minutes, canReturn: true, breakMinutes: 0, items }],
      entered: [{ number: 1, enteredAt: new Date(0), leftAt: null }],
      grants: [],
    };
    documentIds.forEach((id, index) => {
      this.documents.set(id, {
        itemNumber: index + 1,
        doc: answerDocument(),
        rows: [],
        late: [],
      });
    });
  }

  append(author: string, documentId: string, batchId: string, bytes: Uint8Array, now: number): SendAnswer {
    const document = this.#get(documentId);
    const update = readUpdate(bytes);
    if (!update) return { outcome: 'closed', reason: 'refused' };
    const decision = decideWrite(
      { purpose: 'answer', itemNumber: document.itemNumber },
      { status: this.status, times: this.times, mode: 'timed' },
      new Date(now),
    );
    const remainingMs = decision.kind === 'open' ? decision.remainingMs : null;
    const known = document.rows.find((row) => row.batchId === batchId);
    if (known) return { outcome: 'accepted', seq: known.seq, remainingMs };
    const kept = document.late.find((late) => late.batchId === batchId);
    if (kept) return this.#late(document, kept.characters);
    if (decision.kind === 'closed') return { outcome: 'closed', reason: 'ended' };
    const doc = decision.kind === 'late' ? withLate(document) : document.doc;
    const admission = admitUpdate(doc, update, purposeRules.answer.shape);
    if (admission.kind === 'lacks-structs') return { outcome: 'resync' };
    if (admission.kind === 'refused') return { outcome: 'closed', reason: 'refused' };
    if (decision.kind === 'late') {
      const characters = applyAndCount(doc, bytes);
      document.late.push({ batchId, bytes, receivedAt: now, characters, merged: false });
      return this.#late(document, characters);
    }
    return { outcome: 'accepted', seq: this.#commit(documentId, batchId, author, bytes), remainingMs };
  }

  open(documentId: string, afterSeq: number | null): OpenAnswer {
    const { rows } = this.#get(documentId);
    const updates = rows.filter((row) => row.seq > (afterSeq ?? 0)).map((row) => row.bytes);
    return { outcome: 'opened', slice: { head: rows.length, updates } };
  }

  /** Time given after the deadline: merges what was received inside the new one, and tells the pages. */
  grant(milliseconds: number): void {
    const grants = [...this.times.grants, { sectionNumber: 1, grantedMs: milliseconds }];
    this.times = { ...this.times, grants };
    const deadline = sectionDeadline(this.times, 1)?.getTime() ?? 0;
    for (const [documentId, document] of this.documents) {
      for (const late of document.late) {
        if (late.merged || late.receivedAt > deadline) continue;
        late.merged = true;
        this.#commit(documentId, late.batchId, 'late', late.bytes);
      }
      document.late = document.late.filter((late) => !late.merged);
    }
    this.onNotice();
  }

  /** Everything that was acknowledged in either way: the answer, and what is kept aside beside it. */
  everything(documentId: string): Y.Doc {
    return withLate(this.#get(documentId));
  }

  #commit(documentId: string, batchId: string, author: string, bytes: Uint8Array): number {
    const document = this.#get(documentId);
    Y.applyUpdate(document.doc, bytes);
    const row = { documentId, seq: document.rows.length + 1, batchId, author, bytes };
    document.rows.push(row);
    this.onCommitted(row);
    return row.seq;
  }

  #late(document: ModelDocument, characters: number): SendAnswer {
    const undecidedCharacters = document.late.reduce((sum, late) => sum + late.characters, 0);
    return { outcome: 'late', characters, undecidedCharacters };
  }

  #get(documentId: string): ModelDocument {
    const document = this.documents.get(documentId);
    if (!document) throw new Error(`no document ${documentId}`);
    return document;
  }
}

function withLate(document: ModelDocument): Y.Doc {
  const doc = answerDocument();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(document.doc));
  for (const late of document.late) Y.applyUpdate(doc, late.bytes);
  return doc;
}
