import { readNow } from '../../../db/executor.ts';
import { setEventNote } from '../../../db/queries/attempt-events.ts';
import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure, notFound } from '../../failure.ts';
import type { CandidatePrincipal } from '../../session.ts';

/** How long after the submission the candidate can add to the facts that were recorded about her. */
export const notesOpenDays = 7;

/** The candidate's own words beside a recorded fact; they are shown wherever the fact is. An empty note takes it back. */
export async function noteEvent(
  principal: CandidatePrincipal,
  input: { eventId: string; note: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'attempt.own-record', principal.attemptId);
    const facts = await findAttemptForCandidate(tx, principal.attemptId);
    if (!facts) throw notFound();
    if (!notesAreOpen(facts.attempt.submittedAt, await readNow(tx))) {
      throw new Failure('not-open', `Notes can be added until ${notesOpenDays} days after the submission.`);
    }
    if (!(await setEventNote(tx, principal.attemptId, input.eventId, input.note.trim()))) throw notFound();
  });
}

export function notesAreOpen(submittedAt: Date | null, now: Date): boolean {
  return submittedAt === null || now.getTime() <= submittedAt.getTime() + notesOpenDays * 86_400_000;
}
