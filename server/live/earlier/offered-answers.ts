import type { Executor } from '../../../db/executor.ts';
import {
  type EarlierAnswer,
  type EarlierRun,
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
  /** While somebody of the session owes a rating of the attempt, nothing of it is shown in a room where that person sits. */
  sealed: boolean;
  /** The newest first. */
  runs: readonly EarlierRun[];
}

/** The earlier answers of a session's candidate with their runs, the newest attempt first. */
export async function readOffers(db: Executor, sessionId: string): Promise<Offer[]> {
  const answers = await listEarlierAnswers(db, sessionId, systemAuthorId);
  const open = answers.filter((one) => !one.ratingOwed).map((one) => one.attemptId);
  const runs = await listEarlierRuns(db, [...new Set(open)], earlierRunsShownMax);
  return answers.flatMap((answer) => {
    const { kind, attemptId, itemNumber } = answer;
    if (!isAnswerKind(kind)) return [];
    const own = runs.filter((run) => run.attemptId === attemptId && run.itemNumber === itemNumber);
    return [{ answer: { ...answer, kind }, sealed: answer.ratingOwed, runs: own }];
  });
}

/** Those that may be opened, as plain facts for the decision. */
export async function offeredAnswers(db: Executor, sessionId: string): Promise<OfferedAnswer[]> {
  const offers = await readOffers(db, sessionId);
  return offers
    .filter((offer) => !offer.sealed)
    .map(({ answer, runs }) => ({
      from: { attemptId: answer.attemptId, itemNumber: answer.itemNumber },
      question: { hash: answer.hash, title: answer.title, kind: answer.kind, runtime: answer.runtime },
      runs: runs.map((run) => run.number),
    }));
}
