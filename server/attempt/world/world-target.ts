import { findAttemptForCandidate, findItem } from '../../../db/queries/attempts.ts';
import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import { acceptsEdits } from '../../../domain/deadline.ts';
import type { Question, WorldQuestion } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { findPracticeQuestion } from '../preparation/practice-kinds.ts';
import { settleAttempt } from '../settle-attempt.ts';

/** A question of the form, or the practice one. */
export type WorldTarget = { itemNumber: number } | { practice: true };

export interface OpenWorld {
  /** Null in practice, of which nothing is stored. */
  itemNumber: number | null;
  question: WorldQuestion;
  /** The edit log's position at this moment. */
  documentSeq: number;
}

/**
 * The question, when this candidate may run it now: the attempt is theirs, the question's section is open, or, for
 * practice, the attempt waits for its start. Throws what is missing.
 */
export async function getOpenWorld(principal: CandidatePrincipal, target: WorldTarget): Promise<OpenWorld> {
  const { attemptId } = principal;
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.run', attemptId);
  if ('practice' in target) {
    const facts = await findAttemptForCandidate(db, attemptId);
    if (facts?.attempt.status !== 'accepted') throw new Failure('not-open', 'Practice ends with the start.');
    const question = await findPracticeQuestion('world');
    if (question === null) throw notFound('no practice question of kind world');
    return { itemNumber: null, documentSeq: 0, question: getWorld(question) };
  }
  const { itemNumber } = target;
  return db.transaction(async (tx) => {
    const { attempt, times, now } = await settleAttempt(tx, attemptId);
    const item = await findItem(tx, attemptId, itemNumber);
    if (!item) throw notFound(`item ${itemNumber}`);
    if (attempt.status !== 'running' || !times || !acceptsEdits(times, item.sectionNumber, now)) {
      throw new Failure('not-open', 'The time for this question is over. What was saved counts.');
    }
    const document = await findDocumentOfItem(tx, { attemptId, purpose: 'answer', itemNumber });
    return {
      itemNumber,
      question: getWorld(await getPinnedQuestion(tx, item.questionHash)),
      documentSeq: document?.head ?? 0,
    };
  });
}

function getWorld(question: Question): WorldQuestion {
  if (question.kind !== 'world') throw new Failure('bad-input', 'This question has no world to run in.');
  return question;
}
