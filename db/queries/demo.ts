import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt, attemptEvent, attemptItem, attemptSection } from '../schema/attempts.ts';
import { documentUpdate } from '../schema/documents.ts';
import { decision, evidence, rating, run, scorecard } from '../schema/grading.ts';
import { person } from '../schema/people.ts';

/**
 * Writes of the demo only: facts with moments in the past, which no use case can write because each of them reads the
 * database's clock. Refused wherever people are not demo people.
 */
export async function hasDemoPeople(db: Executor): Promise<boolean> {
  const rows = await db.select({ id: person.id }).from(person).where(eq(person.demo, true)).limit(1);
  return rows.length > 0;
}

export async function writePastAttempt(
  db: Executor,
  value: {
    attemptId: string;
    acceptedAt: Date;
    startedAt: Date | null;
    submittedAt: Date | null;
    receipt: string | null;
    sections: { number: number; enteredAt: Date; leftAt: Date }[];
    items: (typeof attemptItem.$inferInsert)[];
    events: { kind: string; at: Date; itemNumber: number | null; data: Record<string, unknown> }[];
  },
): Promise<void> {
  await db
    .update(attempt)
    .set({
      status: value.submittedAt ? 'submitted' : 'accepted',
      acceptedAt: value.acceptedAt,
      consentedAt: value.acceptedAt,
      rulesConfirmedAt: value.startedAt,
      startedAt: value.startedAt,
      submittedAt: value.submittedAt,
      submittedBy: value.submittedAt ? 'candidate' : null,
      receipt: value.receipt,
      createdAt: new Date(value.acceptedAt.getTime() - 36e5 * 20),
      revision: sql`${attempt.revision} + 1`,
    })
    .where(eq(attempt.id, value.attemptId));
  if (value.sections.length > 0) {
    await db
      .insert(attemptSection)
      .values(
        value.sections.map((row) => ({ ...row, attemptId: value.attemptId, leftBy: 'candidate' as const })),
      );
  }
  if (value.items.length > 0) await db.insert(attemptItem).values(value.items);
  if (value.events.length > 0) {
    await db.insert(attemptEvent).values(value.events.map((row) => ({ ...row, attemptId: value.attemptId })));
  }
}

/** Moves what a document began with to when its question was opened: it was written by the server, at its own hour. */
export async function moveBeginning(db: Executor, documentId: string, at: Date): Promise<void> {
  await db.update(documentUpdate).set({ receivedAt: at }).where(eq(documentUpdate.documentId, documentId));
}

export async function writePastRun(db: Executor, value: typeof run.$inferInsert): Promise<void> {
  await db.insert(run).values(value);
}

export async function writePastScorecard(
  db: Executor,
  value: {
    attemptId: string;
    raterId: string;
    assignedBy: string;
    assignedAt: Date;
    submittedAt: Date | null;
    ratings: Omit<typeof rating.$inferInsert, 'scorecardId'>[];
    evidence: Omit<typeof evidence.$inferInsert, 'scorecardId'>[];
  },
): Promise<void> {
  const { attemptId, raterId, assignedBy, assignedAt, submittedAt } = value;
  const rows = await db
    .insert(scorecard)
    .values({ attemptId, raterId, assignedBy, assignedAt, submittedAt })
    .returning({ id: scorecard.id });
  const scorecardId = rows[0]?.id;
  if (!scorecardId) throw new Error('insert returned no row');
  if (value.ratings.length > 0)
    await db.insert(rating).values(value.ratings.map((row) => ({ ...row, scorecardId })));
  if (value.evidence.length > 0) {
    await db.insert(evidence).values(value.evidence.map((row) => ({ ...row, scorecardId })));
  }
}

export async function writePastDecision(db: Executor, value: typeof decision.$inferInsert): Promise<void> {
  await db.insert(decision).values(value);
}
