import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import type { FormSection } from '../../../domain/form.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import { database } from '../../database.ts';
import { getPinnedQuestions } from '../../pinned-question.ts';
import { findPracticeQuestion } from '../preparation/practice-kinds.ts';
import { labFailure } from './lab-answer.ts';
import { labQuestionOf } from './lab-question.ts';

export function usesLab(sections: readonly FormSection[]): boolean {
  return sections.some((section) => section.items.some((item) => item.kind === 'sql'));
}

/**
 * Has the lab make the start states of an attempt's SQL questions, and of the practice question before the start, so that
 * opening one is a copy and nobody waits for tables to be filled. Asked again it changes nothing. Throws when the lab could
 * not; candidates then wait at the first opening.
 */
export async function prepareLab(attemptId: string, lab: Lab): Promise<void> {
  const { db } = database();
  const facts = await findAttemptForCandidate(db, attemptId);
  if (!facts || !usesLab(facts.form.sections)) return;
  const items = facts.form.sections.flatMap((section) => section.items);
  const hashes = items.filter((item) => item.kind === 'sql').map((item) => item.hash);
  const pinned = await getPinnedQuestions(db, hashes);
  const practice = facts.attempt.status === 'accepted' ? await findPracticeQuestion('sql') : null;
  for (const question of [...(practice ? [practice] : []), ...pinned.values()]) {
    if (question.kind !== 'sql') continue;
    const outcome = await lab.prepare({
      requestId: `prepare-${attemptId}`,
      question: labQuestionOf(question),
    });
    if (outcome.kind === 'failure') throw labFailure(outcome.failure, 'Preparing the databases');
  }
}
