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

/** A person's own cards: those to score first by waiting time, then those done. Asks nothing of others' cards. */
export async function readQueue(principal: StaffPrincipal): Promise<{ open: QueueRow[]; done: QueueRow[] }> {
  const { db } = database();
  const [open, done] = await Promise.all([
    listQueue(db, principal.id, false),
    listQueue(db, principal.id, true),
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
  return { open: open.map(toRow), done: done.map(toRow) };
}
