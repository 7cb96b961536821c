import { lockAttemptWithCandidate } from '../../db/queries/candidates.ts';
import { setAccommodation as saveAccommodation } from '../../db/queries/invitation-links.ts';
import { insertAudit } from '../../db/queries/people.ts';
import type { Runtime } from '../../domain/form.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure, notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';

/**
 * Sets a person's extra time and the language of the texts, before the start. A running attempt gets time by a grant.
 * Somebody who rates this attempt cannot set it, because who judges does not know it.
 */
export async function setAccommodation(
  principal: StaffPrincipal,
  input: {
    attemptId: string;
    timeFactor: number;
    /** Left out: stays as it is, for example as the candidate has chosen. */
    runtime?: Runtime | null;
  },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    const relation = await authorizeAttempt(tx, principal, 'time.grant', input.attemptId);
    if (relation.assignedRater) {
      throw new Failure('not-open', 'You rate this attempt, so another manager has to set this.');
    }
    const row = await lockAttemptWithCandidate(tx, input.attemptId);
    if (!row) throw notFound();
    if (row.attempt.status !== 'invited' && row.attempt.status !== 'accepted') {
      throw new Failure('not-open', 'This attempt was started. Give time by a grant.');
    }
    await saveAccommodation(tx, row.attempt.id, {
      timeFactor: input.timeFactor,
      ...(input.runtime === undefined ? {} : { runtime: input.runtime }),
    });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'accommodation-set',
      subject: { kind: 'attempt', id: row.attempt.id },
    });
  });
}
