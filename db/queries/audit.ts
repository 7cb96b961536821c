import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Executor } from '../executor.ts';
import { attempt, candidate } from '../schema/attempts.ts';
import { scorecard } from '../schema/grading.ts';
import { audit, person } from '../schema/people.ts';
import { position } from '../schema/positions.ts';

export interface AuditFilter {
  actions: readonly string[];
  subjectKind: string | null;
  subjectId: string | null;
  actorId: string | null;
  /** The last row of the page before: rows are read from the newest to the oldest, by time and id. */
  before: { at: string; id: string } | null;
}

/** One page of the log with the names of who and what. `cursor` is the row's time with all its digits. */
export async function listAuditPage(db: Executor, filter: AuditFilter, limit: number) {
  const subject = alias(person, 'subject');
  return db
    .select({
      id: audit.id,
      at: audit.at,
      cursor: sql<string>`${audit.at}::text`,
      actorKind: audit.actorKind,
      actorName: person.name,
      action: audit.action,
      subjectKind: audit.subjectKind,
      subjectId: audit.subjectId,
      subjectName: sql<string | null>`coalesce(${candidate.name}, ${position.title}, ${subject.name})`,
      data: audit.data,
    })
    .from(audit)
    .leftJoin(person, and(eq(audit.actorKind, 'person'), eq(person.id, audit.actorId)))
    .leftJoin(attempt, and(eq(audit.subjectKind, 'attempt'), eq(attempt.id, audit.subjectId)))
    .leftJoin(candidate, eq(candidate.id, attempt.candidateId))
    .leftJoin(position, and(eq(audit.subjectKind, 'position'), eq(position.id, audit.subjectId)))
    .leftJoin(subject, and(eq(audit.subjectKind, 'person'), eq(subject.id, audit.subjectId)))
    .where(
      and(
        filter.actions.length > 0 ? inArray(audit.action, [...filter.actions]) : undefined,
        filter.subjectKind ? eq(audit.subjectKind, filter.subjectKind) : undefined,
        filter.subjectId ? eq(audit.subjectId, filter.subjectId) : undefined,
        filter.actorId ? eq(audit.actorId, filter.actorId) : undefined,
        filter.before
          ? sql`(${audit.at}, ${audit.id}) < (${filter.before.at}::timestamptz, ${filter.before.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(sql`${audit.at} desc`, sql`${audit.id} desc`)
    .limit(limit);
}

export async function listAuditActions(db: Executor): Promise<string[]> {
  const rows = await db.selectDistinct({ action: audit.action }).from(audit).orderBy(audit.action);
  return rows.map((row) => row.action);
}

/** Attempts that this person is asked to rate. */
export async function listRatedAttempts(db: Executor, raterId: string): Promise<Set<string>> {
  const rows = await db
    .select({ attemptId: scorecard.attemptId })
    .from(scorecard)
    .where(and(eq(scorecard.raterId, raterId), isNull(scorecard.withdrawnAt)));
  return new Set(rows.map((row) => row.attemptId));
}
