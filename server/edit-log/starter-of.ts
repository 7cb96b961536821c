import type { AnswerFile } from '../../domain/answer.ts';
import type { Design } from '../../domain/design/design.ts';
import { scratchFile, scratchText } from '../../domain/sql/scratch.ts';
import type { Question } from '../../question-bank/question.ts';

/** The files that the document of a question begins with. */
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

/** The drawing that the document of a question begins with. */
export function startOf(question: Question): Design | null {
  return question.kind === 'design' ? question.start : null;
}

/** Whether its document has a first update that nobody wrote. */
export function beginsWritten(question: Question): boolean {
  return starterOf(question).length > 0 || startOf(question) !== null;
}
