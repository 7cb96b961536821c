import type { Executor } from '../../db/executor.ts';
import { insertInvitationLink } from '../../db/queries/invitation-links.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { env } from '../env.ts';
import { linkAfterStartByDays } from '../limits.ts';
import { newToken } from '../secret-token.ts';

const dayMs = 86_400_000;

export function linkExpiry(startBy: Date, now: Date): Date {
  return new Date(Math.max(startBy.getTime(), now.getTime()) + linkAfterStartByDays * dayMs);
}

/**
 * Issues a link in the caller's transaction and gives its address, the only time that it can be read. Links and sessions
 * that exist stay as they are. Its issuer is an audit row; the caller adds what the report shows.
 */
export async function issueLink(
  tx: Executor,
  input: { attemptId: string; startBy: Date; now: Date; issuedBy: string | null },
): Promise<{ linkId: string; url: string }> {
  const { token, hash } = newToken();
  const linkId = await insertInvitationLink(tx, {
    attemptId: input.attemptId,
    tokenHash: hash,
    issuedBy: input.issuedBy,
    expiresAt: linkExpiry(input.startBy, input.now),
  });
  await insertAudit(tx, {
    actor: input.issuedBy ? { kind: 'person', id: input.issuedBy } : { kind: 'system' },
    action: 'link-issued',
    subject: { kind: 'attempt', id: input.attemptId },
    data: { linkId },
  });
  return { linkId, url: new URL(`/i/${token}`, env().appUrl).href };
}
