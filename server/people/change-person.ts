import type { Executor } from '../../db/executor.ts';
import { findPerson, insertAudit, type PersonRecord, updatePerson } from '../../db/queries/people.ts';
import type { Role } from '../../domain/access.ts';
import { authorize, isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { keepAnAdministrator } from './keep-an-administrator.ts';

/** Sets the roles of a person. They hold from the next request on, because no token carries them. */
export async function changeRoles(
  principal: StaffPrincipal,
  input: { personId: string; roles: Role[] },
): Promise<void> {
  authorize(principal, 'people.manage');
  await database().db.transaction(async (tx) => {
    const person = await getPerson(tx, input.personId);
    const taken = person.roles.includes('administrator') && !input.roles.includes('administrator');
    if (taken && !person.disabledAt) await keepAnAdministrator(tx, person.id);
    await updatePerson(tx, person.id, { roles: input.roles });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'roles-changed',
      subject: { kind: 'person', id: person.id },
      data: { from: person.roles, to: input.roles },
    });
  });
}

/** Shuts a person out, or lets them in again. Sessions of theirs end with it; what they did stays. */
export async function disablePerson(
  principal: StaffPrincipal,
  input: { personId: string; disabled: boolean },
): Promise<void> {
  authorize(principal, 'people.manage');
  await database().db.transaction(async (tx) => {
    const person = await getPerson(tx, input.personId);
    if ((person.disabledAt !== null) === input.disabled) return;
    if (input.disabled && person.roles.includes('administrator')) await keepAnAdministrator(tx, person.id);
    await updatePerson(tx, person.id, { disabled: input.disabled });
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: input.disabled ? 'person-disabled' : 'person-enabled',
      subject: { kind: 'person', id: person.id },
    });
  });
}

async function getPerson(tx: Executor, id: string): Promise<PersonRecord> {
  const person = isUuid(id) ? await findPerson(tx, id) : null;
  if (!person) throw notFound(`no person ${id}`);
  return person;
}
