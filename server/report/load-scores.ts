import type { Executor } from '../../db/executor.ts';
import { type findAttemptFacts, listAttemptItems } from '../../db/queries/attempt-facts.ts';
import { listCurrentGrades } from '../../db/queries/grades.ts';
import { listCurrentRatings, listRaters } from '../../db/queries/scorecards.ts';
import { isDimensionCode } from '../../domain/dimension.ts';
import type { ReportFacts } from '../../domain/report/report.ts';
import { readFollowUpFacts } from './follow-up-facts.ts';

type AttemptFacts = NonNullable<Awaited<ReturnType<typeof findAttemptFacts>>>;

/**
 * What an attempt's report is computed from, with the rows it was made of. Whoever calls it has been authorized to read
 * a report, or gives on nothing but words that the domain made of it. `viewerId` is the person who reads; null for the
 * candidate.
 */
export async function loadScores(tx: Executor, facts: AttemptFacts, viewerId: string | null) {
  const attemptId = facts.attempt.id;
  const [items, grades, raters] = await Promise.all([
    listAttemptItems(tx, attemptId),
    listCurrentGrades(tx, attemptId),
    listRaters(tx, attemptId),
  ]);
  const cardIds = raters.filter((rater) => rater.submittedAt !== null).map((rater) => rater.cardId);
  const raterOf = new Map(raters.map((rater) => [rater.cardId, rater.raterId]));
  const ratings = (await listCurrentRatings(tx, cardIds)).flatMap((row) => {
    const raterId = raterOf.get(row.cardId);
    return raterId && isDimensionCode(row.dimension) ? [{ ...row, raterId, dimension: row.dimension }] : [];
  });
  const followUpOf = await readFollowUpFacts(tx, [{ attemptId, followUp: facts.form.followUp }], viewerId);
  const gradeOf = new Map(grades.map((grade) => [grade.itemNumber, grade]));
  const stateOf = new Map(items.map((item) => [item.number, item]));
  const reportFacts: ReportFacts = {
    attemptId,
    weights: facts.form.weights,
    overallBar: facts.position.overallBar,
    bars: facts.position.bars,
    gates: facts.form.gates,
    followUp: followUpOf(attemptId),
    items: facts.form.sections
      .flatMap((section) => section.items)
      .map((item) => ({
        ...item,
        voided: stateOf.get(item.number)?.voidedAt != null,
        autoScore: gradeOf.get(item.number)?.score ?? null,
      })),
    raters: raters.map((rater) => ({
      id: rater.raterId,
      name: rater.name,
      submitted: rater.submittedAt !== null,
    })),
    ratings,
  };
  return { items, grades, raters, cardIds, raterOf, ratings, gradeOf, stateOf, reportFacts };
}
