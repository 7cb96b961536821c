import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { ExecuteAnswer, SessionName, SqlVerdict, StatementResult } from '../../../domain/sql/wire.ts';
import { storableText } from '../../../domain/storable-text.ts';
import type { Lab } from '../../../sandbox/lab/contract.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { sqlExecutionsPerMinuteMax, sqlRowsKeptMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { labFailure, labValue } from './lab-answer.ts';
import { labQuestionOf } from './lab-question.ts';
import { limitSql } from './limit-sql.ts';
import { getOpenTarget, type SqlTarget } from './sql-target.ts';

export interface ExecuteInput {
  target: SqlTarget;
  session: SessionName;
  sql: string;
  explain: 'plan' | 'analyze' | null;
  parameters: Record<string, string | null>;
  requestId: string;
}

/**
 * Runs what the candidate marked in one of their sessions. The run is a row before the lab is asked: its exact text,
 * the session, and afterwards what came back, so that a sitting can be replayed. A failure of ours leaves its code and
 * request id and counts as time lost; it is thrown, and never becomes a result.
 */
export async function executeSql(
  principal: CandidatePrincipal,
  lab: Lab,
  input: ExecuteInput,
): Promise<ExecuteAnswer> {
  const { db } = database();
  const { attemptId } = principal;
  const { key, question, itemNumber, documentSeq } = await getOpenTarget(principal, input.target);
  await limitSql(attemptId, 'executions', sqlExecutionsPerMinuteMax);
  const sql = storableText(input.sql);
  const run =
    itemNumber === null
      ? null
      : await insertRun(db, {
          attemptId,
          itemNumber,
          authorId: principal.sessionId,
          documentSeq,
          files: [{ path: sessionFile(input.session), text: sql }],
          requestId: input.requestId,
        });
  const finish = async (verdict: SqlVerdict | null, failureCode: string | null) =>
    run ? finishRun(db, run.id, { verdict, passed: null, failureCode }) : new Date();
  const began = performance.now();
  try {
    const outcome = await lab.execute({
      key,
      requestId: input.requestId,
      session: input.session,
      sql,
      parameters: input.parameters,
      ...(input.explain === null ? {} : { explain: input.explain }),
    });
    switch (outcome.kind) {
      case 'ok': {
        const verdict = {
          kind: 'execution',
          session: input.session,
          explain: input.explain,
          ...outcome.value,
          wallMs: performance.now() - began,
        } satisfies SqlVerdict;
        const kept = { ...verdict, statements: verdict.statements.map(keptResult) };
        const finishedAt = await finish(kept, null);
        return { outcome: 'run', run: { ...verdict, number: run?.number ?? 0, finishedAt, sql } };
      }
      case 'busy':
        await finish(null, null);
        return { outcome: 'busy' };
      case 'not-open': {
        await finish(null, null);
        const opened = await lab.open({
          key,
          requestId: input.requestId,
          realCandidate: true,
          question: labQuestionOf(question),
        });
        return { outcome: 'reopened', opened: labValue(opened, 'Opening the database') };
      }
      case 'failure':
        await finish(null, outcome.failure.code);
        throw labFailure(outcome.failure, run ? `Run ${run.number}` : 'The run');
    }
  } catch (error) {
    if (!(error instanceof Failure)) await finish(null, 'internal');
    throw error;
  }
}

/** Under this name the text of an execution lies in the run list. */
export function sessionFile(session: SessionName): string {
  return `session-${session}.sql`;
}

/** With the first rows only. */
export function keptResult(result: StatementResult): StatementResult {
  if (result.kind !== 'rows' || result.rows.length <= sqlRowsKeptMax) return result;
  return { ...result, rows: result.rows.slice(0, sqlRowsKeptMax), truncated: true };
}
