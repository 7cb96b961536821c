import type { AnswerFile } from '../../domain/answer.ts';
import { scratchFile, scratchText } from '../../domain/sql/scratch.ts';
import type { Question } from '../../question-bank/question.ts';

/** What the document of a question begins with. Only kinds with files begin with anything. */
export function starterOf(question: Question): AnswerFile[] {
  switch (question.kind) {
    case 'code':
    case 'world':
      return question.starter;
    case 'sql':
      return [
        ...question.layout.answer.map(({ file }) => ({
          path: file,
          text: question.starter.find((one) => one.path === file)?.text ?? '',
        })),
        { path: scratchFile, text: scratchText },
      ];
    default:
      return [];
  }
}
