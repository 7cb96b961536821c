import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { OpenedSql, SqlVerdict } from '../../../domain/sql/wire.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import { database } from '../../database.ts';
import { sqlResetsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { labValue } from './lab-answer.ts';
import { labQuestionOf } from './lab-question.ts';
import { limitSql } from './limit-sql.ts';
import { getOpenTarget, type SqlTarget } from './sql-target.ts';

/** The start state again. It stands in the run list too, because what was run later can only be understood with it. */
export async function resetSql(
  principal: CandidatePrincipal,
  lab: Lab,
  input: { target: SqlTarget; requestId: string },
): Promise<OpenedSql> {
  const { db } = database();
  const { key, question, itemNumber, documentSeq } = await getOpenTarget(principal, input.target);
  await limitSql(principal.attemptId, 'resets', sqlResetsPerMinuteMax);
  const began = performance.now();
  const opened = labValue(
    await lab.reset({
      key,
      requestId: input.requestId,
      realCandidate: true,
      question: labQuestionOf(question),
    }),
    'The reset',
  );
  if (itemNumber !== null) {
    const run = await insertRun(db, {
      attemptId: principal.attemptId,
      itemNumber,
      authorId: principal.sessionId,
      documentSeq,
      files: [],
      requestId: input.requestId,
    });
    const verdict: SqlVerdict = { kind: 'reset', wallMs: performance.now() - began };
    await finishRun(db, run.id, { verdict, passed: null, failureCode: null });
  }
  return opened;
}
