import { listRequests } from '../../../db/queries/requests.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { type OwnRequest, ownRequests } from './own-requests.ts';

/** What the candidate asked and what staff answered, while the clock runs and afterwards. */
export async function readRequests(principal: CandidatePrincipal): Promise<OwnRequest[]> {
  const { db } = database();
  await authorizeAttempt(db, principal, 'attempt.own-record', principal.attemptId);
  return ownRequests(await listRequests(db, principal.attemptId));
}
