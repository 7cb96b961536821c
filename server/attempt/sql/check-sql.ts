import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import type { SqlCheckRun, SqlVerdict } from '../../../domain/sql/wire.ts';
import { storableText } from '../../../domain/storable-text.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { answerFiles, checkVisible } from './check-visible.ts';
import { labFailure } from './lab-answer.ts';
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
  const files = answerFiles(input.files).map(({ path, text }) => ({ path, text: storableText(text) }));
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
    const ids = { requestId: input.requestId, fairnessKey: attemptId };
    const outcome = await checkVisible(question, lab, { files, ...ids });
    if (outcome.kind === 'failure') {
      await finish(null, null, outcome.failure.code);
      throw labFailure(outcome.failure, run ? `Run ${run.number}` : 'The run');
    }
    const finishedAt = await finish(outcome.verdict, outcome.passed, null);
    return { ...outcome.verdict, number: run?.number ?? 0, finishedAt };
  } catch (error) {
    if (!(error instanceof Failure)) await finish(null, null, 'internal');
    throw error;
  }
}
