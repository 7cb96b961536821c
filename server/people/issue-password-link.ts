import { findPerson, insertAudit } from '../../db/queries/people.ts';
import { authorize, isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure, notFound } from '../failure.ts';
import { staffLinkValidMinutes } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { newStaffLink } from './staff-link.ts';

/** A one-time link with which a person sets a password. Shown once, to be handed over by the administrator. */
export async function issuePasswordLink(
  principal: StaffPrincipal,
  personId: string,
): Promise<{ url: string }> {
  authorize(principal, 'people.manage');
  return database().db.transaction(async (tx) => {
    const person = isUuid(personId) ? await findPerson(tx, personId) : null;
    if (!person) throw notFound(`no person ${personId}`);
    if (person.disabledAt) throw new Failure('not-open', 'This person is disabled. Enable them first.');
    const url = await newStaffLink(tx, {
      personId,
      purpose: 'set-password',
      validMinutes: staffLinkValidMinutes,
    });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'password-link-issued',
      subject: { kind: 'person', id: personId },
    });
    return { url };
  });
}
