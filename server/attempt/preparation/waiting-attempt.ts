import type { Executor } from '../../../db/executor.ts';
import type { AttemptRecord } from '../../../db/queries/attempts.ts';
import { Failure } from '../../failure.ts';
import { settleAttempt } from '../settle-attempt.ts';

/** The attempt under its lock while nothing has begun: what is prepared can be changed until the start. */
export async function getWaitingAttempt(tx: Executor, attemptId: string): Promise<AttemptRecord> {
  const { attempt } = await settleAttempt(tx, attemptId);
  if (attempt.status !== 'accepted') {
    throw new Failure('not-open', 'This can be changed before the start only.');
  }
  return attempt;
}
