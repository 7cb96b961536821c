import type { AnswerFile } from '../../../domain/answer.ts';
import { Failure } from '../../failure.ts';
import { sharedCodeCharactersMax } from '../../limits.ts';

/** Names come from browsers: what is no relative path of plain signs is not taken along. */
const runnable = /^(?!.*\.\.)[\w-][\w./-]*$/u;

/** Of files that several people write, those that may be run; throws `bad-input` when they are too much together. */
export function runnableFiles(files: readonly AnswerFile[]): AnswerFile[] {
  const named = files.filter((file) => runnable.test(file.path));
  const characters = named.reduce((sum, file) => sum + file.text.length, 0);
  if (characters > sharedCodeCharactersMax)
    throw new Failure('bad-input', `path: at most ${sharedCodeCharactersMax} characters of code are run.`);
  return named;
}
