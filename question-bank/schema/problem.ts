/** What is wrong with a file of the bank, where, and what was expected. Positions are 1-based. */
export interface BankProblem {
  /** Relative to the question bank's folder, with `/`. */
  file: string;
  line: number;
  column: number;
  message: string;
}

/** `questions/co-token-bucket/question.yaml:7:3 level: expected "mid" or "senior"`. */
export function formatProblem(problem: BankProblem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: BankProblem[] };

export function problemAt(file: string, message: string, line = 1, column = 1): BankProblem {
  return { file, line, column, message };
}
