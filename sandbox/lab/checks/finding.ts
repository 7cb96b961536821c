import type { LabCheck, LabCheckOf } from '../../../domain/lab/check-schema.ts';
import type { SourceFile, VerdictStatus } from '../../contract.ts';
import type { GradedLabQuestion, Measure, SqlError } from '../contract.ts';
import type { Copy } from './copy.ts';
import { errorText } from './copy.ts';

/** What one check found. */
export interface Finding {
  passed: boolean;
  /** One sentence; `''` when it passed. */
  message: string;
  status?: VerdictStatus;
  input?: string;
  expected?: string;
  actual?: string;
  measures?: Measure[];
}

export interface CheckContext<Kind extends LabCheck['kind']> {
  check: LabCheckOf<Kind>;
  question: GradedLabQuestion;
  files: readonly SourceFile[];
  /** A fresh copy with the answer's scripts run on it. Dropped after the check. */
  answerCopy(dataSet: string): Promise<Copy>;
  /** A fresh copy as the candidate finds it. */
  startCopy(dataSet: string): Promise<Copy>;
  /** A fresh copy with the reference's scripts run on it. */
  referenceCopy(dataSet: string): Promise<Copy>;
  /** Kept for the question's version: the reference's own values are the same every time. */
  remember<T>(key: string, compute: () => Promise<T>): Promise<T>;
}

export const passed: Finding = { passed: true, message: '' };

export function failed(message: string, more: Partial<Finding> = {}): Finding {
  return { passed: false, message, ...more };
}

/** The answer's own statement failed. */
export function failedBy(error: SqlError, what: string, more: Partial<Finding> = {}): Finding {
  const status: VerdictStatus =
    error.code === 'time-limit' ? 'time-limit' : error.code === 'memory-limit' ? 'memory-limit' : 'error';
  return failed(`${what}: ${errorText(error)}`, { status, ...more });
}

/** The one statement that a check runs: of the answer's file, or the question's own. */
export function statementOf(
  run: { file?: string | undefined; sql?: string | undefined },
  files: readonly SourceFile[],
): string {
  if (run.sql !== undefined) return run.sql;
  return files.find((file) => file.path === run.file)?.text ?? '';
}
