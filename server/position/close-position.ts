import { insertAudit } from '../../db/queries/people.ts';
import { setPositionClosed } from '../../db/queries/positions.ts';
import { authorizePosition } from '../authorize.ts';
import { database } from '../database.ts';
import type { StaffPrincipal } from '../session.ts';

/**
 * Closes a position, or opens it again. A closed position takes no new invitations; attempts that were invited or run
 * go on, and everything stays readable. Doing it twice is the same as once.
 */
export async function closePosition(
  principal: StaffPrincipal,
  input: { positionId: string; closed: boolean },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    await authorizePosition(tx, principal, 'position.manage', input.positionId);
    if (!(await setPositionClosed(tx, input.positionId, input.closed))) return;
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: input.closed ? 'position-closed' : 'position-opened-again',
      subject: { kind: 'position', id: input.positionId },
    });
  });
}
