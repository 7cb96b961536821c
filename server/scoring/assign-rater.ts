import { findPerson, insertAudit } from '../../db/queries/people.ts';
import { assignScorecard, withdrawScorecard } from '../../db/queries/scorecards.ts';
import { authorizeAttempt, isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';

/** Gives a person a sealed card for an attempt. From this moment the person is sealed from others' scores of it. */
export async function assignRater(
  principal: StaffPrincipal,
  input: { attemptId: string; raterId: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'scorecard.assign', input.attemptId);
    const rater = isUuid(input.raterId) ? await findPerson(tx, input.raterId) : null;
    if (!rater || rater.disabledAt || !rater.roles.includes('interviewer')) {
      throw new Failure('bad-input', 'raterId: choose a person who has the interviewer role.');
    }
    await assignScorecard(tx, input.attemptId, rater.id, principal.id);
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'rater-assigned',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { raterId: rater.id },
    });
  });
}

/** Takes an assignment back while nothing was submitted. */
export async function withdrawRater(
  principal: StaffPrincipal,
  input: { attemptId: string; raterId: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'scorecard.assign', input.attemptId);
    if (!isUuid(input.raterId) || !(await withdrawScorecard(tx, input.attemptId, input.raterId))) {
      throw new Failure('not-open', 'This person has submitted scores, or is not assigned.');
    }
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'rater-withdrawn',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { raterId: input.raterId },
    });
  });
}
