import type { Executor } from '../../db/executor.ts';
import { listRollUpFacts } from '../../db/queries/report-facts.ts';
import { isDimensionCode } from '../../domain/dimension.ts';
import type { Report, ReportFacts } from '../../domain/report/report.ts';
import { readFollowUpFacts } from './follow-up-facts.ts';
import { rememberedReport } from './remembered-report.ts';

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
  return facts.attempts.map((row) => {
    const cards = facts.cards.filter((card) => card.attemptId === row.attemptId);
    const raterOf = new Map(cards.map((card) => [card.id, card.raterId]));
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
          voided: facts.voided.some(
            (entry) => entry.attemptId === row.attemptId && entry.number === item.number,
          ),
          autoScore:
            facts.grades.find(
              (grade) => grade.attemptId === row.attemptId && grade.itemNumber === item.number,
            )?.score ?? null,
        })),
      raters: cards.map((card) => ({ id: card.raterId, name: '', submitted: card.submittedAt !== null })),
      ratings: facts.ratings.flatMap((entry) => {
        const raterId = raterOf.get(entry.cardId);
        if (!raterId || !isDimensionCode(entry.dimension)) return [];
        return [
          {
            raterId,
            itemNumber: entry.itemNumber,
            dimension: entry.dimension,
            levelId: entry.levelId,
            note: '',
          },
        ];
      }),
    };
    return {
      attemptId: row.attemptId,
      formNumber: row.formNumber,
      ratersSubmitted: cards.filter((card) => card.submittedAt !== null).length,
      ratersAssigned: cards.length,
      report: rememberedReport(one),
    };
  });
}
