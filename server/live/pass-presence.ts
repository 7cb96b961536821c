import { findAttemptFacts } from '../../db/queries/attempt-facts.ts';
import { notifyChannel } from '../../db/queries/documents.ts';
import { listParticipants, touchLiveCandidate, touchParticipant } from '../../db/queries/live-sessions.ts';
import type { Presence, PresenceOf } from '../../domain/live/room.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure, notFound } from '../failure.ts';
import { presencesPerSecondMax } from '../limits.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';

/**
 * Says that somebody is there and, with a `presence`, passes their cursor on to the room's streams. Nothing of it is
 * stored but the moment of the last sign of life. A stream delivers it only to those who may read the document, and an
 * unseen observer's only to the staff.
 */
export async function passPresence(
  principal: CandidatePrincipal | StaffPrincipal,
  attemptId: string,
  presence: Presence | null,
): Promise<void> {
  refuseFlood(principal.kind === 'candidate' ? principal.sessionId : principal.id);
  const { db } = database();
  const action = principal.kind === 'candidate' ? 'attempt.take' : 'live.take-part';
  await authorizeAttempt(db, principal, action, attemptId);
  // An attempt that is no session has no presence to pass.
  if (principal.kind === 'candidate') {
    if (!(await touchLiveCandidate(db, attemptId))) throw notFound();
  } else await touchParticipant(db, attemptId, principal.id);
  if (!presence) return;
  const { of, staffOnly } = await introduce(principal, attemptId, presence);
  await notifyChannel(db, `p ${attemptId} ${staffOnly ? 1 : 0} ${JSON.stringify(of)}`);
}

async function introduce(
  principal: CandidatePrincipal | StaffPrincipal,
  attemptId: string,
  presence: Presence,
): Promise<{ of: PresenceOf; staffOnly: boolean }> {
  const { db } = database();
  if (principal.kind === 'candidate') {
    const facts = await findAttemptFacts(db, attemptId);
    if (!facts) throw notFound();
    return { of: { ...presence, who: 'candidate', name: short(facts.candidate.name) }, staffOnly: false };
  }
  const me = (await listParticipants(db, attemptId)).find((one) => one.personId === principal.id);
  if (!me) throw notFound();
  return { of: { ...presence, who: principal.id, name: short(me.name) }, staffOnly: me.unseen };
}

/** A notification holds less than 8,000 bytes. */
const nameCharactersMax = 80;
const short = (name: string) => name.slice(0, nameCharactersMax);

const counted = new Map<string, { second: number; count: number }>();

/** Counted in this process: a cursor that is not passed on is replaced by the next. */
function refuseFlood(key: string): void {
  const second = Math.floor(performance.now() / 1_000);
  const own = counted.get(key);
  if (own?.second === second) {
    own.count += 1;
    if (own.count > presencesPerSecondMax)
      throw new Failure('too-many', 'Cursors arrive faster than they can be passed on.', {
        retryAfterMs: 1_000,
      });
    return;
  }
  if (counted.size > 5_000) counted.clear();
  counted.set(key, { second, count: 1 });
}
