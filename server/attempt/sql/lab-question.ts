import type { QuestionOfKind } from '../../../question-bank/question.ts';
import type { LabQuestion } from '../../../sandbox/lab/contract.ts';

/** What the lab needs to make a candidate's database: no checks, no reference, no hidden data. */
export function labQuestionOf(question: QuestionOfKind<'sql'>): LabQuestion {
  return {
    slug: question.slug,
    contentHash: question.contentHash,
    layout: question.layout,
    schemaSql: question.schemaSql,
    dataSets: question.dataSets,
  };
}
