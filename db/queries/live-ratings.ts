import { asc, inArray } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { rating } from '../schema/grading.ts';

/** Every rating of the cards, also those that were replaced, in their order. */
export async function listAllRatings(db: Executor, cardIds: readonly string[]) {
  if (cardIds.length === 0) return [];
  return db
    .select({
      cardId: rating.scorecardId,
      itemNumber: rating.itemNumber,
      dimension: rating.dimension,
      levelId: rating.levelId,
      note: rating.note,
      seq: rating.seq,
      changeReason: rating.changeReason,
    })
    .from(rating)
    .where(inArray(rating.scorecardId, [...cardIds]))
    .orderBy(asc(rating.scorecardId), asc(rating.itemNumber), asc(rating.dimension), asc(rating.seq));
}
