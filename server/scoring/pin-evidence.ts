import { listAnswerDocuments } from '../../db/queries/attempt-facts.ts';
import { insertEvidence, removeEvidence } from '../../db/queries/scorecards.ts';
import { database } from '../database.ts';
import { Failure } from '../failure.ts';
import { quoteCharactersMax } from '../limits.ts';
import type { StaffPrincipal } from '../session.ts';
import { openCard, requireDimension } from './open-card.ts';
import { readAnswerText } from './read-answer-text.ts';

/**
 * Pins a quotation of the answer as evidence for a dimension. A quotation with a range is checked against the log: it
 * is stored as `recorded` only when the answer at that sequence number says exactly that at exactly that place; words
 * typed by the rater are `heard`.
 */
export async function pinEvidence(
  principal: StaffPrincipal,
  input: {
    attemptId: string;
    itemNumber: number;
    dimension: string;
    quote: string;
    range: { start: number; end: number; documentSeq: number } | null;
  },
): Promise<{ id: string; source: 'recorded' | 'heard' }> {
  const quote = input.quote.trim();
  if (quote === '')
    throw new Failure('bad-input', 'quote: select some text of the answer, or write what you saw.');
  if (quote.length > quoteCharactersMax)
    throw new Failure('bad-input', `quote: at most ${quoteCharactersMax} characters.`);
  return database().db.transaction(async (tx) => {
    const { card, items } = await openCard(tx, principal, input.attemptId);
    const dimension = requireDimension(items, input.itemNumber, input.dimension);
    const base = { scorecardId: card.id, itemNumber: input.itemNumber, dimension };
    if (!input.range) {
      const id = await insertEvidence(tx, { ...base, source: 'heard', quote });
      return { id, source: 'heard' as const };
    }
    const document = (await listAnswerDocuments(tx, input.attemptId)).find(
      (d) => d.itemNumber === input.itemNumber,
    );
    if (!document || input.range.documentSeq > document.head)
      throw new Failure('bad-input', 'range: no such moment of the answer.');
    const text = await readAnswerText(tx, document.id, input.range.documentSeq);
    if (text.slice(input.range.start, input.range.end).trim() !== quote) {
      throw new Failure(
        'conflict',
        'The quotation is not what the answer says at that place. Reload and select it again.',
      );
    }
    const id = await insertEvidence(tx, {
      ...base,
      source: 'recorded',
      quote,
      documentId: document.id,
      documentSeq: input.range.documentSeq,
      rangeStart: input.range.start,
      rangeEnd: input.range.end,
    });
    return { id, source: 'recorded' as const };
  });
}

/** Takes a piece of evidence back. After submission evidence stays, because levels rest on it. */
export async function unpinEvidence(
  principal: StaffPrincipal,
  input: { attemptId: string; evidenceId: string },
): Promise<void> {
  await database().db.transaction(async (tx) => {
    const { card } = await openCard(tx, principal, input.attemptId);
    if (card.submittedAt)
      throw new Failure('not-open', 'The scores are submitted. Evidence can be added but not removed.');
    if (!(await removeEvidence(tx, card.id, input.evidenceId)))
      throw new Failure('not-found', 'That evidence is already gone.');
  });
}
