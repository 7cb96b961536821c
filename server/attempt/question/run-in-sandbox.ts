import type { AnswerFile } from '../../../domain/answer.ts';
import { gradeAnswer } from '../../../question-bank/proof/grade-answer.ts';
import type { CodeQuestion } from '../../../question-bank/question.ts';
import type { Sandbox, SandboxFailure } from '../../../sandbox/contract.ts';
import { Failure } from '../../failure.ts';
import { type CandidateRun, candidateRun } from './run-view.ts';

export type SandboxRun =
  | { kind: 'run'; run: CandidateRun; passed: boolean }
  | { kind: 'failure'; failure: SandboxFailure };

/** Runs an answer on the visible checks. The Run button, in an attempt and in practice. */
export async function runInSandbox(
  question: CodeQuestion,
  files: readonly AnswerFile[],
  sandbox: Sandbox,
  ids: { attemptId: string; requestId: string },
): Promise<SandboxRun> {
  const outcome = await gradeAnswer(question, { kind: 'code', files: [...files] }, sandbox, {
    requestId: ids.requestId,
    fairnessKey: ids.attemptId,
    realCandidate: true,
    select: 'visible',
  });
  if (outcome.kind === 'failure') return outcome;
  if (!outcome.run) throw new Error(`a run of ${question.slug} gave no verdict`);
  return { kind: 'run', run: candidateRun(outcome.run), passed: outcome.verdict === 'passed' };
}

/** A failure of ours in words for the candidate: what did not happen, that nothing is lost, what to do. */
export function runFailure(failure: SandboxFailure, what: string): Failure {
  const message = `sandbox ${failure.code}: ${failure.message}`;
  const retryAfterMs = failure.retryAfterMs ?? undefined;
  switch (failure.code) {
    case 'overloaded':
      return new Failure(
        'overloaded',
        `${what} did not start: the sandbox is full. Your code is saved. Run again.`,
        { message, retryAfterMs: retryAfterMs ?? 2_000 },
      );
    case 'unconfined-refused':
      return new Failure(
        'unavailable',
        `${what} did not start: the sandbox is not set up for candidates. Your code is saved. Report it as a problem.`,
        { message },
      );
    case 'unavailable':
    case 'worker-died':
    case 'bad-frame':
    case 'check-broken':
    case 'internal':
      return new Failure(
        'unavailable',
        `${what} did not finish: the sandbox failed on our side. It says nothing about your code, which is saved. Run again.`,
        { message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
      );
  }
}
