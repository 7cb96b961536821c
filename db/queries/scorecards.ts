import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt, candidate } from '../schema/attempts.ts';
import { evidence, rating, scorecard } from '../schema/grading.ts';
import { person } from '../schema/people.ts';
import { form, position } from '../schema/positions.ts';

export async function findScorecard(db: Executor, attemptId: string, raterId: string) {
  const rows = await db
    .select()
    .from(scorecard)
    .where(
      and(eq(scorecard.attemptId, attemptId), eq(scorecard.raterId, raterId), isNull(scorecard.withdrawnAt)),
    );
  return rows[0] ?? null;
}

/** The same card under its lock: ratings, evidence and submission of one card are taken one after another. */
export async function lockScorecard(db: Executor, attemptId: string, raterId: string) {
  const rows = await db
    .select()
    .from(scorecard)
    .where(
      and(eq(scorecard.attemptId, attemptId), eq(scorecard.raterId, raterId), isNull(scorecard.withdrawnAt)),
    )
    .for('update');
  return rows[0] ?? null;
}

/** Assigns, or brings back a withdrawn card with what it held. */
export async function assignScorecard(db: Executor, attemptId: string, raterId: string, assignedBy: string) {
  const rows = await db
    .insert(scorecard)
    .values({ attemptId, raterId, assignedBy })
    .onConflictDoUpdate({ target: [scorecard.attemptId, scorecard.raterId], set: { withdrawnAt: null } })
    .returning({ id: scorecard.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

export async function withdrawScorecard(db: Executor, attemptId: string, raterId: string): Promise<boolean> {
  const rows = await db
    .update(scorecard)
    .set({ withdrawnAt: sql`now()` })
    .where(
      and(
        eq(scorecard.attemptId, attemptId),
        eq(scorecard.raterId, raterId),
        isNull(scorecard.submittedAt),
        isNull(scorecard.withdrawnAt),
      ),
    )
    .returning({ id: scorecard.id });
  return rows.length > 0;
}

export async function submitScorecard(db: Executor, id: string): Promise<Date | null> {
  const rows = await db
    .update(scorecard)
    .set({ submittedAt: sql`now()` })
    .where(and(eq(scorecard.id, id), isNull(scorecard.submittedAt)))
    .returning({ at: scorecard.submittedAt });
  return rows[0]?.at ?? null;
}

export async function savePrivateNotes(db: Executor, id: string, text: string) {
  await db.update(scorecard).set({ privateNotes: text }).where(eq(scorecard.id, id));
}

/** Who rates an attempt and whether they have submitted: no scores. */
export async function listRaters(db: Executor, attemptId: string) {
  return db
    .select({
      cardId: scorecard.id,
      raterId: scorecard.raterId,
      name: person.name,
      assignedAt: scorecard.assignedAt,
      submittedAt: scorecard.submittedAt,
    })
    .from(scorecard)
    .innerJoin(person, eq(person.id, scorecard.raterId))
    .where(and(eq(scorecard.attemptId, attemptId), isNull(scorecard.withdrawnAt)))
    .orderBy(scorecard.assignedAt, person.name);
}

/** The newest rating of each (question, dimension) of the cards. */
export async function listCurrentRatings(db: Executor, cardIds: readonly string[]) {
  if (cardIds.length === 0) return [];
  return db
    .selectDistinctOn([rating.scorecardId, rating.itemNumber, rating.dimension], {
      cardId: rating.scorecardId,
      itemNumber: rating.itemNumber,
      dimension: rating.dimension,
      levelId: rating.levelId,
      note: rating.note,
      seq: rating.seq,
      changeReason: rating.changeReason,
      createdAt: rating.createdAt,
    })
    .from(rating)
    .where(inArray(rating.scorecardId, [...cardIds]))
    .orderBy(rating.scorecardId, rating.itemNumber, rating.dimension, desc(rating.seq));
}

export async function appendRating(
  db: Executor,
  value: {
    scorecardId: string;
    itemNumber: number;
    dimension: string;
    levelId: string;
    note: string;
    seq: number;
    changeReason: string;
  },
) {
  await db.insert(rating).values(value);
}

export async function listEvidence(db: Executor, cardIds: readonly string[]) {
  if (cardIds.length === 0) return [];
  return db
    .select()
    .from(evidence)
    .where(and(inArray(evidence.scorecardId, [...cardIds]), isNull(evidence.removedAt)))
    .orderBy(evidence.createdAt);
}

export async function insertEvidence(db: Executor, value: typeof evidence.$inferInsert): Promise<string> {
  const rows = await db.insert(evidence).values(value).returning({ id: evidence.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

/**
 * Evidence under an id that was made elsewhere: written once, found when it is written already. Null when the id belongs
 * to another card.
 */
export async function insertEvidenceOnce(
  db: Executor,
  value: typeof evidence.$inferInsert & { id: string },
): Promise<{ id: string; source: 'recorded' | 'heard' } | null> {
  const shape = { id: evidence.id, source: evidence.source };
  const made = await db
    .insert(evidence)
    .values(value)
    .onConflictDoNothing({ target: evidence.id })
    .returning(shape);
  if (made[0]) return made[0];
  const found = await db
    .select(shape)
    .from(evidence)
    .where(and(eq(evidence.id, value.id), eq(evidence.scorecardId, value.scorecardId)));
  return found[0] ?? null;
}

export async function removeEvidence(db: Executor, scorecardId: string, id: string): Promise<boolean> {
  const rows = await db
    .update(evidence)
    .set({ removedAt: sql`now()` })
    .where(and(eq(evidence.id, id), eq(evidence.scorecardId, scorecardId), isNull(evidence.removedAt)))
    .returning({ id: evidence.id });
  return rows.length > 0;
}

/**
 * A rater's own cards with what the queue shows: the open ones, the longest waiting first, or those that were submitted,
 * the latest first. `total` counts all of them.
 */
export async function listQueue(
  db: Executor,
  raterId: string,
  submitted: boolean,
  page: { limit: number; offset: number },
) {
  return db
    .select({
      attemptId: attempt.id,
      positionId: position.id,
      positionTitle: position.title,
      namesHidden: position.namesHidden,
      candidateName: candidate.name,
      attemptStatus: attempt.status,
      submittedAt: attempt.submittedAt,
      waitingSeconds: sql<number | null>`extract(epoch from now() - ${attempt.submittedAt})::float8`,
      cardSubmittedAt: scorecard.submittedAt,
      sections: form.sections,
      ratingsDone: sql<number>`(select count(distinct (r.item_number, r.dimension))::int from rating r where r.scorecard_id = ${scorecard.id})`,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(scorecard)
    .innerJoin(attempt, eq(attempt.id, scorecard.attemptId))
    .innerJoin(position, eq(position.id, attempt.positionId))
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .innerJoin(form, eq(form.id, attempt.formId))
    .where(
      and(
        eq(scorecard.raterId, raterId),
        isNull(scorecard.withdrawnAt),
        submitted ? isNotNull(scorecard.submittedAt) : isNull(scorecard.submittedAt),
      ),
    )
    .orderBy(submitted ? desc(scorecard.submittedAt) : attempt.submittedAt, scorecard.id)
    .limit(page.limit)
    .offset(page.offset);
}
