import { listAttemptItems } from '../../../db/queries/attempt-facts.ts';
import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import type { AnswerContent } from '../../../domain/answer.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { findAnswer } from '../../edit-log/read-document-state.ts';
import { notFound } from '../../failure.ts';
import { getPinnedQuestions } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { withSteps } from '../incident/with-steps.ts';

export interface AnswersCopy {
  position: string;
  startedAt: string | null;
  submittedAt: string | null;
  receipt: string | null;
  /** Her own words, code and picks; no prompt, no option text, no check. */
  answers: { question: number; answer: AnswerContent }[];
}

/** A copy of the candidate's own answers as the log has them. Prompts stay with the organisation. */
export async function copyAnswers(principal: CandidatePrincipal): Promise<AnswersCopy> {
  return database().db.transaction(async (tx) => {
    const { attemptId } = principal;
    await authorizeAttempt(tx, principal, 'attempt.own-record', attemptId);
    const facts = await findAttemptForCandidate(tx, attemptId);
    if (!facts) throw notFound();
    const items = await listAttemptItems(tx, attemptId);
    const questions = await getPinnedQuestions(
      tx,
      items.map((item) => item.questionHash),
    );
    const answers: AnswersCopy['answers'] = [];
    for (const item of items) {
      const kind = questions.get(item.questionHash)?.kind;
      const found =
        kind && (await findAnswer(tx, { attemptId, purpose: 'answer', itemNumber: item.number }, kind));
      if (!found) continue;
      const answer = await withSteps(tx, found.answer, { attemptId, itemNumber: item.number });
      answers.push({ question: item.number, answer });
    }
    return {
      position: facts.position.title,
      startedAt: facts.attempt.startedAt?.toISOString() ?? null,
      submittedAt: facts.attempt.submittedAt?.toISOString() ?? null,
      receipt: facts.attempt.receipt,
      answers,
    };
  });
}
