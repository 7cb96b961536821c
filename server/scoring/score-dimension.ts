import { insertAudit } from '../../db/queries/people.ts';
import { appendRating, listCurrentRatings } from '../../db/queries/scorecards.ts';
import { isLevelIdFor } from '../../domain/scorecard.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import { noteCharactersMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { openCard, requireDimension } from './open-card.ts';

/**
 * Appends a rating: the id of the behaviour that was seen, or `not-observed`, with a note. `afterSeq` is the newest
 * rating the page knew (0 for none): two tabs cannot overwrite each other unseen, and a change that is sent twice is one. A change after submission needs a
 * reason, is kept beside the old one, and is shown as such.
 */
export async function scoreDimension(
  principal: StaffPrincipal,
  input: {
    attemptId: string;
    itemNumber: number;
    dimension: string;
    levelId: string;
    note: string;
    afterSeq: number;
    changeReason?: string;
  },
): Promise<{ seq: number }> {
  return database().db.transaction(async (tx) => {
    const { card, items } = await openCard(tx, principal, input.attemptId);
    const dimension = requireDimension(items, input.itemNumber, input.dimension);
    if (!isLevelIdFor(input.levelId, dimension))
      throw new Failure('bad-input', 'levelId: not a level of this dimension.');
    if (input.note.length > noteCharactersMax) {
      throw new Failure('bad-input', `note: at most ${noteCharactersMax} characters.`);
    }
    const current = (await listCurrentRatings(tx, [card.id])).find(
      (rating) => rating.itemNumber === input.itemNumber && rating.dimension === dimension,
    );
    const changeReason = input.changeReason?.trim() ?? '';
    // The same change sent again after its answer was lost: it is done.
    if (
      current?.seq === input.afterSeq + 1 &&
      current.levelId === input.levelId &&
      current.note === input.note
    )
      return { seq: current.seq };
    if ((current?.seq ?? 0) !== input.afterSeq) {
      throw new Failure('conflict', 'This rating was changed in another window. Reload to see it.');
    }
    if (card.submittedAt && changeReason === '') {
      throw new Failure('bad-input', 'changeReason: say why the rating changes after submission.');
    }
    const seq = input.afterSeq + 1;
    await appendRating(tx, {
      scorecardId: card.id,
      itemNumber: input.itemNumber,
      dimension,
      levelId: input.levelId,
      note: input.note,
      seq,
      changeReason: card.submittedAt ? changeReason : '',
    });
    // Before submission the audit says that something was scored, never what: the log is read by people who are sealed.
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: card.submittedAt ? 'rating-changed-after-submission' : 'rating-recorded',
      subject: { kind: 'attempt', id: input.attemptId },
      data: { itemNumber: input.itemNumber, dimension },
    });
    return { seq };
  });
}
