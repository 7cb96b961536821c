import type { Executor } from '../../db/executor.ts';
import { changeAttempt } from '../../db/queries/attempts.ts';
import { supersedeGrades } from '../../db/queries/grades.ts';
import { nextStatus } from '../../domain/attempt.ts';
import type { SettledAttempt } from '../attempt/settle-attempt.ts';
import { enqueue } from '../jobs/enqueue.ts';

/**
 * Sets the grades of these questions aside and grades them anew, in the caller's transaction, under the attempt's lock.
 * Raising the revision makes a grading that is under way at this moment drop its result and read again. Nothing happens
 * to an attempt that is not submitted: its grading is still to come.
 */
export async function gradeAgain(
  tx: Executor,
  settled: Pick<SettledAttempt, 'attempt'>,
  itemNumbers: readonly number[],
  why: string,
): Promise<void> {
  const { attempt } = settled;
  if (attempt.status !== 'submitted' && attempt.status !== 'graded') return;
  for (const number of itemNumbers) await supersedeGrades(tx, attempt.id, why, number);
  await changeAttempt(tx, attempt.id, { status: nextStatus(attempt.status, 'regrade') ?? attempt.status });
  await enqueue(tx, 'grade-attempt', { attemptId: attempt.id });
}
