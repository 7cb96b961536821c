import type { QuestionOfKind } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getOpenQuestion, type OpenQuestion, type QuestionTarget } from '../question/open-question.ts';

/** Which database is meant: that of a question of the form, or the practice one. */
export type SqlTarget = QuestionTarget;

export type OpenTarget = OpenQuestion & {
  /** The lab's name of the database. */
  key: string;
  question: QuestionOfKind<'sql'>;
};

export function labKeyOf(attemptId: string, target: SqlTarget): string {
  return `${attemptId}:${'practice' in target ? 'practice' : target.itemNumber}`;
}

/** The question and its database, when this candidate may work on it now. Throws what is missing. */
export async function getOpenTarget(principal: CandidatePrincipal, target: SqlTarget): Promise<OpenTarget> {
  const { attemptId } = principal;
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.run', attemptId);
  const open = await db.transaction((tx) => getOpenQuestion(tx, attemptId, target, 'sql'));
  const { question } = open;
  if (question.kind !== 'sql') throw new Failure('bad-input', 'This question has no database.');
  return { ...open, key: labKeyOf(attemptId, target), question };
}
