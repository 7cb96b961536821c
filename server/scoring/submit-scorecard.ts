import { insertAudit } from '../../db/queries/people.ts';
import {
  listCurrentRatings,
  listEvidence,
  submitScorecard as markSubmitted,
  savePrivateNotes,
} from '../../db/queries/scorecards.ts';
import { isDimensionCode } from '../../domain/dimension.ts';
import { describeMissing, missingOf } from '../../domain/scorecard.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import { privateNotesCharactersMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { openCard } from './open-card.ts';

/** Submits a complete card. Submitting again gives the same moment. From then on others' scores can be read. */
export async function submitScorecard(
  principal: StaffPrincipal,
  attemptId: string,
): Promise<{ submittedAt: Date }> {
  return database().db.transaction(async (tx) => {
    const { card, items } = await openCard(tx, principal, attemptId);
    if (card.submittedAt) return { submittedAt: card.submittedAt };
    const typed = <T extends { dimension: string }>(rows: readonly T[]) =>
      rows.flatMap((row) => (isDimensionCode(row.dimension) ? [{ ...row, dimension: row.dimension }] : []));
    const missing = missingOf(
      items,
      typed(await listCurrentRatings(tx, [card.id])),
      typed(await listEvidence(tx, [card.id])),
    );
    if (missing.length > 0) throw new Failure('not-open', describeMissing(missing));
    const submittedAt = await markSubmitted(tx, card.id);
    if (!submittedAt) throw new Failure('conflict', 'The scores were submitted in another window.');
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'scores-submitted',
      subject: { kind: 'attempt', id: attemptId },
    });
    return { submittedAt };
  });
}

/** Notes for the rater's own eyes. Said on the page: the law may require handing them to the candidate. */
export async function writePrivateNotes(
  principal: StaffPrincipal,
  attemptId: string,
  text: string,
): Promise<void> {
  if (text.length > privateNotesCharactersMax) {
    throw new Failure('bad-input', `text: at most ${privateNotesCharactersMax} characters.`);
  }
  await database().db.transaction(async (tx) => {
    const { card } = await openCard(tx, principal, attemptId);
    await savePrivateNotes(tx, card.id, text);
  });
}
