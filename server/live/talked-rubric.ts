import type { Question } from '../../question-bank/question.ts';
import type { Rubric } from '../../question-bank/schema/rubric-yaml.ts';

/** What interviewers rate a live item by: a discussion, and a design with its decision. Rules grade all other kinds. */
export function talkedRubric(question: Question | undefined): Rubric | null {
  return question?.kind === 'discussion' || question?.kind === 'design' ? question.rubric : null;
}
