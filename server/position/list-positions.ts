import { listPositionSummaries } from '../../db/queries/positions.ts';
import { mayAccess } from '../../domain/access.ts';
import { database } from '../database.ts';
import type { StaffPrincipal } from '../session.ts';

export type PositionSummary = Awaited<ReturnType<typeof listPositionSummaries>>[number];

/**
 * The positions a person looks after: all for an administrator, a hiring manager's own, none for an interviewer. It is
 * the access table that says which; the query only narrows what the table allows.
 */
export async function listPositions(principal: StaffPrincipal): Promise<PositionSummary[]> {
  const all = mayAccess(principal, 'position.read', { managesPosition: false });
  const own = mayAccess(principal, 'position.read', { managesPosition: true });
  if (!all && !own) return [];
  return listPositionSummaries(database().db, all ? null : principal.id);
}
