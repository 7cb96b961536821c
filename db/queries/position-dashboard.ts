import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attemptEvent, attemptSection } from '../schema/attempts.ts';
import { document, lateUpdate } from '../schema/documents.ts';
import { scorecard } from '../schema/grading.ts';
import { person } from '../schema/people.ts';

/** Facts of many attempts at once, for a position's table: a handful of queries whatever their number. */

export async function listSectionsOfAttempts(db: Executor, attemptIds: readonly string[]) {
  if (attemptIds.length === 0) return [];
  return db
    .select()
    .from(attemptSection)
    .where(inArray(attemptSection.attemptId, [...attemptIds]))
    .orderBy(attemptSection.number);
}

/** Who rates and who has submitted; no scores. */
export async function listRatersOfAttempts(db: Executor, attemptIds: readonly string[]) {
  if (attemptIds.length === 0) return [];
  return db
    .select({
      attemptId: scorecard.attemptId,
      raterId: scorecard.raterId,
      name: person.name,
      submittedAt: scorecard.submittedAt,
    })
    .from(scorecard)
    .innerJoin(person, eq(person.id, scorecard.raterId))
    .where(and(inArray(scorecard.attemptId, [...attemptIds]), isNull(scorecard.withdrawnAt)))
    .orderBy(scorecard.assignedAt);
}

/** Facts for integrity by attempt: how many, and how many the candidate has written a note to. */
export async function countIntegrityNotes(
  db: Executor,
  attemptIds: readonly string[],
  kinds: readonly string[],
): Promise<Map<string, { notes: number; explained: number }>> {
  if (attemptIds.length === 0) return new Map();
  const rows = await db
    .select({
      attemptId: attemptEvent.attemptId,
      notes: sql<number>`count(*)::int`,
      explained: sql<number>`count(${attemptEvent.candidateNote})::int`,
    })
    .from(attemptEvent)
    .where(
      and(
        inArray(attemptEvent.attemptId, [...attemptIds]),
        inArray(attemptEvent.kind, [...kinds]),
        // A move inside the own answer, the starter or the practice is no paste.
        sql`${attemptEvent.data} ->> 'own' is distinct from 'true'`,
      ),
    )
    .groupBy(attemptEvent.attemptId);
  return new Map(rows.map((row) => [row.attemptId, { notes: row.notes, explained: row.explained }]));
}

/** Attempts with edits that arrived late and that nobody has decided about. */
export async function listAttemptsWithLateEdits(
  db: Executor,
  attemptIds: readonly string[],
): Promise<Set<string>> {
  if (attemptIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ attemptId: document.attemptId })
    .from(lateUpdate)
    .innerJoin(document, eq(document.id, lateUpdate.documentId))
    .where(and(inArray(document.attemptId, [...attemptIds]), isNull(lateUpdate.decision)));
  return new Set(rows.map((row) => row.attemptId));
}
