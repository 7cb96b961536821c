import type { AnswerKind } from '../../../domain/answer.ts';
import type { FormSection } from '../../../domain/form.ts';
import type { Question } from '../../../question-bank/question.ts';
import { openBank } from '../../bank/open-bank.ts';

export const practiceOrder = [
  'choice',
  'estimate',
  'code',
  'discussion',
  'sql',
  'world',
  'incident',
  'design',
] as const;
export type PracticeKind = (typeof practiceOrder)[number] & AnswerKind;

/** Practice documents of an attempt are numbered by the kind's place in this order: new kinds come last. */
export function practiceNumber(kind: PracticeKind): number {
  return practiceOrder.indexOf(kind) + 1;
}

/** Kinds that the form contains and the bank has a practice question for. */
export async function practiceKinds(sections: readonly FormSection[]): Promise<PracticeKind[]> {
  const { bank } = await openBank();
  const wanted = new Set(sections.flatMap((section) => section.items.map((item) => item.kind)));
  return practiceOrder.filter(
    (kind) => wanted.has(kind) && bank.practice.some((question) => question.kind === kind),
  );
}

export async function findPracticeQuestion(kind: PracticeKind): Promise<Question | null> {
  const { bank } = await openBank();
  return bank.practice.find((question) => question.kind === kind) ?? null;
}
