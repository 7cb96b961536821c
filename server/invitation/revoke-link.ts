import { revokeInvitationLink } from '../../db/queries/invitation-links.ts';
import { insertAudit } from '../../db/queries/people.ts';
import { authorizeAttempt, isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';

/** Ends one link. Sessions that it opened stay; they are ended on their own. */
export async function revokeLink(
  principal: StaffPrincipal,
  input: { attemptId: string; linkId: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'invitation.issue', input.attemptId);
    if (!isUuid(input.linkId) || !(await revokeInvitationLink(tx, input.attemptId, input.linkId))) {
      throw new Failure('not-open', 'This link was ended before.');
    }
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'link-revoked',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { linkId: input.linkId },
    });
  });
}
