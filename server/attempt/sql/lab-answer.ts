import type { LabFailure, LabOutcome } from '../../../sandbox/lab/contract.ts';
import { Failure } from '../../failure.ts';

/** A failure of the lab in words for the candidate: what did not happen, that nothing is lost, what to do. */
export function labFailure(failure: LabFailure, what: string): Failure {
  const options = {
    message: `lab ${failure.code}: ${failure.message}`,
    ...(failure.retryAfterMs === null ? {} : { retryAfterMs: failure.retryAfterMs }),
  };
  switch (failure.code) {
    case 'overloaded':
      return new Failure(
        'overloaded',
        `${what} did not start: the database server is busy. Your text is saved. Try again.`,
        { retryAfterMs: overloadedRetryMs, ...options },
      );
    case 'unconfined-refused':
      return new Failure(
        'unavailable',
        `${what} did not start: the database server is not set up for candidates. Your text is saved. Report it as a problem.`,
        options,
      );
    case 'unavailable':
    case 'check-broken':
    case 'internal':
      return new Failure(
        'unavailable',
        `${what} did not finish: the database server failed on our side. It says nothing about your answer, which is saved. Try again.`,
        options,
      );
  }
}

const overloadedRetryMs = 2_000;

/** The value, or the failure as an error. `not-open` and `busy` are for the caller to have excluded. */
export function labValue<T>(outcome: LabOutcome<T>, what: string): T {
  switch (outcome.kind) {
    case 'ok':
      return outcome.value;
    case 'failure':
      throw labFailure(outcome.failure, what);
    case 'not-open':
      throw new Failure('conflict', 'The database of this question is not open. Open the question again.');
    case 'busy':
      throw new Failure('conflict', 'This session still runs a statement. Wait for it, or stop it.');
  }
}
