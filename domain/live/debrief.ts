import { type DimensionCode, levelOf } from '../dimension.ts';

export interface DebriefRating {
  raterId: string;
  itemNumber: number;
  dimension: DimensionCode;
  levelId: string;
  note: string;
  changeReason: string;
  /** The rating that this one replaced after its card was submitted; null when there was none. */
  before: string | null;
  /** Submitted after the debrief had been opened. */
  afterDebrief: boolean;
  evidence: { quote: string; source: 'recorded' | 'heard' }[];
}

export interface DebriefRow {
  itemNumber: number;
  title: string;
  dimension: DimensionCode;
  /** One a rater, in the order of the raters; null is missing. */
  ratings: (DebriefRating | null)[];
  /** Highest minus lowest level; null when fewer than two people saw a level. */
  spread: number | null;
}

export interface Debrief {
  raters: { id: string; name: string; submitted: boolean }[];
  /** Why it was opened while a rating was missing; null when all were in. */
  openedBecause: string | null;
  /** Differences of two levels or more first, the largest first; then in the order of the form. */
  rows: DebriefRow[];
}

/** Rows of a debrief. `raters` and `cells` are in the order in which they are to be shown. */
export function debriefRows(
  raterIds: readonly string[],
  cells: readonly { itemNumber: number; title: string; dimension: DimensionCode }[],
  ratings: readonly DebriefRating[],
): DebriefRow[] {
  const rows = cells.map((cell): DebriefRow => {
    const own = raterIds.map(
      (raterId) =>
        ratings.find(
          (one) =>
            one.raterId === raterId && one.itemNumber === cell.itemNumber && one.dimension === cell.dimension,
        ) ?? null,
    );
    const levels = own.flatMap((rating) => (rating ? (levelOf(rating.levelId) ?? []) : []));
    const spread = levels.length < 2 ? null : Math.max(...levels) - Math.min(...levels);
    return { ...cell, ratings: own, spread };
  });
  const weight = (row: DebriefRow) => (row.spread !== null && row.spread >= 2 ? row.spread : 0);
  // The sort is stable: rows of the same weight keep the form's order.
  return rows.toSorted((a, b) => weight(b) - weight(a));
}
