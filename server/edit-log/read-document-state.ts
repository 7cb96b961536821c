import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import { findDocumentOfItem, findSnapshot, listUpdates } from '../../db/queries/documents.ts';
import type { AnswerContent, AnswerKind } from '../../domain/answer.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { answerDocument } from '../../domain/edit-log/answer-layout.ts';
import type { Purpose } from '../../domain/edit-log/purpose.ts';

/**
 * The document as it stood at a sequence number (0 is the empty document), or as it stands. Throws when the log does
 * not reach that number: what was graded or quoted must be exactly that.
 */
export async function readDocumentState(
  db: Executor,
  documentId: string,
  atSeq: number | null = null,
): Promise<Y.Doc> {
  return (await readState(db, documentId, atSeq)).doc;
}

/** An answer with the sequence number at which it was read; null when the question was never opened. */
export async function findAnswer(
  db: Executor,
  key: { attemptId: string; purpose: Purpose; itemNumber: number },
  kind: AnswerKind,
): Promise<{ documentId: string; seq: number; answer: AnswerContent } | null> {
  const found = await findDocumentOfItem(db, key);
  if (!found) return null;
  const { doc, seq } = await readState(db, found.id, null);
  return { documentId: found.id, seq, answer: answerFromDocument(doc, kind) };
}

async function readState(db: Executor, documentId: string, atSeq: number | null) {
  const snapshot = await findSnapshot(db, documentId, atSeq);
  const from = snapshot?.seq ?? 0;
  const tail = await listUpdates(db, documentId, from, atSeq);
  const seq = tail.at(-1)?.seq ?? from;
  if (atSeq !== null && seq !== atSeq) {
    throw new Error(`the log of document ${documentId} ends at ${seq}, before ${atSeq}`);
  }
  const doc = answerDocument();
  doc.transact(() => {
    if (snapshot) Y.applyUpdate(doc, snapshot.bytes);
    for (const update of tail) Y.applyUpdate(doc, update.bytes);
  });
  return { doc, seq };
}
