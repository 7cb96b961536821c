import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import {
  type AppendFacts,
  insertUpdate,
  type LockedDocument,
  lockDocument,
  readAppendFacts,
} from '../../db/queries/documents.ts';
import type { Principal } from '../../domain/access.ts';
import { type DecodedUpdate, readUpdate } from '../../domain/edit-log/admit-update.ts';
import { answerCharacters } from '../../domain/edit-log/answer-layout.ts';
import { decideWrite, isPurpose, purposeRules } from '../../domain/edit-log/purpose.ts';
import { database } from '../database.ts';
import { Failure, notFound } from '../failure.ts';
import {
  answerTextCharactersMax,
  batchesPerMinutePerDocumentMax,
  batchesPerMinutePerSharedDocumentMax,
  documentBytesMax,
  updateBytesMax,
} from '../limits.ts';
import { admittedClients, clientIdsOf, resync, tooLarge, unboundClientIds } from './admit-edit.ts';
import { appendAtHead } from './append-at-head.ts';
import { authorIdOf, authorizeDocument } from './authorize-document.ts';
import { findSections } from './form-sections.ts';
import { keepAside } from './keep-aside.ts';
import { batchRateWindowSeconds } from './limits.ts';
import { writeSnapshotWhenDue } from './snapshot-document.ts';
import { type WarmDocument, type WarmSlot, warmDocuments } from './warm-documents.ts';

export interface AppendInput {
  documentId: string;
  /** Made by the browser once a batch; a retry is answered as the first time. */
  batchId: string;
  /** One Yjs update, version 1. */
  bytes: Uint8Array;
  requestId: string;
}

export type AppendAnswer =
  /** Committed. `remainingMs` of the section that is open now; null when none is. */
  | { outcome: 'accepted'; seq: number; remainingMs: number | null }
  /** Kept aside. Characters of this batch, and of everything of this document that is kept aside and undecided. */
  | { outcome: 'late'; characters: number; undecidedCharacters: number };

/**
 * Takes one batch of edits and answers after the commit: an edit that was acknowledged as accepted is in the log, one
 * that was acknowledged as late is kept aside. Throws Failure: `bad-input` for what is no update of an answer,
 * `resync` when it builds on edits that the document lacks, `conflict` for edits under another's client id,
 * `too-large`, `too-many` (with a retry time), `not-open`, `not-found`.
 */
export async function appendUpdates(principal: Principal, input: AppendInput): Promise<AppendAnswer> {
  if (input.bytes.byteLength > updateBytesMax) throw tooLarge();
  const update = readUpdate(input.bytes);
  if (!update) throw new Failure('bad-input', 'These bytes are no edit of a document.');
  const { db } = database();
  return warmDocuments().exclusively(input.documentId, async (slot) => {
    const atHead = await appendAtHead(db, principal, { ...input, update, slot });
    const { answer, snapshotOf } = atHead
      ? { answer: accepted(atHead.seq), snapshotOf: atHead }
      : await db.transaction((tx) => append(tx, principal, { ...input, update, slot }));
    if (snapshotOf) await writeSnapshotWhenDue(db, input.documentId, snapshotOf);
    return answer;
  });
}

/** No clock runs in a live session. */
const accepted = (seq: number): AppendAnswer => ({ outcome: 'accepted', seq, remainingMs: null });

interface Append extends AppendInput {
  update: DecodedUpdate;
  slot: WarmSlot;
}

async function append(
  tx: Executor,
  principal: Principal,
  input: Append,
): Promise<{ answer: AppendAnswer; snapshotOf: WarmDocument | null }> {
  const locked = await lockDocument(tx, input.documentId);
  if (!locked || !isPurpose(locked.purpose) || locked.itemNumber === null) {
    throw notFound(`document ${input.documentId}`);
  }
  const authorId = authorIdOf(principal);
  const { attemptId, head, bytesTotal, purpose, mode } = locked;
  input.slot.place = { attemptId, purpose, mode };
  // Asked together, in one message to the server; a refusal comes before anything of the facts is looked at.
  const [, facts] = await Promise.all([
    authorizeDocument(tx, principal, 'write', { attemptId, purpose: locked.purpose }),
    readAppendFacts(tx, {
      documentId: input.documentId,
      attemptId,
      batchId: input.batchId,
      clientIds: clientIdsOf(input.update),
      head,
      rateWindowSeconds: batchRateWindowSeconds,
      rateWindowBatches:
        locked.mode === 'live' ? batchesPerMinutePerSharedDocumentMax : batchesPerMinutePerDocumentMax,
    }),
  ]);
  const decision = decideWrite(
    { purpose: locked.purpose, itemNumber: locked.itemNumber },
    { status: locked.status, times: await timesOf(tx, locked, facts), mode: locked.mode },
    locked.now,
  );
  const remainingMs = decision.kind === 'open' ? decision.remainingMs : null;
  const already = answerOfKnownBatch(facts, remainingMs);
  if (already) return { answer: already, snapshotOf: null };
  if (decision.kind === 'closed') throw notOpen(decision.reason);
  if (facts.tooFast) {
    throw new Failure(
      'too-many',
      'Edits arrive faster than they can be taken. They are sent again by themselves.',
      {
        retryAfterMs: 2_000,
      },
    );
  }
  const warm = await input.slot.at(tx, input.documentId, head);
  if (decision.kind === 'late') {
    const kept = await keepAside(tx, {
      ...input,
      principal,
      warm,
      facts,
      shape: purposeRules[locked.purpose].shape,
    });
    return { answer: kept, snapshotOf: null };
  }
  if (bytesTotal + input.bytes.byteLength > documentBytesMax) throw tooLarge();
  const clientIds = admittedClients(warm, input.update, locked.purpose);
  const seq = head + 1;
  applyWithinLimit(input.slot, warm, input.bytes);
  await insertUpdate(tx, {
    documentId: input.documentId,
    attemptId,
    seq,
    batchId: input.batchId,
    authorId,
    bytes: input.bytes,
    newClientIds: unboundClientIds(clientIds, facts.bound, principal),
    receivedAt: null,
  });
  // True once the transaction commits; when it does not, the slot is dropped.
  warm.seq = seq;
  return { answer: { outcome: 'accepted', seq, remainingMs }, snapshotOf: warm };
}

async function timesOf(tx: Executor, attempt: LockedDocument, facts: AppendFacts) {
  if (!attempt.startedAt) return null;
  return {
    startedAt: attempt.startedAt,
    timeFactor: attempt.timeFactor,
    sections: await findSections(tx, attempt.formId),
    entered: facts.entered,
    grants: facts.grants,
  };
}

/** A retry gets what the first got, also after the deadline: its edits were in time. */
function answerOfKnownBatch(facts: AppendFacts, remainingMs: number | null): AppendAnswer | null {
  if (facts.knownSeq !== null) return { outcome: 'accepted', seq: facts.knownSeq, remainingMs };
  if (!facts.keptAside) return null;
  return {
    outcome: 'late',
    characters: facts.keptAside.characters,
    undecidedCharacters: facts.lateCharacters,
  };
}

/** Applies to the warm document; what does not fit in the end is undone by reading the document again. */
function applyWithinLimit(slot: WarmSlot, warm: WarmDocument, bytes: Uint8Array): void {
  const before = answerCharacters(warm.doc);
  slot.uncommitted = true;
  Y.applyUpdate(warm.doc, bytes);
  const waits = warm.doc.store.pendingStructs !== null || warm.doc.store.pendingDs !== null;
  const after = answerCharacters(warm.doc);
  if (waits) throw resync();
  if (after > answerTextCharactersMax && after > before) throw tooLarge();
}

function notOpen(reason: 'not-started' | 'ended'): Failure {
  return new Failure(
    'not-open',
    reason === 'not-started' ? 'This section has not been started.' : 'This assessment is closed.',
  );
}
