import { readNow } from '../../../db/executor.ts';
import { findDocumentOfItem } from '../../../db/queries/documents.ts';
import { findSeqAt } from '../../../db/queries/live-sessions.ts';
import { sessionClock } from '../../../domain/live/session-clock.ts';
import { database } from '../../database.ts';
import { Failure } from '../../failure.ts';
import { openCard, requireDimension } from '../../scoring/open-card.ts';
import type { StaffPrincipal } from '../../session.ts';
import { checkAges, insertOnce, requireQuote, type Written } from './insert-once.ts';

/**
 * Pins a moment of the running session as evidence for a dimension. Without words it is `recorded`: it points at the
 * item's notes as they stood. With words it is `heard`, and stores how long after the moment they were written. The same
 * `id` sent twice is one piece of evidence.
 */
export async function pinMoment(
  principal: StaffPrincipal,
  input: { attemptId: string; itemNumber: number; dimension: string; heard: string } & Written,
): Promise<{ id: string; source: 'recorded' | 'heard' }> {
  const heard = requireQuote(input.heard);
  checkAges(input);
  return database().db.transaction(async (tx) => {
    const { card, items, facts } = await openCard(tx, principal, input.attemptId);
    const dimension = requireDimension(items, input.itemNumber, input.dimension);
    if (facts.attempt.mode !== 'live' || !facts.attempt.startedAt)
      throw new Failure('not-open', 'Moments are pinned in a live session.');
    const now = (await readNow(tx)).getTime();
    const at = new Date(now - input.secondsAgo * 1_000);
    const createdAt = new Date(now - input.writtenSecondsAgo * 1_000);
    const base = { id: input.id, scorecardId: card.id, itemNumber: input.itemNumber, dimension, createdAt };
    if (heard !== '') return insertOnce(tx, { ...base, source: 'heard', quote: heard, momentAt: at });
    const document = await findDocumentOfItem(tx, {
      attemptId: input.attemptId,
      purpose: 'answer',
      itemNumber: input.itemNumber,
    });
    if (!document) throw new Failure('not-open', 'This item has not been opened.');
    return insertOnce(tx, {
      ...base,
      source: 'recorded',
      quote: `At ${sessionClock(at.getTime() - facts.attempt.startedAt.getTime())} of the session`,
      documentId: document.id,
      documentSeq: await findSeqAt(tx, document.id, at),
    });
  });
}
