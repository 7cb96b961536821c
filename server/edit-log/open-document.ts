import { findDocument, findSnapshot, listUpdates } from '../../db/queries/documents.ts';
import type { Principal } from '../../domain/access.ts';
import { isPurpose } from '../../domain/edit-log/purpose.ts';
import { encodeLogSlice } from '../../domain/edit-log/wire.ts';
import { isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import { authorizeDocument } from './authorize-document.ts';

/**
 * A document for a browser: the newest snapshot and the updates after it, or, with `afterSeq`, only what came after.
 * One binary log slice (domain/edit-log/wire.ts). Reading stays possible after the deadline.
 */
export async function openDocument(
  principal: Principal,
  documentId: string,
  afterSeq: number | null,
): Promise<Uint8Array> {
  const { db } = database();
  const found = isUuid(documentId) ? await findDocument(db, documentId) : null;
  if (!found || !isPurpose(found.purpose)) throw notFound(`document ${documentId}`);
  await authorizeDocument(db, principal, 'read', { attemptId: found.attemptId, purpose: found.purpose });
  // Numbers are committed in their order, so each read is a prefix without gaps: no transaction is needed around both.
  const snapshot = afterSeq === null ? await findSnapshot(db, documentId, null) : null;
  const from = afterSeq ?? snapshot?.seq ?? 0;
  const tail = await listUpdates(db, documentId, from, null);
  return encodeLogSlice({
    head: tail.at(-1)?.seq ?? from,
    updates: [...(snapshot ? [snapshot.bytes] : []), ...tail.map((update) => update.bytes)],
  });
}
