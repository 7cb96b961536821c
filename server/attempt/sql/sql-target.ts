import type { Executor } from '../../../db/executor.ts';
import { findAttemptForCandidate, findItem } from '../../../db/queries/attempts.ts';
import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import { acceptsEdits } from '../../../domain/deadline.ts';
import type { QuestionOfKind } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { findPracticeQuestion } from '../preparation/practice-kinds.ts';
import { settleAttempt } from '../settle-attempt.ts';

/** Which database is meant: that of a question of the form, or the practice one. */
export type SqlTarget = { itemNumber: number } | { practice: true };

export interface OpenTarget {
  /** The lab's name of the database. */
  key: string;
  /** Null in practice, of which nothing is stored. */
  itemNumber: number | null;
  question: QuestionOfKind<'sql'>;
  /** The edit log's position at this moment. */
  documentSeq: number;
}

export function labKeyOf(attemptId: string, target: SqlTarget): string {
  return `${attemptId}:${'practice' in target ? 'practice' : target.itemNumber}`;
}

/**
 * The question and its database, when this candidate may work on it now: the attempt is theirs, the question's section
 * is open, or, for practice, the attempt waits for its start. Throws what is missing.
 */
export async function getOpenTarget(principal: CandidatePrincipal, target: SqlTarget): Promise<OpenTarget> {
  const { attemptId } = principal;
  await authorizeAttempt(database().db, principal, 'attempt.run', attemptId);
  const key = labKeyOf(attemptId, target);
  if ('practice' in target)
    return { key, itemNumber: null, documentSeq: 0, question: await getPractice(attemptId) };
  const { itemNumber } = target;
  return database().db.transaction(async (tx) => {
    const { attempt, times, now } = await settleAttempt(tx, attemptId);
    const item = await findItem(tx, attemptId, itemNumber);
    if (!item) throw notFound(`item ${itemNumber}`);
    if (attempt.status !== 'running' || !times || !acceptsEdits(times, item.sectionNumber, now)) {
      throw new Failure('not-open', 'The time for this question is over. What was saved counts.');
    }
    return {
      key,
      itemNumber,
      question: await getSqlQuestion(tx, item.questionHash),
      documentSeq: (await findDocumentOfItem(tx, { attemptId, purpose: 'answer', itemNumber }))?.head ?? 0,
    };
  });
}

async function getPractice(attemptId: string): Promise<QuestionOfKind<'sql'>> {
  const facts = await findAttemptForCandidate(database().db, attemptId);
  if (facts?.attempt.status !== 'accepted') throw new Failure('not-open', 'Practice ends with the start.');
  const question = await findPracticeQuestion('sql');
  if (question?.kind !== 'sql') throw notFound('no practice question of kind sql');
  return question;
}

async function getSqlQuestion(tx: Executor, hash: string): Promise<QuestionOfKind<'sql'>> {
  const question = await getPinnedQuestion(tx, hash);
  if (question.kind !== 'sql') throw new Failure('bad-input', 'This question has no database.');
  return question;
}
