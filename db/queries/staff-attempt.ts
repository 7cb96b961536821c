import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attemptItem, timeGrant } from '../schema/attempts.ts';
import { audit, person } from '../schema/people.ts';

export async function listGrantsWithNames(db: Executor, attemptId: string) {
  return db
    .select({
      id: timeGrant.id,
      sectionNumber: timeGrant.sectionNumber,
      grantedMs: timeGrant.grantedMs,
      basis: timeGrant.basis,
      reason: timeGrant.reason,
      at: timeGrant.createdAt,
      by: person.name,
    })
    .from(timeGrant)
    .leftJoin(person, eq(person.id, timeGrant.grantedBy))
    .where(eq(timeGrant.attemptId, attemptId))
    .orderBy(timeGrant.createdAt);
}

/**
 * What was done about an attempt and by whom, the newest first. What was written in one transaction has one moment: that
 * is ordered by name, so that the order is the same each time.
 */
export async function listAuditOfAttempt(db: Executor, attemptId: string, limit: number) {
  return db
    .select({
      id: audit.id,
      at: audit.at,
      actorKind: audit.actorKind,
      actorName: person.name,
      action: audit.action,
      data: audit.data,
    })
    .from(audit)
    .leftJoin(person, and(eq(person.id, audit.actorId), eq(audit.actorKind, 'person')))
    .where(and(eq(audit.subjectKind, 'attempt'), eq(audit.subjectId, attemptId)))
    .orderBy(sql`${audit.at} desc`, sql`${audit.action} desc`, sql`${audit.id} desc`)
    .limit(limit);
}

/** False when there is no such question, or it was voided before. */
export async function voidItem(
  db: Executor,
  attemptId: string,
  number: number,
  reason: string,
): Promise<boolean> {
  const rows = await db
    .update(attemptItem)
    .set({ voidedAt: sql`now()`, voidReason: reason })
    .where(
      and(eq(attemptItem.attemptId, attemptId), eq(attemptItem.number, number), isNull(attemptItem.voidedAt)),
    )
    .returning({ number: attemptItem.number });
  return rows.length > 0;
}

export async function restoreItem(db: Executor, attemptId: string, number: number): Promise<boolean> {
  const rows = await db
    .update(attemptItem)
    .set({ voidedAt: null, voidReason: null })
    .where(
      and(
        eq(attemptItem.attemptId, attemptId),
        eq(attemptItem.number, number),
        isNotNull(attemptItem.voidedAt),
      ),
    )
    .returning({ number: attemptItem.number });
  return rows.length > 0;
}
