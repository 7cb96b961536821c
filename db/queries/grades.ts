import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { decision, grade } from '../schema/grading.ts';
import { person } from '../schema/people.ts';

export async function listCurrentGrades(db: Executor, attemptId: string) {
  return db
    .select()
    .from(grade)
    .where(and(eq(grade.attemptId, attemptId), isNull(grade.supersededAt)))
    .orderBy(grade.itemNumber);
}

export async function insertGrade(db: Executor, value: typeof grade.$inferInsert) {
  await db.insert(grade).values(value);
}

/** Sets the grades of an attempt aside, all or one question's, saying why. They stay readable as history. */
export async function supersedeGrades(db: Executor, attemptId: string, why: string, itemNumber?: number) {
  await db
    .update(grade)
    .set({ supersededAt: sql`now()`, supersededWhy: why })
    .where(
      and(
        eq(grade.attemptId, attemptId),
        isNull(grade.supersededAt),
        itemNumber === undefined ? undefined : eq(grade.itemNumber, itemNumber),
      ),
    );
}

export async function insertDecision(
  db: Executor,
  value: {
    attemptId: string;
    outcome: 'advance' | 'offer' | 'decline' | 'hold';
    reason: string;
    decidedBy: string;
  },
) {
  await db.insert(decision).values(value);
}

export async function listDecisions(db: Executor, attemptId: string) {
  return db
    .select({
      outcome: decision.outcome,
      reason: decision.reason,
      at: decision.createdAt,
      by: person.name,
    })
    .from(decision)
    .innerJoin(person, eq(person.id, decision.decidedBy))
    .where(eq(decision.attemptId, attemptId))
    .orderBy(desc(decision.createdAt));
}
