import { database } from '../database.ts';
import { scheduleExpiry, settleAttempt } from './settle-attempt.ts';

/**
 * The queue's side of the clock: runs at every moment at which a section ends, a break ends or the attempt ends, with no
 * browser needed. A job that comes late writes the true times; one that comes twice or too early changes nothing.
 */
export async function expireAttempt(attemptId: string): Promise<void> {
  await database().db.transaction(async (tx) => {
    await scheduleExpiry(tx, await settleAttempt(tx, attemptId));
  });
}
