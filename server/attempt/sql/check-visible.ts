import type { AnswerFile } from '../../../domain/answer.ts';
import { scratchFile } from '../../../domain/sql/scratch.ts';
import type { SqlVerdict } from '../../../domain/sql/wire.ts';
import { gradedLabQuestion } from '../../../question-bank/proof/grade-answer.ts';
import type { SqlQuestion } from '../../../question-bank/question.ts';
import type { Lab, LabFailure, LabVerdict } from '../../../sandbox/lab/contract.ts';
import { visibleChecks } from '../visible-checks.ts';
import { labValue } from './lab-answer.ts';

type CheckVerdict = Extract<SqlVerdict, { kind: 'checks' }>;
export type VisibleChecks =
  | { kind: 'checked'; verdict: CheckVerdict; passed: boolean }
  | { kind: 'failure'; failure: LabFailure };

/** The scratch file is for trying things out, and no part of the answer. */
export function answerFiles(files: readonly AnswerFile[]): AnswerFile[] {
  return files.filter((file) => file.path !== scratchFile);
}

/** Runs an answer on the visible checks, on fresh copies of the question's databases. */
export async function checkVisible(
  question: SqlQuestion,
  lab: Pick<Lab, 'grade'>,
  check: { files: AnswerFile[]; requestId: string; fairnessKey: string },
): Promise<VisibleChecks> {
  const outcome = await lab.grade({
    ...check,
    realCandidate: true,
    question: gradedLabQuestion(question),
    select: 'visible',
  });
  if (outcome.kind === 'failure') return outcome;
  const verdict = visibleVerdict(labValue(outcome, 'The run'));
  const passed = verdict.status === 'ok' && verdict.checks.every((one) => one.passed);
  return { kind: 'checked', verdict, passed };
}

/** Built key by key: what a verdict gets later stays here until somebody writes it down. */
export function visibleVerdict(verdict: LabVerdict): CheckVerdict {
  return {
    kind: 'checks',
    status: verdict.status,
    error: verdict.error,
    errorFile: verdict.errorFile,
    checks: visibleChecks(verdict.checks),
    wallMs: verdict.wallMs,
  };
}
