import type { AnswerFile } from '../domain/answer.ts';
import { entryFile, type QuestionFiles, type WrongAnswer } from './question.ts';
import { type BankProblem, problemAt } from './schema/problem.ts';

/**
 * An answer that an author wrote: either one file `<name>.ts`, which then is `solution.ts`, or a folder `<name>/`. Of an
 * SQL question a single file is `<name>.sql`.
 * Null when neither is there.
 */
export function answerFilesAt(
  files: QuestionFiles,
  name: string,
  entry: string = entryFile,
): AnswerFile[] | null {
  const single = files[`${name}${extensionOf(entry)}`];
  if (single !== undefined) return [{ path: entry, text: single }];
  const inFolder = filesBelow(files, `${name}/`);
  return inFolder.length > 0 ? inFolder : null;
}

const extensionOf = (entry: string): string => entry.slice(entry.lastIndexOf('.'));

function completed(answer: AnswerFile[] | null, from: readonly AnswerFile[]): AnswerFile[] | null {
  if (answer === null) return null;
  const own = new Map(answer.map((file) => [file.path, file]));
  return [...answer, ...from.filter((file) => !own.has(file.path))];
}

function filesBelow(files: QuestionFiles, prefix: string): AnswerFile[] {
  return Object.keys(files)
    .filter((path) => path.startsWith(prefix))
    .sort()
    .map((path) => ({ path: path.slice(prefix.length), text: files[path] ?? '' }));
}

/** `wrong/<check>--<why>.ts` or `wrong/<check>--<why>/…`, each tied to the check it is named for. */
export function wrongAnswersIn(
  files: QuestionFiles,
  slug: string,
  checkNames: readonly string[],
  alsoFailed: Readonly<Record<string, string[]>>,
  /** Name of the file that a single-file answer is, and what completes one that lacks files of the answer. */
  as: { entry: string; completedFrom: readonly AnswerFile[] } = { entry: entryFile, completedFrom: [] },
): { wrong: WrongAnswer[]; problems: BankProblem[] } {
  const names = new Set(
    Object.keys(files)
      .filter((path) => path.startsWith('wrong/'))
      .map((path) => (path.split('/')[1] ?? '').replace(/\.(?:ts|sql)$/u, '')),
  );
  const wrong: WrongAnswer[] = [];
  const problems: BankProblem[] = [];
  for (const name of [...names].sort()) {
    const file = `questions/${slug}/wrong/${name}`;
    const [check = '', why = ''] = name.split('--');
    const answer = completed(answerFilesAt(files, `wrong/${name}`, as.entry), as.completedFrom);
    if (why === '' || answer === null) {
      problems.push(
        problemAt(
          file,
          `expected a name like <check>--<why>${extensionOf(as.entry)} or a folder of that name`,
        ),
      );
    } else if (!checkNames.includes(check)) {
      problems.push(problemAt(file, `names the check "${check}"; expected one of ${checkNames.join(', ')}`));
    } else {
      wrong.push({ name, check, alsoFailed: alsoFailed[name] ?? [], files: answer });
    }
  }
  for (const name of Object.keys(alsoFailed)) {
    if (names.has(name)) continue;
    problems.push(
      problemAt(`questions/${slug}/wrong.yaml`, `alsoFailed.${name}: there is no such wrong answer`),
    );
  }
  return { wrong, problems };
}
