import { findPersonByEmail, insertAudit, insertPerson } from '../../db/queries/people.ts';
import type { Role } from '../../domain/access.ts';
import { authorize } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import { staffLinkValidMinutes } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { newStaffLink } from './staff-link.ts';

/**
 * Adds somebody of the staff and gives a one-time link with which they set their password. Where a provider is
 * configured they can sign in with it instead, by the same verified address.
 */
export async function addPerson(
  principal: StaffPrincipal,
  input: { email: string; name: string; roles: Role[] },
): Promise<{ personId: string; url: string }> {
  authorize(principal, 'people.manage');
  return database().db.transaction(async (tx) => {
    if (await findPersonByEmail(tx, input.email)) {
      throw new Failure('conflict', 'email: somebody with this address is here already.');
    }
    const personId = await insertPerson(tx, input);
    const url = await newStaffLink(tx, {
      personId,
      purpose: 'set-password',
      validMinutes: staffLinkValidMinutes,
    });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'person-added',
      subject: { kind: 'person', id: personId },
      data: { roles: input.roles },
    });
    return { personId, url };
  });
}
