import * as Y from 'yjs';
import type { Executor } from '../../db/executor.ts';
import { insertUpdate, lockHead } from '../../db/queries/documents.ts';
import { decideLateUpdates, listUndecidedOfAttempt } from '../../db/queries/late-updates.ts';
import { admitUpdate, readUpdate } from '../../domain/edit-log/admit-update.ts';
import { purposeRules } from '../../domain/edit-log/purpose.ts';
import { readDocumentState } from './read-document-state.ts';

/**
 * The decision about edits that arrived late. These run inside the transaction of the use case that decides (a grant,
 * a press of staff): it has authorized, it holds the attempt's row for update, and it audits.
 */
export interface LateDecision {
  batches: number;
  characters: number;
  itemNumbers: number[];
}

export async function mergeLateUpdates(
  tx: Executor,
  input: { attemptId: string; decidedBy: string | null },
): Promise<LateDecision> {
  return merge(tx, input.attemptId, input.decidedBy, () => true);
}

/** Merges those that a new deadline, given per question, makes to be in time. */
export async function mergeLateUpdatesReceivedBy(
  tx: Executor,
  attemptId: string,
  deadlineOf: (itemNumber: number) => Date | null,
  decidedBy: string | null = null,
): Promise<LateDecision> {
  return merge(tx, attemptId, decidedBy, (late) => {
    const deadline = late.itemNumber === null ? null : deadlineOf(late.itemNumber);
    return deadline !== null && late.receivedAt.getTime() <= deadline.getTime();
  });
}

export async function rejectLateUpdates(
  tx: Executor,
  input: { attemptId: string; decidedBy: string },
): Promise<LateDecision> {
  const undecided = await listUndecidedOfAttempt(tx, input.attemptId);
  await decideLateUpdates(
    tx,
    undecided.map((late) => late.id),
    'rejected',
    input.decidedBy,
  );
  return summary(undecided);
}

type Late = Awaited<ReturnType<typeof listUndecidedOfAttempt>>[number];

async function merge(
  tx: Executor,
  attemptId: string,
  decidedBy: string | null,
  chosen: (late: Late) => boolean,
): Promise<LateDecision> {
  // Documents come in the order of their ids, the order in which every transaction locks them.
  const candidates = (await listUndecidedOfAttempt(tx, attemptId)).filter(chosen);
  const merged: Late[] = [];
  for (const documentId of new Set(candidates.map((late) => late.documentId))) {
    merged.push(
      ...(await mergeDocument(
        tx,
        attemptId,
        documentId,
        candidates.filter((late) => late.documentId === documentId),
      )),
    );
  }
  await decideLateUpdates(
    tx,
    merged.map((late) => late.id),
    'merged',
    decidedBy,
  );
  return summary(merged);
}

/** Appends in the order of receipt. One that builds on edits which were rejected cannot be merged and stays undecided. */
async function mergeDocument(
  tx: Executor,
  attemptId: string,
  documentId: string,
  updates: readonly Late[],
): Promise<Late[]> {
  let { head } = await lockHead(tx, documentId);
  const doc = await readDocumentState(tx, documentId, head);
  const merged: Late[] = [];
  for (const late of updates) {
    const update = readUpdate(late.bytes);
    const admission = update ? admitUpdate(doc, update, purposeRules.answer.shape) : null;
    if (admission?.kind !== 'fits') continue;
    Y.applyUpdate(doc, late.bytes);
    head += 1;
    await insertUpdate(tx, {
      documentId,
      attemptId,
      seq: head,
      batchId: late.batchId,
      authorId: late.authorId,
      bytes: late.bytes,
      newClientIds: admission.insertingClients,
      receivedAt: late.receivedAt,
    });
    merged.push(late);
  }
  return merged;
}

function summary(decided: readonly Late[]): LateDecision {
  return {
    batches: decided.length,
    characters: decided.reduce((sum, late) => sum + late.characters, 0),
    itemNumbers: [...new Set(decided.flatMap((late) => late.itemNumber ?? []))].sort((a, b) => a - b),
  };
}
