import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ApplicationAnswers } from '../../domain/application.ts';
import type { Executor } from '../executor.ts';
import {
  application,
  attempt,
  attemptItem,
  attemptSection,
  candidate,
  candidateSession,
  timeGrant,
} from '../schema/attempts.ts';
import { exposure } from '../schema/grading.ts';
import { form, position } from '../schema/positions.ts';

export type AttemptRecord = typeof attempt.$inferSelect;
export type FormRecord = typeof form.$inferSelect;

/** The attempt under its lock, with the form it is bound to: whatever changes its status or time comes one after another. */
export async function lockAttempt(
  tx: Executor,
  attemptId: string,
): Promise<{ attempt: AttemptRecord; form: FormRecord } | null> {
  const rows = await tx
    .select({ attempt, form })
    .from(attempt)
    .innerJoin(form, eq(form.id, attempt.formId))
    .where(eq(attempt.id, attemptId))
    .for('update', { of: attempt });
  return rows[0] ?? null;
}

/** Changes the attempt that the caller has locked and raises its revision. */
export async function changeAttempt(
  tx: Executor,
  attemptId: string,
  change: Partial<Omit<AttemptRecord, 'id' | 'revision'>>,
): Promise<void> {
  await tx
    .update(attempt)
    .set({ ...change, revision: sql`${attempt.revision} + 1` })
    .where(eq(attempt.id, attemptId));
}

/** What every page of the candidate starts from. */
export async function findAttemptForCandidate(db: Executor, attemptId: string) {
  const rows = await db
    .select({ attempt, form, position, candidate })
    .from(attempt)
    .innerJoin(form, eq(form.id, attempt.formId))
    .innerJoin(position, eq(position.id, attempt.positionId))
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .where(eq(attempt.id, attemptId));
  return rows[0] ?? null;
}

export async function updateCandidateDetails(
  db: Executor,
  candidateId: string,
  value: { name: string; phone: string },
): Promise<void> {
  await db.update(candidate).set(value).where(eq(candidate.id, candidateId));
}

export async function saveApplicationAnswers(
  db: Executor,
  attemptId: string,
  answers: ApplicationAnswers,
): Promise<void> {
  await db
    .insert(application)
    .values({ attemptId, answers, updatedAt: sql`now()` })
    .onConflictDoUpdate({ target: application.attemptId, set: { answers, updatedAt: sql`now()` } });
}

export async function insertSection(
  tx: Executor,
  value: { attemptId: string; number: number; enteredAt: Date },
): Promise<void> {
  await tx.insert(attemptSection).values(value);
}

export async function leaveSectionRow(
  tx: Executor,
  value: { attemptId: string; number: number; leftAt: Date; leftBy: 'candidate' | 'deadline' },
): Promise<void> {
  await tx
    .update(attemptSection)
    .set({ leftAt: value.leftAt, leftBy: value.leftBy })
    .where(
      and(
        eq(attemptSection.attemptId, value.attemptId),
        eq(attemptSection.number, value.number),
        isNull(attemptSection.leftAt),
      ),
    );
}

/** Re-entry of a section that was given time: it counts as never left. */
export async function clearSectionLeft(tx: Executor, attemptId: string, number: number): Promise<void> {
  await tx
    .update(attemptSection)
    .set({ leftAt: null, leftBy: null })
    .where(and(eq(attemptSection.attemptId, attemptId), eq(attemptSection.number, number)));
}

export async function insertItems(
  tx: Executor,
  values: readonly (typeof attemptItem.$inferInsert)[],
): Promise<void> {
  if (values.length > 0) await tx.insert(attemptItem).values([...values]);
}

export async function findItem(db: Executor, attemptId: string, number: number) {
  const rows = await db
    .select()
    .from(attemptItem)
    .where(and(eq(attemptItem.attemptId, attemptId), eq(attemptItem.number, number)));
  return rows[0] ?? null;
}

export async function setItemFlag(
  db: Executor,
  attemptId: string,
  number: number,
  flagged: boolean,
): Promise<boolean> {
  const rows = await db
    .update(attemptItem)
    .set({ flagged })
    .where(and(eq(attemptItem.attemptId, attemptId), eq(attemptItem.number, number)))
    .returning({ number: attemptItem.number });
  return rows.length > 0;
}

/** The question was on screen for so long; the first time also says that it was seen. */
export async function addOpenTime(
  db: Executor,
  attemptId: string,
  number: number,
  openMs: number,
): Promise<void> {
  await db
    .update(attemptItem)
    .set({
      openMs: sql`${attemptItem.openMs} + ${openMs}`,
      seenAt: sql`coalesce(${attemptItem.seenAt}, now())`,
    })
    .where(and(eq(attemptItem.attemptId, attemptId), eq(attemptItem.number, number)));
}

/** Questions that this address has now met: never twice to the same candidate. */
export async function recordExposure(tx: Executor, email: string, slugs: readonly string[]): Promise<void> {
  if (slugs.length === 0) return;
  await tx
    .insert(exposure)
    .values(slugs.map((slug) => ({ candidateEmail: email.toLowerCase(), slug })))
    .onConflictDoNothing();
}

/** False when this very outage was granted before. */
export async function insertGrant(
  tx: Executor,
  value: Omit<typeof timeGrant.$inferInsert, 'id' | 'createdAt'>,
): Promise<boolean> {
  const rows = await tx.insert(timeGrant).values(value).onConflictDoNothing().returning({ id: timeGrant.id });
  return rows.length > 0;
}

export async function touchSession(db: Executor, sessionId: string): Promise<void> {
  await db.update(candidateSession).set({ seenAt: sql`now()` }).where(eq(candidateSession.id, sessionId));
}
