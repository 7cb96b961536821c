import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import { scratchFile } from '../../../domain/sql/scratch.ts';
import type { SqlCheckRun, SqlVerdict } from '../../../domain/sql/wire.ts';
import { storableText } from '../../../domain/storable-text.ts';
import { gradedLabQuestion } from '../../../question-bank/proof/grade-answer.ts';
import type { Lab, LabVerdict } from '../../../sandbox/lab/contract.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { labFailure, labValue } from './lab-answer.ts';
import { limitSql } from './limit-sql.ts';
import { getOpenTarget, type SqlTarget } from './sql-target.ts';

/**
 * Runs the answer as it stands in the editor on the visible checks, on fresh copies: what the candidate has changed in
 * their own database plays no part. Like every run it is a row, with the files as they were.
 */
export async function checkSql(
  principal: CandidatePrincipal,
  lab: Lab,
  input: { target: SqlTarget; files: AnswerFile[]; requestId: string },
): Promise<SqlCheckRun> {
  const { db } = database();
  const { attemptId } = principal;
  const { question, itemNumber, documentSeq } = await getOpenTarget(principal, input.target);
  await limitSql(attemptId, 'checks', runsPerMinuteMax);
  const files = input.files
    .filter((file) => file.path !== scratchFile)
    .map((file) => ({ path: file.path, text: storableText(file.text) }));
  const run =
    itemNumber === null
      ? null
      : await insertRun(db, {
          attemptId,
          itemNumber,
          authorId: principal.sessionId,
          documentSeq,
          files,
          requestId: input.requestId,
        });
  const finish = async (verdict: SqlVerdict | null, passed: boolean | null, failureCode: string | null) =>
    run ? finishRun(db, run.id, { verdict, passed, failureCode }) : new Date();
  try {
    const outcome = await lab.grade({
      requestId: input.requestId,
      fairnessKey: attemptId,
      realCandidate: true,
      question: gradedLabQuestion(question),
      files,
      select: 'visible',
    });
    if (outcome.kind === 'failure') {
      await finish(null, null, outcome.failure.code);
      throw labFailure(outcome.failure, run ? `Run ${run.number}` : 'The run');
    }
    const verdict = visibleVerdict(labValue(outcome, 'The run'));
    const passed = verdict.status === 'ok' && verdict.checks.every((check) => check.passed);
    const finishedAt = await finish(verdict, passed, null);
    return { ...verdict, number: run?.number ?? 0, finishedAt };
  } catch (error) {
    if (!(error instanceof Failure)) await finish(null, null, 'internal');
    throw error;
  }
}

/** Built key by key: what a verdict gets later stays here until somebody writes it down, and hidden checks never pass. */
export function visibleVerdict(verdict: LabVerdict) {
  return {
    kind: 'checks' as const,
    status: verdict.status,
    error: verdict.error,
    errorFile: verdict.errorFile,
    checks: verdict.checks
      .filter((check) => check.visible)
      .map(({ name, title, passed, message, input, expected, actual }) => ({
        name,
        title,
        passed,
        message,
        input,
        expected,
        actual,
      })),
    wallMs: verdict.wallMs,
  };
}
