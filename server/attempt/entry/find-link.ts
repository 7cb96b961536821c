import type { Executor } from '../../../db/executor.ts';
import { findInvitationLink } from '../../../db/queries/invitations.ts';
import { Failure } from '../../failure.ts';
import { hashToken } from '../../secret-token.ts';

export type LinkState = 'open' | 'consumed' | 'ended';

export interface FoundLink {
  id: string;
  attemptId: string;
  state: LinkState;
}

/** A link by its token, with what can be done with it; null for a token that was never issued. */
export async function findLink(db: Executor, token: string, now: Date): Promise<FoundLink | null> {
  if (!/^[A-Za-z0-9_-]{20,100}$/.test(token)) return null;
  const link = await findInvitationLink(db, hashToken(token));
  if (!link) return null;
  const { id, attemptId } = link;
  const ended = link.revokedAt !== null || now.getTime() >= link.expiresAt.getTime();
  return { id, attemptId, state: ended ? 'ended' : link.consumedAt ? 'consumed' : 'open' };
}

/** For what is asked with the link in hand, before there is a session. */
export async function getOpenLink(db: Executor, token: string, now: Date): Promise<FoundLink> {
  const link = await findLink(db, token, now);
  if (link?.state !== 'open') {
    throw new Failure('not-open', 'This link has been used or has ended. Load the page to see what to do.');
  }
  return link;
}
