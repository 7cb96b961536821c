import { listAllRatings } from '../../../db/queries/live-ratings.ts';
import { listEvidence, listRaters } from '../../../db/queries/scorecards.ts';
import { isDimensionCode } from '../../../domain/dimension.ts';
import { type Debrief, type DebriefRating, debriefRows } from '../../../domain/live/debrief.ts';
import type { SessionView } from '../../../domain/live/session.ts';
import { authorizeAttempt } from '../../authorize.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { cardItems } from '../../scoring/rated-items.ts';
import type { StaffPrincipal } from '../../session.ts';
import { loadSession } from '../load-session.ts';

/** Whether a closed session's ratings may be laid side by side: all are in, or a manager has opened it. */
export function debriefIsOpen(
  view: Pick<SessionView, 'state' | 'debrief'>,
  raters: readonly { submittedAt: Date | null }[],
): boolean {
  return (
    view.state === 'closed' && (view.debrief !== null || raters.every((rater) => rater.submittedAt !== null))
  );
}

/**
 * Everybody's ratings side by side, for those who have submitted their own and for managers, once all are in or a
 * manager has opened it. Ratings that came or changed after that are marked, and keep what they replaced.
 */
export async function readDebrief(principal: StaffPrincipal, attemptId: string): Promise<Debrief> {
  return database().db.transaction(async (tx) => {
    await authorizeAttempt(tx, principal, 'scorecard.read-others', attemptId);
    const { view, form } = await loadSession(tx, attemptId);
    const raters = await listRaters(tx, attemptId);
    if (!debriefIsOpen(view, raters))
      throw new Failure('not-open', 'The debrief opens when everybody has submitted their scores.');
    const submitted = raters.filter((rater) => rater.submittedAt !== null);
    const cardIds = submitted.map((rater) => rater.cardId);
    const rows = await listAllRatings(tx, cardIds);
    const evidence = await listEvidence(tx, cardIds);
    const ratings = submitted.flatMap((rater) => {
      const own = rows.filter((row) => row.cardId === rater.cardId);
      return own.flatMap((row): DebriefRating[] => {
        const { itemNumber, dimension, levelId, note, changeReason } = row;
        const same = own.filter((one) => one.itemNumber === itemNumber && one.dimension === dimension);
        if (!isDimensionCode(dimension) || same.some((one) => one.seq > row.seq)) return [];
        const before = changeReason === '' ? undefined : same.find((one) => one.seq === row.seq - 1);
        return [
          {
            raterId: rater.raterId,
            itemNumber,
            dimension,
            levelId,
            note,
            changeReason,
            before: before?.levelId ?? null,
            afterDebrief:
              view.debrief !== null && rater.submittedAt !== null && rater.submittedAt > view.debrief.at,
            evidence: evidence
              .filter(
                (one) =>
                  one.scorecardId === rater.cardId &&
                  one.itemNumber === itemNumber &&
                  one.dimension === dimension,
              )
              .map(({ quote, source }) => ({ quote, source })),
          },
        ];
      });
    });
    const unasked = new Set(
      form.sections
        .flatMap((section) => section.items)
        .filter((item) => !view.opened.some((one) => one.itemNumber === item.number))
        .map((item) => item.number),
    );
    const cells = cardItems(form.sections, unasked).flatMap(({ number, title, dimensions }) =>
      dimensions.map((dimension) => ({ itemNumber: number, title, dimension })),
    );
    return {
      raters: raters.map((rater) => ({
        id: rater.raterId,
        name: rater.name,
        submitted: rater.submittedAt !== null,
      })),
      openedBecause: view.debrief?.reason ?? null,
      rows: debriefRows(
        raters.map((rater) => rater.raterId),
        cells,
        ratings,
      ),
    };
  });
}
