import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import {
  type AppendFacts,
  type BoundAuthor,
  insertUpdate,
  type LockedDocument,
  lockDocument,
  readAppendFacts,
} from '../../db/queries/documents.ts';
import type { Principal } from '../../domain/access.ts';
import { admitUpdate, type DecodedUpdate, readUpdate } from '../../domain/edit-log/admit-update.ts';
import { answerCharacters } from '../../domain/edit-log/answer-layout.ts';
import { decideWrite, isPurpose, type Purpose, purposeRules } from '../../domain/edit-log/purpose.ts';
import { database } from '../database.ts';
import { Failure, notFound } from '../failure.ts';
import {
  answerTextCharactersMax,
  batchesPerMinutePerDocumentMax,
  batchesPerMinutePerSharedDocumentMax,
  documentBytesMax,
  updateBytesMax,
} from '../limits.ts';
import { authorIdOf, authorizeDocument, refuseForeign } from './authorize-document.ts';
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
  return warmDocuments().exclusively(input.documentId, async (slot) => {
    const { answer, snapshotOf } = await database().db.transaction((tx) =>
      append(tx, principal, { ...input, update, slot }),
    );
    if (snapshotOf) await writeSnapshotWhenDue(database().db, input.documentId, snapshotOf);
    return answer;
  });
}

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
  const { attemptId, head, bytesTotal } = locked;
  // Asked together, in one message to the server; a refusal comes before anything of the facts is looked at.
  const [, facts] = await Promise.all([
    authorizeDocument(tx, principal, 'write', { attemptId, purpose: locked.purpose }),
    readAppendFacts(tx, {
      documentId: input.documentId,
      attemptId,
      batchId: input.batchId,
      clientIds: [...new Set(input.update.structs.map((struct) => struct.id.client))],
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
    const kept = await keepAside(tx, { ...input, principal, warm, facts, shape: shapeOf(locked.purpose) });
    return { answer: kept, snapshotOf: null };
  }
  if (bytesTotal + input.bytes.byteLength > documentBytesMax) throw tooLarge();
  const clientIds = admitted(warm, input.update, locked.purpose);
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

const shapeOf = (purpose: Purpose) => purposeRules[purpose].shape;

function admitted(warm: WarmDocument, update: DecodedUpdate, purpose: Purpose): number[] {
  const admission = admitUpdate(warm.doc, update, shapeOf(purpose));
  switch (admission.kind) {
    case 'fits':
      return admission.insertingClients;
    case 'lacks-structs':
      throw resync();
    case 'refused':
      throw new Failure('bad-input', 'This edit does not belong to an answer.', {
        message: `update refused: ${admission.why}`,
      });
  }
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

/** Refuses inserts under another writer's client id; gives those that this update is the first to use. */
function unboundClientIds(
  clientIds: readonly number[],
  bound: ReadonlyMap<number, BoundAuthor>,
  principal: Principal,
): number[] {
  refuseForeign(clientIds, bound, principal);
  return clientIds.filter((id) => !bound.has(id));
}

function resync(): Failure {
  return new Failure(
    'resync',
    'The edits build on others that are missing here. They are sent again in full.',
  );
}

function tooLarge(): Failure {
  return new Failure('too-large', 'The answer is larger than can be saved. Shorten it to go on saving.');
}

function notOpen(reason: 'not-started' | 'ended'): Failure {
  return new Failure(
    'not-open',
    reason === 'not-started' ? 'This section has not been started.' : 'This assessment is closed.',
  );
}
