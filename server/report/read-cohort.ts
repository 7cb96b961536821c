import { setImmediate } from 'node:timers/promises';
import type { Executor } from '../../db/executor.ts';
import { listRollUpFacts } from '../../db/queries/report-facts.ts';
import { isDimensionCode } from '../../domain/dimension.ts';
import type { Report, ReportFacts } from '../../domain/report/report.ts';
import { readFollowUpFacts } from './follow-up-facts.ts';
import { rememberedReport } from './remembered-report.ts';

/** A thousand reports that nobody has asked for yet take seconds; others of this process are served in between. */
const turnMs = 10;

export interface CohortEntry {
  attemptId: string;
  formNumber: number;
  ratersSubmitted: number;
  ratersAssigned: number;
  report: Report;
}

/** Reports of all finished attempts of a position, computed from facts in a handful of queries. */
export async function readCohort(
  db: Executor,
  positionId: string,
  options: { viewerId: string; exceptAttemptId?: string },
): Promise<CohortEntry[]> {
  const facts = await listRollUpFacts(db, positionId, options.exceptAttemptId ?? null);
  const followUpOf = await readFollowUpFacts(db, facts.attempts, options.viewerId);
  const cardsOf = Map.groupBy(facts.cards, (card) => card.attemptId);
  const cardOf = new Map(facts.cards.map((card) => [card.id, card]));
  // Each attempt's in the order they were read in, as for a single report: intervals depend on it.
  const ratingsOf = Map.groupBy(facts.ratings, (rating) => cardOf.get(rating.cardId)?.attemptId);
  const gradesOf = Map.groupBy(facts.grades, (grade) => grade.attemptId);
  const voidedOf = Map.groupBy(facts.voided, (entry) => entry.attemptId);
  const entryOf = (row: (typeof facts.attempts)[number]): CohortEntry => {
    const cards = cardsOf.get(row.attemptId) ?? [];
    const grades = gradesOf.get(row.attemptId) ?? [];
    const voided = voidedOf.get(row.attemptId) ?? [];
    const one: ReportFacts = {
      attemptId: row.attemptId,
      weights: row.weights,
      overallBar: row.overallBar,
      bars: row.bars,
      gates: row.gates,
      followUp: followUpOf(row.attemptId),
      items: row.sections
        .flatMap((section) => section.items)
        .map((item) => ({
          ...item,
          voided: voided.some((entry) => entry.number === item.number),
          autoScore: grades.find((grade) => grade.itemNumber === item.number)?.score ?? null,
        })),
      raters: cards.map((card) => ({ id: card.raterId, name: '', submitted: card.submittedAt !== null })),
      ratings: (ratingsOf.get(row.attemptId) ?? []).flatMap((rating) => {
        const raterId = cardOf.get(rating.cardId)?.raterId;
        const { itemNumber, dimension, levelId } = rating;
        if (!raterId || !isDimensionCode(dimension)) return [];
        return [{ raterId, itemNumber, dimension, levelId, note: '' }];
      }),
    };
    return {
      attemptId: row.attemptId,
      formNumber: row.formNumber,
      ratersSubmitted: cards.filter((card) => card.submittedAt !== null).length,
      ratersAssigned: cards.length,
      report: rememberedReport(one),
    };
  };
  const entries: CohortEntry[] = [];
  let since = performance.now();
  for (const row of facts.attempts) {
    if (performance.now() - since > turnMs) {
      await setImmediate();
      since = performance.now();
    }
    entries.push(entryOf(row));
  }
  return entries;
}
