import type { WorldQuestion } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getOpenQuestion, type OpenQuestion, type QuestionTarget } from '../question/open-question.ts';

export type WorldTarget = QuestionTarget;
export type OpenWorld = OpenQuestion & { question: WorldQuestion };

/** The question, when this candidate may run it now. Throws what is missing. */
export async function getOpenWorld(principal: CandidatePrincipal, target: WorldTarget): Promise<OpenWorld> {
  const { attemptId } = principal;
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.run', attemptId);
  const open = await db.transaction((tx) => getOpenQuestion(tx, attemptId, target, 'world'));
  const { question } = open;
  if (question.kind !== 'world') throw new Failure('bad-input', 'This question has no world to run in.');
  return { ...open, question };
}
