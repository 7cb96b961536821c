import { listEventsOfSessions, listSessionsOf } from '../../db/queries/live-sessions.ts';
import type { LiveRole } from '../../domain/live/room.ts';
import { type SessionState, stateWith, viewSession } from '../../domain/live/session.ts';
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

export interface SessionList {
  /** Those that run or may still be entered, by their start. */
  ahead: SessionEntry[];
  aheadTotal: number;
  /** A page of those that are over, the newest first. */
  over: SessionEntry[];
  overTotal: number;
}

/** More than anybody has ahead; where somebody has, the page says so. */
const aheadMax = 200;
export const overPageRows = 50;

/** A person's own sessions; of those that are over, the page that begins after `older` newer ones. */
export async function listSessions(principal: StaffPrincipal, older = 0): Promise<SessionList> {
  authorize(principal, 'bank.read');
  const { db } = database();
  const [ahead, over] = await Promise.all([
    listSessionsOf(db, principal.id, false, { limit: aheadMax, offset: 0 }),
    listSessionsOf(db, principal.id, true, { limit: overPageRows, offset: older }),
  ]);
  const events = await listEventsOfSessions(
    db,
    [...ahead, ...over].map(({ attemptId }) => attemptId),
  );
  const toEntry = (row: (typeof ahead)[number]): SessionEntry => {
    const { attemptId, role, candidateName, positionTitle } = row;
    const view = viewSession(events.get(attemptId) ?? []);
    const state = stateWith(view.state, row.status);
    return { attemptId, role, candidateName, positionTitle, state, startsAt: view.startsAt };
  };
  return {
    ahead: ahead.map(toEntry),
    aheadTotal: ahead[0]?.total ?? 0,
    over: over.map(toEntry),
    overTotal: over[0]?.total ?? 0,
  };
}
