import { readNow } from '../../../db/executor.ts';
import { findAttemptForCandidate } from '../../../db/queries/attempts.ts';
import { listCandidateSessions } from '../../../db/queries/candidate-sessions.ts';
import { listRequests } from '../../../db/queries/requests.ts';
import { statusNow } from '../../../domain/attempt.ts';
import { database } from '../../database.ts';
import { type AssessmentOutline, outlineOf } from '../outline.ts';
import { type OwnRequest, ownRequests } from '../request/own-requests.ts';
import { findLink } from './find-link.ts';

export type InvitationView =
  | { state: 'unknown' }
  /** `ended`: taken back or expired. `consumed`: used up by a press. */
  | { state: 'ended' | 'consumed' | 'withdrawn'; positionTitle: string; contact: string }
  | {
      /** `lapsed`: the last moment to start has passed; more days can be asked for. */
      state: 'open' | 'lapsed';
      candidateName: string;
      outline: AssessmentOutline;
      requests: OwnRequest[];
      declined: boolean;
      /** Other browsers in which the attempt is open already; they stay. */
      openElsewhere: number;
    };

/** What the page behind an invitation link shows. Reading changes nothing and can be repeated, by machines too. */
export async function readInvitation(token: string): Promise<InvitationView> {
  return database().db.transaction(async (tx) => {
    const now = await readNow(tx);
    const link = await findLink(tx, token, now);
    const facts = link && (await findAttemptForCandidate(tx, link.attemptId));
    if (!link || !facts) return { state: 'unknown' };
    const { attempt, position, candidate } = facts;
    if (link.state !== 'open') {
      return { state: link.state, positionTitle: position.title, contact: position.contact };
    }
    const status = statusNow(attempt, now);
    if (status === 'withdrawn') {
      return { state: 'withdrawn', positionTitle: position.title, contact: position.contact };
    }
    const sessions = await listCandidateSessions(tx, attempt.id);
    return {
      state: status === 'lapsed' ? 'lapsed' : 'open',
      candidateName: candidate.name,
      outline: outlineOf(facts),
      requests: ownRequests(await listRequests(tx, attempt.id)),
      declined: status === 'declined',
      openElsewhere: sessions.filter((session) => session.revokedAt === null).length,
    };
  });
}
