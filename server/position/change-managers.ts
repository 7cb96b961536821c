import { findPerson, insertAudit } from '../../db/queries/people.ts';
import {
  addPositionManager,
  listPositionManagers,
  removePositionManager,
} from '../../db/queries/positions.ts';
import { authorizePosition, isUuid } from '../authorize.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';

/** Lets a hiring manager look after a position too. */
export async function addManager(
  principal: StaffPrincipal,
  input: { positionId: string; personId: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizePosition(tx, principal, 'position.manage', input.positionId);
    const person = isUuid(input.personId) ? await findPerson(tx, input.personId) : null;
    if (!person || person.disabledAt || !person.roles.includes('hiring-manager')) {
      throw new Failure('bad-input', 'personId: choose a person who has the hiring manager role.');
    }
    await addPositionManager(tx, input.positionId, person.id);
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'manager-added',
      subject: { kind: 'position', id: input.positionId },
      data: { personId: person.id },
    });
  });
}

/** Takes a position away from a manager; one always stays. */
export async function removeManager(
  principal: StaffPrincipal,
  input: { positionId: string; personId: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizePosition(tx, principal, 'position.manage', input.positionId);
    const managers = await listPositionManagers(tx, input.positionId);
    if (!managers.some((manager) => manager.id === input.personId)) return;
    if (managers.length === 1) {
      throw new Failure('bad-input', 'personId: add another manager first. A position needs at least one.');
    }
    await removePositionManager(tx, input.positionId, input.personId);
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'manager-removed',
      subject: { kind: 'position', id: input.positionId },
      data: { personId: input.personId },
    });
  });
}
