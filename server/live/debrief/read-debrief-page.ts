import { listRaters } from '../../../db/queries/scorecards.ts';
import { mayAccess } from '../../../domain/access.ts';
import type { Debrief } from '../../../domain/live/debrief.ts';
import type { SessionState } from '../../../domain/live/session.ts';
import { attemptRelation } from '../../authorize.ts';
import { database } from '../../database.ts';
import { notFound } from '../../failure.ts';
import type { StaffPrincipal } from '../../session.ts';
import { loadSession } from '../load-session.ts';
import { debriefIsOpen, readDebrief } from './read-debrief.ts';

export type DebriefPage =
  | { kind: 'open'; debrief: Debrief; maySeeRoom: boolean }
  | {
      kind: 'waiting';
      state: SessionState;
      /** The reader's own scores: an open debrief stays shut for whoever still owes theirs. */
      own: 'none' | 'owed' | 'submitted';
      /** It is open for those who have submitted. */
      openForOthers: boolean;
      /** How many scorers have not submitted; their names are for people of the session and managers. */
      awaited: { count: number; names: string[] | null };
      /** The reader may open it with a reason. */
      mayOpen: boolean;
      maySeeRoom: boolean;
    };

/**
 * The debrief for whoever may ever read it, or what it waits for: people of the session, those who rate it and managers
 * are told why it is not open; for everybody else there is none.
 */
export async function readDebriefPage(principal: StaffPrincipal, attemptId: string): Promise<DebriefPage> {
  const { db } = database();
  const relation = await attemptRelation(db, principal, attemptId);
  if (!relation) throw notFound(`session ${attemptId}`);
  const manages = mayAccess(principal, 'live.schedule', relation);
  const takesPart = mayAccess(principal, 'live.take-part', relation);
  const rates = mayAccess(principal, 'scorecard.write-own', relation);
  if (!manages && !takesPart && !rates) throw notFound(`debrief of session ${attemptId} refused`);
  const { view } = await loadSession(db, attemptId);
  const raters = await listRaters(db, attemptId);
  const openForOthers = debriefIsOpen(view, raters);
  if (openForOthers && mayAccess(principal, 'scorecard.read-others', relation)) {
    return { kind: 'open', debrief: await readDebrief(principal, attemptId), maySeeRoom: takesPart };
  }
  const missing = raters.filter((rater) => rater.submittedAt === null);
  return {
    kind: 'waiting',
    state: view.state,
    own: !rates ? 'none' : relation.ratingSubmitted ? 'submitted' : 'owed',
    openForOthers,
    awaited: {
      count: missing.length,
      names: manages || takesPart ? missing.map((rater) => rater.name) : null,
    },
    mayOpen: manages && view.state === 'closed' && !openForOthers,
    maySeeRoom: takesPart,
  };
}
