import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import { insertAtHead, readHeadFacts } from '../../db/queries/append-at-head.ts';
import type { Principal } from '../../domain/access.ts';
import type { DecodedUpdate } from '../../domain/edit-log/admit-update.ts';
import { answerCharacters } from '../../domain/edit-log/answer-layout.ts';
import {
  answerTextCharactersMax,
  batchesPerMinutePerSharedDocumentMax,
  documentBytesMax,
} from '../limits.ts';
import { admittedClients, clientIdsOf, unboundClientIds } from './admit-edit.ts';
import { authorIdOf, authorizeDocument } from './authorize-document.ts';
import { batchRateWindowSeconds, readingsAtHeadMax } from './limits.ts';
import type { WarmDocument, WarmSlot } from './warm-documents.ts';

/**
 * The short way of an append, for live sessions: read, decide, and write in one statement that writes nothing unless
 * the log still ends where it was read. Three people who type in a room send ten batches a second, and the way with
 * locks is seven messages to the database where this one is two. Null, and nothing is written, for whatever is not the
 * ordinary case (a retry, a flood, an ended session, a document near its limits or not in memory, others who were
 * always first): the way with locks decides it. Throws what that way would throw for edits that are refused.
 */
export async function appendAtHead(
  db: Executor,
  principal: Principal,
  input: { documentId: string; batchId: string; update: DecodedUpdate; slot: WarmSlot },
): Promise<WarmDocument | null> {
  const { documentId, batchId, update, slot } = input;
  const { place, warm } = slot;
  if (place?.mode !== 'live' || place.purpose === 'practice' || !warm) return null;
  const authorized = authorizeDocument(db, principal, 'write', place);
  for (let reading = 0; reading < readingsAtHeadMax; reading += 1) {
    const [facts] = await Promise.all([
      readHeadFacts(db, {
        documentId,
        batchId,
        clientIds: clientIdsOf(update),
        knownSeq: warm.seq,
        rateWindowSeconds: batchRateWindowSeconds,
        rateWindowBatches: batchesPerMinutePerSharedDocumentMax,
      }),
      authorized,
    ]);
    if (!facts?.running || facts.needsCare || facts.head !== warm.seq + facts.tail.length) return null;
    catchUp(warm, facts.tail, facts.head);
    if (!hasRoomFor(warm.doc, facts.bytesTotal, update.bytes.byteLength)) return null;
    const clientIds = admittedClients(warm, update, place.purpose);
    const written = await insertAtHead(db, {
      documentId,
      attemptId: place.attemptId,
      seq: warm.seq + 1,
      batchId,
      authorId: authorIdOf(principal),
      bytes: update.bytes,
      newClientIds: unboundClientIds(clientIds, facts.bound, principal),
    });
    if (!written) continue;
    // It is committed; should it fail to apply, the document is read anew next time.
    slot.uncommitted = true;
    catchUp(warm, [update.bytes], warm.seq + 1);
    return warm;
  }
  return null;
}

/** Every character and every byte of an update counts at most once towards the limits, so this room is enough. */
function hasRoomFor(doc: Y.Doc, bytesTotal: number, bytes: number): boolean {
  return answerCharacters(doc) + bytes <= answerTextCharactersMax && bytesTotal + bytes <= documentBytesMax;
}

function catchUp(warm: WarmDocument, updates: readonly Uint8Array[], seq: number): void {
  if (updates.length === 0) return;
  warm.doc.transact(() => {
    for (const update of updates) Y.applyUpdate(warm.doc, update);
  });
  warm.seq = seq;
}
