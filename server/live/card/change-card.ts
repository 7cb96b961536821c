import { removeEvidence } from '../../../db/queries/scorecards.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { openCard } from '../../scoring/open-card.ts';
import { scoreDimension } from '../../scoring/score-dimension.ts';
import { writePrivateNotes } from '../../scoring/submit-scorecard.ts';
import type { StaffPrincipal } from '../../session.ts';
import type { Written } from './insert-once.ts';
import { pinMoment } from './pin-moment.ts';
import { pinSelection, type Selection } from './pin-selection.ts';

interface Cell {
  itemNumber: number;
  dimension: string;
}

/** What a page of the live room writes into its own card. Each can be sent again: a second time changes nothing. */
export type CardChange =
  | ({ kind: 'pin-moment'; heard: string } & Cell & Written)
  | ({ kind: 'pin-selection' } & Cell & Selection & Written)
  | ({
      kind: 'rate';
      levelId: string;
      note: string;
      /** The newest rating that the page knew when it was first sent. */
      afterSeq: number;
      changeReason?: string | undefined;
    } & Cell)
  | { kind: 'unpin'; evidenceId: string }
  | { kind: 'notes'; text: string };

export type CardAnswer =
  | { kind: 'pinned'; id: string; source: 'recorded' | 'heard' }
  | { kind: 'rated'; seq: number }
  | { kind: 'done' };

/** One change of the reader's own card in a live session. Throws Failure as the use cases do that it calls. */
export async function changeCard(
  principal: StaffPrincipal,
  attemptId: string,
  change: CardChange,
): Promise<CardAnswer> {
  switch (change.kind) {
    case 'pin-moment':
      return { kind: 'pinned', ...(await pinMoment(principal, { attemptId, ...change })) };
    case 'pin-selection':
      return { kind: 'pinned', ...(await pinSelection(principal, { attemptId, ...change })) };
    case 'rate': {
      const { changeReason, ...rating } = change;
      const reason = changeReason === undefined ? {} : { changeReason };
      return { kind: 'rated', ...(await scoreDimension(principal, { attemptId, ...rating, ...reason })) };
    }
    case 'unpin':
      return unpinOnce(principal, attemptId, change.evidenceId);
    case 'notes':
      await writePrivateNotes(principal, attemptId, change.text);
      return { kind: 'done' };
  }
}

/** Gone already is what was asked for. */
async function unpinOnce(
  principal: StaffPrincipal,
  attemptId: string,
  evidenceId: string,
): Promise<CardAnswer> {
  await database().db.transaction(async (tx) => {
    const { card } = await openCard(tx, principal, attemptId);
    if (card.submittedAt)
      throw new Failure('not-open', 'The scores are submitted. Evidence can be added but not removed.');
    await removeEvidence(tx, card.id, evidenceId);
  });
  return { kind: 'done' };
}
