import { and, eq, inArray } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt, attemptItem, attemptSection, candidate, timeGrant } from '../schema/attempts.ts';
import { document } from '../schema/documents.ts';
import { form, position, questionVersion } from '../schema/positions.ts';

/** One attempt with its position and its pinned form: what scoring and the report start from. */
export async function findAttemptFacts(db: Executor, attemptId: string) {
  const rows = await db
    .select({
      attempt,
      position,
      form,
      candidate: { id: candidate.id, name: candidate.name, email: candidate.email },
    })
    .from(attempt)
    .innerJoin(position, eq(position.id, attempt.positionId))
    .innerJoin(form, eq(form.id, attempt.formId))
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .where(eq(attempt.id, attemptId));
  return rows[0] ?? null;
}

export async function listAttemptItems(db: Executor, attemptId: string) {
  return db
    .select()
    .from(attemptItem)
    .where(eq(attemptItem.attemptId, attemptId))
    .orderBy(attemptItem.number);
}

export async function listAttemptSections(db: Executor, attemptId: string) {
  return db
    .select()
    .from(attemptSection)
    .where(eq(attemptSection.attemptId, attemptId))
    .orderBy(attemptSection.number);
}

export async function listTimeGrants(db: Executor, attemptId: string) {
  return db.select().from(timeGrant).where(eq(timeGrant.attemptId, attemptId)).orderBy(timeGrant.createdAt);
}

/** Answer documents of an attempt by question number. */
export async function listAnswerDocuments(db: Executor, attemptId: string) {
  return db
    .select({ id: document.id, itemNumber: document.itemNumber, head: document.head })
    .from(document)
    .where(and(eq(document.attemptId, attemptId), eq(document.purpose, 'answer')));
}

/** Pinned content by hash. */
export async function listQuestionVersions(db: Executor, hashes: readonly string[]) {
  if (hashes.length === 0) return [];
  return db
    .select()
    .from(questionVersion)
    .where(inArray(questionVersion.hash, [...hashes]));
}
