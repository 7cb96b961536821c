import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { candidateRequest } from '../schema/attempts.ts';
import { person } from '../schema/people.ts';

export type RequestKind = (typeof candidateRequest.$inferSelect)['kind'];

export async function insertRequest(
  db: Executor,
  value: {
    attemptId: string;
    kind: RequestKind;
    itemNumber: number | null;
    text: string;
    /** Automatic: time left, section, what was open. */
    state: Record<string, unknown>;
  },
): Promise<string> {
  const rows = await db.insert(candidateRequest).values(value).returning({ id: candidateRequest.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

export async function listRequests(db: Executor, attemptId: string) {
  return db
    .select({
      id: candidateRequest.id,
      kind: candidateRequest.kind,
      itemNumber: candidateRequest.itemNumber,
      text: candidateRequest.text,
      state: candidateRequest.state,
      createdAt: candidateRequest.createdAt,
      answeredAt: candidateRequest.answeredAt,
      answer: candidateRequest.answer,
      outcome: candidateRequest.outcome,
      answeredBy: person.name,
    })
    .from(candidateRequest)
    .leftJoin(person, eq(person.id, candidateRequest.answeredBy))
    .where(eq(candidateRequest.attemptId, attemptId))
    .orderBy(asc(candidateRequest.createdAt));
}

export async function hasOpenRequest(db: Executor, attemptId: string, kind: RequestKind): Promise<boolean> {
  const rows = await db
    .select({ id: candidateRequest.id })
    .from(candidateRequest)
    .where(
      and(
        eq(candidateRequest.attemptId, attemptId),
        eq(candidateRequest.kind, kind),
        isNull(candidateRequest.answeredAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** False when it was answered before, or is not of this attempt. */
export async function answerRequest(
  db: Executor,
  value: {
    attemptId: string;
    requestId: string;
    answeredBy: string;
    answer: string;
    outcome: 'granted' | 'refused' | 'answered';
  },
): Promise<boolean> {
  const rows = await db
    .update(candidateRequest)
    .set({
      answeredAt: sql`now()`,
      answeredBy: value.answeredBy,
      answer: value.answer,
      outcome: value.outcome,
    })
    .where(
      and(
        eq(candidateRequest.id, value.requestId),
        eq(candidateRequest.attemptId, value.attemptId),
        isNull(candidateRequest.answeredAt),
      ),
    )
    .returning({ id: candidateRequest.id });
  return rows.length > 0;
}
