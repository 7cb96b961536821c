import { readNow } from '../../../db/executor.ts';
import { extendPresence, insertEvents } from '../../../db/queries/attempt-events.ts';
import { addOpenTime, findAttemptForCandidate, touchSession } from '../../../db/queries/attempts.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import { beatEveryMs, beatGapMs } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { type ClockView, catchUp, clockView } from '../read-clock.ts';
import { readTimes } from '../settle-attempt.ts';

/**
 * A browser says that it is here and what it shows, and is told the clock. What it says of time is bounded by what can
 * have passed: a beat adds at most two beats' length.
 */
export async function recordBeat(
  principal: CandidatePrincipal,
  input: { itemNumber: number | null; openMs: number },
): Promise<ClockView> {
  const { db } = database();
  const { attemptId, sessionId } = principal;
  await authorizeAttempt(db, principal, 'attempt.take', attemptId);
  await catchUp(db, attemptId);
  return db.transaction(async (tx) => {
    const facts = await findAttemptForCandidate(tx, attemptId);
    if (!facts) throw notFound();
    const { attempt, form } = facts;
    await touchSession(tx, sessionId);
    if (attempt.status === 'running') {
      const { silentMs } = await extendPresence(tx, { attemptId, sessionId, gapMs: beatGapMs });
      if (silentMs !== null) {
        await insertEvents(tx, attemptId, [
          {
            kind: 'browser-gap',
            sessionId,
            itemNumber: null,
            data: { gapMs: Math.round(silentMs) },
            clientKey: null,
          },
        ]);
      }
      if (input.itemNumber !== null) {
        await addOpenTime(tx, attemptId, input.itemNumber, Math.min(input.openMs, 2 * beatEveryMs));
      }
    }
    return clockView(attempt.status, await readTimes(tx, attempt, form), await readNow(tx));
  });
}
