import type { Executor } from '../../../db/executor.ts';
import {
  type EarlierAnswer,
  listEarlierAnswers,
  listEarlierRuns,
} from '../../../db/queries/earlier-answers.ts';
import type { AnswerKind } from '../../../domain/answer.ts';
import { isAnswerKind } from '../../../domain/answer.ts';
import type { OfferedAnswer } from '../../../domain/live/brought-answer.ts';
import { systemAuthorId } from '../../edit-log/authorize-document.ts';
import { earlierRunsShownMax } from '../../limits.ts';

export interface Offer {
  answer: EarlierAnswer & { kind: AnswerKind };
  runs: Awaited<ReturnType<typeof listEarlierRuns>>;
}

/**
 * The earlier answers of a session's candidate, with the attempts that are sealed yet: while somebody of the session owes
 * a rating of an attempt, nothing of it is shown in a room where that person sits.
 */
export async function readOffers(
  db: Executor,
  sessionId: string,
): Promise<{ offers: Offer[]; sealed: { positionTitle: string; submittedAt: Date }[] }> {
  const all = await listEarlierAnswers(db, sessionId, systemAuthorId);
  const open = all.filter((one) => !one.ratingOwed);
  const runs = await listEarlierRuns(db, [...new Set(open.map((one) => one.attemptId))], earlierRunsShownMax);
  const sealed = new Map(all.filter((one) => one.ratingOwed).map((one) => [one.attemptId, one]));
  return {
    offers: open.flatMap((answer) => {
      const { kind } = answer;
      if (!isAnswerKind(kind)) return [];
      const own = runs.filter(
        (run) => run.attemptId === answer.attemptId && run.itemNumber === answer.itemNumber,
      );
      return [{ answer: { ...answer, kind }, runs: own }];
    }),
    sealed: [...sealed.values()].map(({ positionTitle, submittedAt }) => ({ positionTitle, submittedAt })),
  };
}

/** The same as plain facts for the decision. */
export async function offeredAnswers(db: Executor, sessionId: string): Promise<OfferedAnswer[]> {
  const { offers } = await readOffers(db, sessionId);
  return offers.map(({ answer, runs }) => ({
    from: { attemptId: answer.attemptId, itemNumber: answer.itemNumber },
    question: { hash: answer.hash, title: answer.title, kind: answer.kind, runtime: answer.runtime },
    runs: runs.map((run) => run.number),
  }));
}
