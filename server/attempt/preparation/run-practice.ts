import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import { countInWindow } from '../../../db/queries/people.ts';
import type { AnswerFile } from '../../../domain/answer.ts';
import type { Sandbox } from '../../../sandbox/contract.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { runFailure, runInSandbox } from '../question/run-in-sandbox.ts';
import type { CandidateRun } from '../question/run-view.ts';
import { findPracticeQuestion } from './practice-kinds.ts';

/** Runs practice code in the real sandbox. Nothing of it is stored. */
export async function runPractice(
  principal: CandidatePrincipal,
  sandbox: Sandbox,
  input: { files: AnswerFile[]; requestId: string },
): Promise<CandidateRun> {
  const { db } = database();
  const { attemptId } = principal;
  await authorizeAttempt(db, principal, 'attempt.run', attemptId);
  const runs = await countInWindow(db, `runs:${attemptId}`, 60);
  if (runs > runsPerMinuteMax) {
    throw new Failure('too-many', `At most ${runsPerMinuteMax} runs a minute. Run again.`, {
      retryAfterMs: 5_000,
    });
  }
  const facts = await findAttemptForCandidate(db, attemptId);
  if (facts?.attempt.status !== 'accepted') {
    throw new Failure('not-open', 'Practice ends with the start.');
  }
  const question = await findPracticeQuestion('code');
  if (question?.kind !== 'code') throw notFound('no practice question of kind code');
  const outcome = await runInSandbox(question, input.files, sandbox, {
    attemptId,
    requestId: input.requestId,
  });
  if (outcome.kind === 'failure') throw runFailure(outcome.failure, 'The run');
  return outcome.run;
}
