import { and, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { attempt, attemptEvent, attemptItem, candidate } from '../schema/attempts.ts';
import { grade, rating, run, scorecard } from '../schema/grading.ts';
import { form, position } from '../schema/positions.ts';

/** Runs of an attempt as facts: when, on which question, whether the visible checks held. Without code or output. */
export async function listRunFacts(db: Executor, attemptId: string) {
  return db
    .select({
      itemNumber: run.itemNumber,
      number: run.number,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      passed: run.passed,
      failureCode: run.failureCode,
      documentSeq: run.documentSeq,
    })
    .from(run)
    .where(eq(run.attemptId, attemptId))
    .orderBy(run.startedAt);
}

export async function listAttemptEvents(db: Executor, attemptId: string) {
  return db.select().from(attemptEvent).where(eq(attemptEvent.attemptId, attemptId)).orderBy(attemptEvent.at);
}

/**
 * What the roll-up of many attempts needs, in four queries whatever their number: for a position's dashboard and for
 * the cohort behind one report. Ratings are those of submitted cards only.
 */
export async function listRollUpFacts(db: Executor, positionId: string, exceptAttemptId: string | null) {
  const attempts = await db
    .select({
      attemptId: attempt.id,
      status: attempt.status,
      formNumber: form.number,
      sections: form.sections,
      weights: form.weights,
      gates: form.gates,
      followUp: form.followUp,
      overallBar: position.overallBar,
      bars: position.bars,
      candidateName: candidate.name,
    })
    .from(attempt)
    .innerJoin(form, eq(form.id, attempt.formId))
    .innerJoin(position, eq(position.id, attempt.positionId))
    .innerJoin(candidate, eq(candidate.id, attempt.candidateId))
    .where(
      and(
        eq(attempt.positionId, positionId),
        inArray(attempt.status, ['submitted', 'graded']),
        exceptAttemptId ? ne(attempt.id, exceptAttemptId) : undefined,
      ),
    );
  const ids = attempts.map((row) => row.attemptId);
  if (ids.length === 0) return { attempts, grades: [], cards: [], ratings: [], voided: [] };
  const grades = await db
    .select({ attemptId: grade.attemptId, itemNumber: grade.itemNumber, score: grade.score })
    .from(grade)
    .where(and(inArray(grade.attemptId, ids), isNull(grade.supersededAt)));
  const cards = await db
    .select({
      id: scorecard.id,
      attemptId: scorecard.attemptId,
      raterId: scorecard.raterId,
      submittedAt: scorecard.submittedAt,
    })
    .from(scorecard)
    .where(and(inArray(scorecard.attemptId, ids), isNull(scorecard.withdrawnAt)));
  const submitted = cards.filter((card) => card.submittedAt !== null).map((card) => card.id);
  const ratings =
    submitted.length === 0
      ? []
      : await db
          .selectDistinctOn([rating.scorecardId, rating.itemNumber, rating.dimension], {
            cardId: rating.scorecardId,
            itemNumber: rating.itemNumber,
            dimension: rating.dimension,
            levelId: rating.levelId,
          })
          .from(rating)
          .where(inArray(rating.scorecardId, submitted))
          .orderBy(rating.scorecardId, rating.itemNumber, rating.dimension, sql`${rating.seq} desc`);
  const voided = await db
    .select({ attemptId: attemptItem.attemptId, number: attemptItem.number })
    .from(attemptItem)
    .where(and(inArray(attemptItem.attemptId, ids), sql`${attemptItem.voidedAt} is not null`));
  return { attempts, grades, cards, ratings, voided };
}
