import type { Executor } from '../../../db/executor.ts';
import { insertEvents } from '../../../db/queries/attempt-events.ts';
import { insertCandidateSession, listCandidateSessions } from '../../../db/queries/candidate-sessions.ts';
import { insertAudit } from '../../../db/queries/people.ts';
import { newToken } from '../../secret-token.ts';

/**
 * Opens a session of the attempt in the caller's transaction, under the attempt's lock. Sessions that are open stay
 * open. Each opening is an audit row and a fact of the attempt; one beside others says so. Gives the cookie's value.
 */
export async function openSession(
  tx: Executor,
  input: {
    attemptId: string;
    openedBy: 'link' | 'resume-code';
    linkId: string | null;
    userAgent: string;
  },
): Promise<{ token: string; sessionId: string }> {
  const before = await listCandidateSessions(tx, input.attemptId);
  const { token, hash } = newToken();
  const sessionId = await insertCandidateSession(tx, { ...input, tokenHash: hash });
  const data = {
    by: input.openedBy,
    browser: input.userAgent.slice(0, 200),
    sessionNumber: before.length + 1,
  };
  await insertEvents(tx, input.attemptId, [
    {
      kind: before.length === 0 ? 'session-opened' : 'second-machine',
      sessionId,
      itemNumber: null,
      data,
      clientKey: null,
    },
  ]);
  await insertAudit(tx, {
    actor: { kind: 'candidate', id: input.attemptId },
    action: 'session-opened',
    subject: { kind: 'attempt', id: input.attemptId },
    data: { sessionId, by: input.openedBy, linkId: input.linkId },
  });
  return { token, sessionId };
}
