import { listAttemptItems, listAttemptSections } from '../../../db/queries/attempt-facts.ts';
import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import { listDocuments } from '../../../db/queries/documents.ts';
import type { Question } from '../../../question-bank/question.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { findAnswer } from '../../edit-log/read-document-state.ts';
import { notFound } from '../../failure.ts';
import { getPinnedQuestions } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { findPracticeQuestion, practiceNumber, practiceOrder } from '../preparation/practice-kinds.ts';

/**
 * All that a candidate may move about without it being a paste from elsewhere and that her page does not hold itself: what
 * she wrote in every section so far and in practice, on whatever machine, and the starters of both. Only she is given it.
 */
export async function readOwnTexts(principal: CandidatePrincipal): Promise<string[]> {
  const { attemptId } = principal;
  const practised = await Promise.all(
    practiceOrder.map(async (kind) => ({
      number: practiceNumber(kind),
      question: await findPracticeQuestion(kind),
    })),
  );
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.own-record', attemptId);
    const facts = await findAttemptForCandidate(tx, attemptId);
    if (!facts) throw notFound();
    const entered = new Set((await listAttemptSections(tx, attemptId)).map((section) => section.number));
    const items = (await listAttemptItems(tx, attemptId)).filter((item) => entered.has(item.sectionNumber));
    const questions = await getPinnedQuestions(
      tx,
      items.map((item) => item.questionHash),
    );
    const texts = new Set<string>();
    const add = async (purpose: 'answer' | 'practice', itemNumber: number, question: Question | null) => {
      if (!question) return;
      for (const text of givenTexts(question)) texts.add(text);
      const found = await findAnswer(tx, { attemptId, purpose, itemNumber }, question.kind);
      for (const text of textsIn(found?.answer)) texts.add(text);
    };
    const hasPractised = new Set(
      (await listDocuments(tx, attemptId, 'practice')).map((one) => one.itemNumber),
    );
    for (const { number, question } of practised) {
      if (hasPractised.has(number)) await add('practice', number, question);
    }
    for (const item of items) await add('answer', item.number, questions.get(item.questionHash) ?? null);
    return [...texts];
  });
}

/** What the editor opened with. */
function givenTexts(question: Question): string[] {
  const starter = 'starter' in question ? question.starter.map((file) => file.text) : [];
  const types = 'apiTypes' in question && question.apiTypes !== null ? [question.apiTypes] : [];
  return [...starter, ...types];
}

/** Every text in an answer, whatever its kind is made of. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
