import { findQuestion } from '../../question-bank/loader.ts';
import type { Question } from '../../question-bank/question.ts';
import { authorize } from '../authorize.ts';
import { notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { openBank } from './open-bank.ts';

export interface StaffQuestion {
  question: Question;
  /** A practice question: ungraded, never part of a form. */
  practice: boolean;
  seeds: { code: string; text: string }[];
  /** Questions that give this one away; never in one form with it. */
  family: { title: string; others: string[] } | null;
}

/** One kind of question, for the parts of the page. */
export type StaffQuestionOf<Kind extends Question['kind']> = Extract<Question, { kind: Kind }>;

/**
 * A question as its folder is: with key, reference, known-wrong answers and rubric. For staff only; a candidate's
 * browser gets `publicQuestion` and nothing else.
 */
export async function readQuestionForStaff(principal: StaffPrincipal, slug: string): Promise<StaffQuestion> {
  authorize(principal, 'bank.read');
  const { bank } = await openBank();
  const question = findQuestion(bank, slug);
  if (!question) throw notFound(`no question ${slug}`);
  const family = bank.families.find((one) => one.questions.includes(slug));
  const known = new Set(bank.questions.map((one) => one.slug));
  return {
    question,
    practice: bank.practice.some((one) => one.slug === slug),
    seeds: bank.seeds.filter((seed) => question.seeds.includes(seed.code)),
    family: family
      ? {
          title: family.title,
          others: family.questions.filter((other) => other !== slug && known.has(other)),
        }
      : null,
  };
}
