import { listQueue } from '../../db/queries/scorecards.ts';
import { database } from '../database.ts';
import type { StaffPrincipal } from '../session.ts';
import { cardItems } from './rated-items.ts';
import { shownName } from './shown-name.ts';

export interface QueueRow {
  attemptId: string;
  positionId: string;
  positionTitle: string;
  candidate: string;
  /** Seconds since the answers were submitted; null while the attempt still runs. */
  waitingSeconds: number | null;
  state: 'not-submitted' | 'to-score' | 'submitted';
  questions: number;
  ratingsDone: number;
  ratingsAll: number;
}

export interface Queue {
  /** By waiting time, the longest first. */
  open: QueueRow[];
  openTotal: number;
  /** A page of those submitted, the latest first. */
  done: QueueRow[];
  doneTotal: number;
}

/** Nobody works through more at once; the others move up as cards are submitted. */
const openMax = 200;
export const donePageRows = 50;

/** A person's own cards; of those submitted, the page that begins after `older` later ones. Asks nothing of others' cards. */
export async function readQueue(principal: StaffPrincipal, older = 0): Promise<Queue> {
  const { db } = database();
  const [open, done] = await Promise.all([
    listQueue(db, principal.id, false, { limit: openMax, offset: 0 }),
    listQueue(db, principal.id, true, { limit: donePageRows, offset: older }),
  ]);
  const toRow = (row: (typeof open)[number]): QueueRow => {
    const items = cardItems(row.sections, new Set());
    const ready = row.attemptStatus === 'submitted' || row.attemptStatus === 'graded';
    return {
      attemptId: row.attemptId,
      positionId: row.positionId,
      positionTitle: row.positionTitle,
      candidate: shownName(row.attemptId, row.candidateName, row.namesHidden),
      waitingSeconds: ready ? row.waitingSeconds : null,
      state: row.cardSubmittedAt ? 'submitted' : ready ? 'to-score' : 'not-submitted',
      questions: items.length,
      ratingsDone: row.ratingsDone,
      ratingsAll: items.reduce((sum, item) => sum + item.dimensions.length, 0),
    };
  };
  return {
    open: open.map(toRow),
    openTotal: open[0]?.total ?? 0,
    done: done.map(toRow),
    doneTotal: done[0]?.total ?? 0,
  };
}
