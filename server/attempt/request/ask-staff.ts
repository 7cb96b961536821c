import type { Executor } from '../../../db/executor.ts';
import { readNow } from '../../../db/executor.ts';
import { findItem } from '../../../db/queries/attempts.ts';
import { countInWindow } from '../../../db/queries/people.ts';
import { insertRequest, type RequestKind } from '../../../db/queries/requests.ts';
import type { AttemptStatus } from '../../../domain/attempt.ts';
import type { Progress } from '../../../domain/attempt-progress.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notifyAttempt } from '../../edit-log/notify-attempt.ts';
import { Failure, notFound } from '../../failure.ts';
import { requestsPerHourMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { getOpenLink } from '../entry/find-link.ts';
import { measure } from '../measure-outages.ts';
import { settleAttempt } from '../settle-attempt.ts';

export type AskedKind = Exclude<RequestKind, 'withdraw'>;

/** When each can be asked: the statuses of the attempt. */
const askable: Record<AskedKind, readonly AttemptStatus[]> = {
  'more-days': ['invited', 'accepted', 'declined'],
  accommodation: ['invited', 'accepted'],
  time: ['running', 'submitted', 'graded'],
  'late-edits': ['running', 'submitted', 'graded'],
  problem: ['running'],
  'human-review': ['submitted', 'graded'],
};

/** Asked about lost time: what was measured stands beside it, so that nobody has to look it up. */
const aboutTime: readonly AskedKind[] = ['time', 'late-edits', 'problem'];

/**
 * The candidate asks staff for something: more days, an accommodation, time for an outage, late edits to count, a look
 * at a problem, a review by people. Time and state are added by the server; the clock goes on. With the invitation link
 * only what comes before the start can be asked.
 */
export async function askStaff(
  asker: { token: string } | CandidatePrincipal,
  input: {
    kind: AskedKind;
    itemNumber: number | null;
    text: string;
    /** What the browser adds: what was open, its size and name. */
    state: Record<string, unknown>;
  },
): Promise<{ id: string }> {
  return database().db.transaction(async (tx) => {
    const attemptId = await attemptOf(tx, asker);
    const { attempt, progress } = await settleAttempt(tx, attemptId);
    if (!askable[input.kind].includes(attempt.status)) {
      throw new Failure('not-open', 'This cannot be asked at this stage.');
    }
    const asked = await countInWindow(tx, `request:${attempt.id}`, 3_600);
    if (asked > requestsPerHourMax) {
      throw new Failure(
        'too-many',
        'Many requests were sent this hour. Write to the contact of the position.',
      );
    }
    if (input.itemNumber !== null && !(await findItem(tx, attempt.id, input.itemNumber))) {
      throw notFound(`item ${input.itemNumber}`);
    }
    const id = await insertRequest(tx, {
      attemptId: attempt.id,
      kind: input.kind,
      itemNumber: input.itemNumber,
      text: input.text,
      state: {
        ...input.state,
        status: attempt.status,
        clock: clockState(progress),
        ...(aboutTime.includes(input.kind) ? { measured: await measure(tx, attempt.id) } : {}),
      },
    });
    await notifyAttempt(tx, attempt.id, 'message');
    return { id };
  });
}

async function attemptOf(tx: Executor, asker: { token: string } | CandidatePrincipal): Promise<string> {
  if ('token' in asker) return (await getOpenLink(tx, asker.token, await readNow(tx))).attemptId;
  await authorizeAttempt(tx, asker, 'attempt.own-record', asker.attemptId);
  return asker.attemptId;
}

function clockState(progress: Progress | null): Record<string, unknown> | null {
  return progress && { ...progress };
}
