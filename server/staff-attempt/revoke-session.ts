import { listCandidateSessions, revokeCandidateSession } from '../../db/queries/candidate-sessions.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { authorizeAttempt } from '../authorize.ts';
import { database } from '../database.ts';
import { notifyAttempt } from '../edit-log/notify-attempt.ts';
import { Failure } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';

/** Ends one browser's session. Its open streams close within seconds; what it had sent and we acknowledged stays. */
export async function revokeSession(
  principal: StaffPrincipal,
  input: { attemptId: string; sessionId: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'invitation.issue', input.attemptId);
    const sessions = await listCandidateSessions(tx, input.attemptId);
    const session = sessions.find((one) => one.id === input.sessionId);
    if (!session || session.revokedAt) throw new Failure('not-open', 'This session was ended before.');
    await revokeCandidateSession(tx, input.attemptId, session.id);
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'session-revoked',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { sessionId: session.id },
    });
    await notifyAttempt(tx, input.attemptId, 'access');
  });
}
