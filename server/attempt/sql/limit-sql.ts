import { countInWindow } from '../../../db/queries/people.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';

/** Counts one more of an attempt in this minute, and refuses what is too many. */
export async function limitSql(
  attemptId: string,
  what: 'executions' | 'resets' | 'checks',
  perMinuteMax: number,
): Promise<void> {
  if ((await countInWindow(database().db, `sql-${what}:${attemptId}`, 60)) > perMinuteMax) {
    throw new Failure(
      'too-many',
      `At most ${perMinuteMax} ${what} a minute. Your text is saved. Try again.`,
      {
        retryAfterMs: 5_000,
      },
    );
  }
}
