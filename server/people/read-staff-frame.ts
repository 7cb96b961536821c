import { listPositionSummaries } from '../../db/queries/positions.ts';
import { countOpenRequestsByPosition, countOwnOpenCards } from '../../db/queries/staff-frame.ts';
import { mayAccess } from '../../domain/access.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { positionsInNavigationMax } from '../limits.ts';
import { readConfinement } from '../read-confinement.ts';
import type { StaffPrincipal } from '../session.ts';

/** What the frame around every staff page shows: which links, and how much waits behind them. */
export interface StaffFrame {
  mayManage: boolean;
  mayRate: boolean;
  mayAdminister: boolean;
  /** Own cards of submitted attempts that are not submitted yet. */
  toScore: number;
  positions: { id: string; title: string; needsYou: number }[];
  demo: boolean;
  unconfined: boolean;
}

export async function readStaffFrame(principal: StaffPrincipal): Promise<StaffFrame> {
  const { db } = database();
  const mayManage = mayAccess(principal, 'position.read', { managesPosition: true });
  const seesAll = mayAccess(principal, 'position.read', { managesPosition: false });
  const [toScore, summaries, requests, confinement] = await Promise.all([
    countOwnOpenCards(db, principal.id),
    mayManage ? listPositionSummaries(db, seesAll ? null : principal.id) : [],
    mayManage ? countOpenRequestsByPosition(db) : new Map<string, number>(),
    readConfinement(),
  ]);
  return {
    mayManage,
    mayRate: principal.roles.includes('interviewer') || toScore > 0,
    mayAdminister: mayAccess(principal, 'people.manage'),
    toScore,
    positions: summaries
      .filter((summary) => summary.closedAt === null)
      .slice(0, positionsInNavigationMax)
      .map((summary) => ({
        id: summary.id,
        title: summary.title,
        needsYou: requests.get(summary.id) ?? 0,
      })),
    demo: env().mode === 'demo',
    unconfined: confinement === 'none',
  };
}
