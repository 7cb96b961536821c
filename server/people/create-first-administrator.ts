import { findPersonByEmail, insertAudit, insertPerson, updatePerson } from '../../db/queries/people.ts';
import { database } from '../database.ts';
import { firstAdministratorLinkValidMinutes } from '../limits.ts';
import { newStaffLink } from './staff-link.ts';

/**
 * For the operator's own command line, who has the database anyway: makes this address an administrator (creating the
 * person, adding the role or enabling them again) and gives a one-time link to set a password.
 */
export async function createFirstAdministrator(input: {
  email: string;
  name?: string;
}): Promise<{ personId: string; url: string; created: boolean }> {
  return database().db.transaction(async (tx) => {
    const known = await findPersonByEmail(tx, input.email);
    const personId =
      known?.id ??
      (await insertPerson(tx, {
        email: input.email,
        name: input.name ?? input.email.split('@')[0] ?? input.email,
        roles: ['administrator'],
      }));
    if (known) {
      await updatePerson(tx, known.id, {
        roles: [...new Set([...known.roles, 'administrator' as const])],
        ...(known.disabledAt ? { disabled: false } : {}),
      });
    }
    const url = await newStaffLink(tx, {
      personId,
      purpose: 'set-password',
      validMinutes: firstAdministratorLinkValidMinutes,
    });
    await insertAudit(tx, {
      actor: { kind: 'system' },
      action: 'administrator-made',
      subject: { kind: 'person', id: personId },
      data: { created: known === null },
    });
    return { personId, url, created: known === null };
  });
}
