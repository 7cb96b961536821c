import type { Executor } from '../../../db/executor.ts';
import { findAttemptForCandidate, findItem } from '../../../db/queries/attempts.ts';
import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import { acceptsEdits } from '../../../domain/deadline.ts';
import type { Runtime } from '../../../domain/form.ts';
import type { Question } from '../../../question-bank/question.ts';
import { Failure, notFound } from '../../failure.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import { findPracticeQuestion, type PracticeKind } from '../preparation/practice-kinds.ts';
import { settleAttempt } from '../settle-attempt.ts';

/** A question of the form, or the practice one. */
export type QuestionTarget = { itemNumber: number } | { practice: true };

export interface OpenQuestion {
  /** Null in practice, of which nothing is stored. */
  itemNumber: number | null;
  question: Question;
  /** The edit log's position at this moment. */
  documentSeq: number;
  runtime: Runtime | null;
}

/**
 * The question, when its candidate may work on it now: its section is open, or, for practice, the attempt waits for its
 * start. Throws what is missing. Of a question of the form the attempt's lock is held until the transaction ends. The
 * caller has authorized.
 */
export async function getOpenQuestion(
  tx: Executor,
  attemptId: string,
  target: QuestionTarget,
  practiceKind: PracticeKind,
): Promise<OpenQuestion> {
  if ('practice' in target) {
    const facts = await findAttemptForCandidate(tx, attemptId);
    if (facts?.attempt.status !== 'accepted') throw new Failure('not-open', 'Practice ends with the start.');
    const question = await findPracticeQuestion(practiceKind);
    if (question === null) throw notFound(`no practice question of kind ${practiceKind}`);
    return { itemNumber: null, documentSeq: 0, question, runtime: facts.attempt.runtime };
  }
  const { itemNumber } = target;
  const { attempt, times, now } = await settleAttempt(tx, attemptId);
  const item = await findItem(tx, attemptId, itemNumber);
  if (!item) throw notFound(`item ${itemNumber}`);
  if (attempt.status !== 'running' || !times || !acceptsEdits(times, item.sectionNumber, now)) {
    throw new Failure('not-open', 'The time for this question is over. What was saved counts.');
  }
  const document = await findDocumentOfItem(tx, { attemptId, purpose: 'answer', itemNumber });
  return {
    itemNumber,
    question: await getPinnedQuestion(tx, item.questionHash),
    documentSeq: document?.head ?? 0,
    runtime: attempt.runtime,
  };
}
