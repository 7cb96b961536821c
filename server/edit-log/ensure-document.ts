import { randomUUID } from 'node:crypto';
import type { Executor } from '../../db/executor.ts';
import { findDocumentOfItem, insertDocument, insertUpdate } from '../../db/queries/documents.ts';
import type { AnswerFile, AnswerKind } from '../../domain/answer.ts';
import type { Design } from '../../domain/design/design.ts';
import { initialDocument, systemClientId } from '../../domain/edit-log/answer-layout.ts';
import type { Purpose } from '../../domain/edit-log/purpose.ts';
import { systemAuthorId } from './authorize-document.ts';

/**
 * The document of a question, made on first need. Starter files or the starting drawing are its first update (seq 1), written here and only
 * by whoever made the row, so that two tabs that open a question at once never both insert them. `answer` documents
 * carry the form's item number; `practice` documents a number of the caller's choice. The caller has authorized.
 */
export async function ensureDocument(
  tx: Executor,
  input: {
    attemptId: string;
    purpose: Purpose;
    itemNumber: number;
    kind: AnswerKind;
    starter: readonly AnswerFile[];
    start?: Design | null;
  },
): Promise<string> {
  const { attemptId, purpose, itemNumber } = input;
  const key = { attemptId, purpose, itemNumber };
  const existing = await findDocumentOfItem(tx, key);
  if (existing) return existing.id;
  return beginDocument(tx, key, initialDocument(input.kind, input.starter, input.start));
}

/** Makes a document with its first update, or finds it made: the update is written only by whoever made the row. */
export async function beginDocument(
  tx: Executor,
  key: { attemptId: string; purpose: Purpose; itemNumber: number },
  initial: Uint8Array | null,
): Promise<string> {
  const made = await insertDocument(tx, key);
  if (!made) {
    const other = await findDocumentOfItem(tx, key);
    if (!other) throw new Error(`the document of item ${key.itemNumber} could neither be made nor found`);
    return other.id;
  }
  if (initial) {
    await insertUpdate(tx, {
      documentId: made,
      attemptId: key.attemptId,
      seq: 1,
      batchId: randomUUID(),
      authorId: systemAuthorId,
      bytes: initial,
      newClientIds: [systemClientId],
      receivedAt: null,
    });
  }
  return made;
}
