import { findItem } from '../../../db/queries/attempts.ts';
import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import { countInWindow } from '../../../db/queries/people.ts';
import { finishRun, insertRun } from '../../../db/queries/runs.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import { acceptsEdits } from '../../../domain/deadline.ts';
import type { CodeQuestion } from '../../../question-bank/question.ts';
import type { Sandbox } from '../../../sandbox/contract.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { settleAttempt } from '../settle-attempt.ts';
import { runFailure, runInSandbox } from './run-in-sandbox.ts';
import type { CandidateRun } from './run-view.ts';

export interface FinishedRun extends CandidateRun {
  /** 1-based within the question. */
  number: number;
  finishedAt: Date;
}

/**
 * Runs the code as it stands in the candidate's editor, whether or not it is saved yet, on the visible checks. The run is
 * a row before the sandbox is asked, so a failure of ours leaves a trace with its request id and counts as time lost;
 * it is thrown (503 with a retry time when the sandbox is full) and never becomes a verdict.
 */
export async function runCode(
  principal: CandidatePrincipal,
  sandbox: Sandbox,
  input: { itemNumber: number; files: AnswerFile[]; requestId: string },
): Promise<FinishedRun> {
  const { db } = database();
  const { attemptId } = principal;
  await authorizeAttempt(db, principal, 'attempt.run', attemptId);
  const runs = await countInWindow(db, `runs:${attemptId}`, 60);
  if (runs > runsPerMinuteMax) {
    throw new Failure(
      'too-many',
      `At most ${runsPerMinuteMax} runs a minute. Your code is saved. Run again.`,
      {
        retryAfterMs: 5_000,
      },
    );
  }
  const begun = await db.transaction(async (tx) => {
    const { attempt, times, now } = await settleAttempt(tx, attemptId);
    const item = await findItem(tx, attemptId, input.itemNumber);
    if (!item) throw notFound(`item ${input.itemNumber}`);
    if (attempt.status !== 'running' || !times || !acceptsEdits(times, item.sectionNumber, now)) {
      throw new Failure('not-open', 'The time for this question is over. What was saved counts.');
    }
    const document = await findDocumentOfItem(tx, {
      attemptId,
      purpose: 'answer',
      itemNumber: input.itemNumber,
    });
    const run = await insertRun(tx, {
      attemptId,
      itemNumber: input.itemNumber,
      authorId: principal.sessionId,
      documentSeq: document?.head ?? 0,
      files: input.files,
      requestId: input.requestId,
    });
    return { run, hash: item.questionHash };
  });
  const { run } = begun;
  try {
    const question = getCode(await getPinnedQuestion(db, begun.hash));
    const outcome = await runInSandbox(question, input.files, sandbox, {
      attemptId,
      requestId: input.requestId,
    });
    if (outcome.kind === 'failure') {
      await finishRun(db, run.id, { verdict: null, passed: null, failureCode: outcome.failure.code });
      throw runFailure(outcome.failure, `Run ${run.number}`);
    }
    const finishedAt = await finishRun(db, run.id, {
      verdict: outcome.run,
      passed: outcome.passed,
      failureCode: null,
    });
    return { number: run.number, finishedAt, ...outcome.run };
  } catch (error) {
    if (!(error instanceof Failure)) {
      await finishRun(db, run.id, { verdict: null, passed: null, failureCode: 'internal' });
    }
    throw error;
  }
}

function getCode(question: { kind: string }): CodeQuestion {
  if (!isCode(question)) throw new Failure('bad-input', 'This question has nothing to run.');
  return question;
}

function isCode(question: { kind: string }): question is CodeQuestion {
  return question.kind === 'code';
}
