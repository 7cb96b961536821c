import { listLiveEvents, listSessionsOf } from '../../db/queries/live-sessions.ts';
import type { LiveRole } from '../../domain/live/room.ts';
import { type SessionState, viewSession } from '../../domain/live/session.ts';
import { authorize } from '../authorize.ts';
import { database } from '../database.ts';
import type { StaffPrincipal } from '../session.ts';

export interface SessionEntry {
  attemptId: string;
  role: LiveRole;
  candidateName: string;
  positionTitle: string;
  state: SessionState;
  startsAt: Date;
}

/** A person's own sessions: those ahead and running first, by their start; then those that are over, newest first. */
export async function listSessions(principal: StaffPrincipal): Promise<SessionEntry[]> {
  authorize(principal, 'bank.read');
  const { db } = database();
  const entries: SessionEntry[] = [];
  for (const row of await listSessionsOf(db, principal.id)) {
    const view = viewSession(await listLiveEvents(db, row.attemptId));
    const { attemptId, role, candidateName, positionTitle } = row;
    entries.push({
      attemptId,
      role,
      candidateName,
      positionTitle,
      state: view.state,
      startsAt: view.startsAt,
    });
  }
  const over = (entry: SessionEntry) => entry.state === 'closed' || entry.state === 'cancelled';
  return entries.toSorted(
    (a, b) =>
      Number(over(a)) - Number(over(b)) || (over(a) ? -1 : 1) * (a.startsAt.getTime() - b.startsAt.getTime()),
  );
}
