import type { Executor } from '../../../db/executor.ts';
import { findRun } from '../../../db/queries/earlier-answers.ts';
import { listLiveEvents } from '../../../db/queries/live-sessions.ts';
import type { RunRecord } from '../../../db/queries/runs.ts';
import type { BroughtAnswer } from '../../../domain/live/brought-answer.ts';
import { viewSession } from '../../../domain/live/session.ts';
import { broughtTrackNumber } from '../../../domain/replay/tracks.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { notFound } from '../../failure.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';

/** An earlier answer of a session; `copyRun`: a run of its copy, by number. */
export interface BroughtKey {
  attemptId: string;
  number: number;
  copyRun?: number;
}

/**
 * An earlier answer of a session with a run: that of its copy which was asked for, else the one at which it was opened;
 * null for one that was opened as submitted, and for a run that was deleted since. Whoever is in the session may read it:
 * that the lead opened it is what allows it.
 */
export async function getBrought(
  db: Executor,
  principal: CandidatePrincipal | StaffPrincipal,
  input: BroughtKey,
): Promise<{ brought: BroughtAnswer; run: RunRecord | null }> {
  const { attemptId, number, copyRun } = input;
  const action = principal.kind === 'candidate' ? 'attempt.take' : 'live.take-part';
  await authorizeAttempt(db, principal, action, attemptId);
  const events = await listLiveEvents(db, attemptId);
  const brought = events.length > 0 ? viewSession(events).brought.find((one) => one.number === number) : null;
  if (!brought) throw notFound(`earlier answer ${number} of session ${attemptId}`);
  const { from, run } = brought;
  if (copyRun !== undefined) {
    const own = await findRun(db, { attemptId, itemNumber: broughtTrackNumber(number), number: copyRun });
    if (!own) throw notFound(`run ${copyRun} of the copy ${number} in session ${attemptId}`);
    return { brought, run: own };
  }
  return { brought, run: run === null ? null : await findRun(db, { ...from, number: run }) };
}
