import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { document, lateUpdate } from '../schema/documents.ts';

/** Kept aside once per batch: the same batch again changes nothing. */
export async function insertLateUpdate(
  tx: Executor,
  value: {
    documentId: string;
    batchId: string;
    authorId: string;
    characters: number;
    bytes: Uint8Array;
  },
): Promise<void> {
  await tx
    .insert(lateUpdate)
    .values({ ...value, receivedAt: sql`now()` })
    .onConflictDoNothing();
}

const lateFields = {
  id: lateUpdate.id,
  documentId: lateUpdate.documentId,
  itemNumber: document.itemNumber,
  batchId: lateUpdate.batchId,
  authorId: lateUpdate.authorId,
  receivedAt: lateUpdate.receivedAt,
  characters: lateUpdate.characters,
  bytes: lateUpdate.bytes,
};

/** What is beside one document, undecided or rejected, in the order in which it was received. */
export async function listKeptBeside(db: Executor, documentId: string) {
  return db
    .select({ decision: lateUpdate.decision, bytes: lateUpdate.bytes })
    .from(lateUpdate)
    .where(
      and(
        eq(lateUpdate.documentId, documentId),
        or(isNull(lateUpdate.decision), ne(lateUpdate.decision, 'merged')),
      ),
    )
    .orderBy(asc(lateUpdate.receivedAt), asc(lateUpdate.id));
}

/** Undecided ones of an attempt, by document (in the order of ids, the order of locking) and time of receipt. */
export async function listUndecidedOfAttempt(db: Executor, attemptId: string) {
  return db
    .select(lateFields)
    .from(lateUpdate)
    .innerJoin(document, eq(document.id, lateUpdate.documentId))
    .where(and(eq(document.attemptId, attemptId), isNull(lateUpdate.decision)))
    .orderBy(asc(lateUpdate.documentId), asc(lateUpdate.receivedAt), asc(lateUpdate.id));
}

export async function decideLateUpdates(
  tx: Executor,
  ids: readonly string[],
  decision: 'merged' | 'rejected',
  decidedBy: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(lateUpdate)
    .set({ decision, decidedBy, decidedAt: sql`now()` })
    .where(and(inArray(lateUpdate.id, [...ids]), isNull(lateUpdate.decision)));
}

export interface LateSummary {
  itemNumber: number | null;
  documentId: string;
  decision: 'merged' | 'rejected' | null;
  batches: number;
  characters: number;
  firstReceivedAt: Date;
  lastReceivedAt: Date;
}

/** What arrived late in an attempt, by question and decision: shown to the candidate and to staff. */
export async function summariseLateUpdates(db: Executor, attemptId: string): Promise<LateSummary[]> {
  const rows = await db
    .select({
      itemNumber: document.itemNumber,
      documentId: document.id,
      decision: lateUpdate.decision,
      batches: sql<number>`count(*)::int`,
      characters: sql<number>`sum(${lateUpdate.characters})::int`,
      firstReceivedAt: sql<string>`min(${lateUpdate.receivedAt})`,
      lastReceivedAt: sql<string>`max(${lateUpdate.receivedAt})`,
    })
    .from(lateUpdate)
    .innerJoin(document, eq(document.id, lateUpdate.documentId))
    .where(eq(document.attemptId, attemptId))
    .groupBy(document.itemNumber, document.id, lateUpdate.decision)
    .orderBy(asc(document.itemNumber));
  return rows.map((row) => ({
    ...row,
    firstReceivedAt: new Date(row.firstReceivedAt),
    lastReceivedAt: new Date(row.lastReceivedAt),
  }));
}
