import { listPeople as selectPeople } from '../../db/queries/people.ts';
import type { Role } from '../../domain/access.ts';
import { authorize } from '../authorize.ts';
import { database } from '../database.ts';
import type { StaffPrincipal } from '../session.ts';

export interface PersonRow {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  disabled: boolean;
  demo: boolean;
  hasPassword: boolean;
}

/** Everybody of the staff, for administrators. Never a password's hash. */
export async function listPeople(principal: StaffPrincipal): Promise<PersonRow[]> {
  authorize(principal, 'people.manage');
  return (await selectPeople(database().db)).map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    disabled: person.disabledAt !== null,
    demo: person.demo,
    hasPassword: person.passwordHash !== null,
  }));
}
