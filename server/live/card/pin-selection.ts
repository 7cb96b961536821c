import type * as Y from 'yjs';
import { createAbsolutePositionFromRelativePosition, decodeRelativePosition, Text as SharedText } from 'yjs';
import type { Executor } from '../../../db/executor.ts';
import { readNow } from '../../../db/executor.ts';
import { findDocument } from '../../../db/queries/documents.ts';
import { listLiveEvents } from '../../../db/queries/live-sessions.ts';
import { answerText, filesMap } from '../../../domain/edit-log/answer-layout.ts';
import { viewSession } from '../../../domain/live/session.ts';
import { database } from '../../database.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import { Failure } from '../../failure.ts';
import { openCard, requireDimension } from '../../scoring/open-card.ts';
import type { StaffPrincipal } from '../../session.ts';
import { checkAges, insertOnce, requireQuote, type Written } from './insert-once.ts';

export interface Selection {
  documentId: string;
  /** Empty for text without files, else a file of the shared code or of an earlier answer. */
  path: string;
  /** Yjs relative positions of its two ends in either order, base64. */
  start: string;
  end: string;
  /** What the page showed there. */
  quote: string;
}

/**
 * Pins what somebody marked in the notes of an item or in the shared code. It is `recorded` when the log says exactly
 * that at that place: the place is a relative one, so others may write around it meanwhile. When the words themselves
 * were changed before the pin arrived (the page was offline), they are kept as `heard`, with when they were seen.
 */
export async function pinSelection(
  principal: StaffPrincipal,
  input: { attemptId: string; itemNumber: number; dimension: string } & Selection & Written,
): Promise<{ id: string; source: 'recorded' | 'heard' }> {
  const quote = requireQuote(input.quote);
  if (quote === '') throw new Failure('bad-input', 'quote: mark some words first.');
  checkAges(input);
  return database().db.transaction(async (tx) => {
    const { card, items } = await openCard(tx, principal, input.attemptId);
    const dimension = requireDimension(items, input.itemNumber, input.dimension);
    const document = await findDocument(tx, input.documentId);
    const isNotes = document?.purpose === 'answer' && document.itemNumber === input.itemNumber;
    const quotable =
      document?.attemptId === input.attemptId &&
      (isNotes || document.purpose === 'live-code' || (await isBroughtOn(tx, document, input.itemNumber)));
    if (!document || !quotable)
      throw new Failure(
        'bad-input',
        'documentId: notes of this item, shared code of this session, or an earlier answer opened on this item.',
      );
    const now = (await readNow(tx)).getTime();
    const base = {
      id: input.id,
      scorecardId: card.id,
      itemNumber: input.itemNumber,
      dimension,
      createdAt: new Date(now - input.writtenSecondsAgo * 1_000),
    };
    const { head } = document;
    const place = await findPlace(tx, { ...input, head });
    if (place === null || place.text !== quote)
      return insertOnce(tx, {
        ...base,
        source: 'heard',
        quote,
        momentAt: new Date(now - input.secondsAgo * 1_000),
      });
    return insertOnce(tx, {
      ...base,
      source: 'recorded',
      quote,
      documentId: document.id,
      documentSeq: head,
      // Offsets are of the answer's text; a place in a file is found by its words.
      ...(isNotes ? { rangeStart: place.start, rangeEnd: place.end } : {}),
    });
  });
}

/** An earlier answer counts for the item on which the lead opened it. */
async function isBroughtOn(
  tx: Executor,
  document: { attemptId: string; purpose: string; itemNumber: number | null },
  itemNumber: number,
): Promise<boolean> {
  if (document.purpose !== 'live-answer') return false;
  const { brought } = viewSession(await listLiveEvents(tx, document.attemptId));
  return brought.some((one) => one.number === document.itemNumber && one.itemNumber === itemNumber);
}

/** Where the marked words stand in the document now, without the white space around them. */
async function findPlace(
  tx: Executor,
  selection: Selection & { head: number },
): Promise<{ start: number; end: number; text: string } | null> {
  const doc = await readDocumentState(tx, selection.documentId, selection.head);
  const text = selection.path === '' ? answerText(doc) : filesMap(doc).get(selection.path);
  if (!(text instanceof SharedText)) return null;
  const [from, to] = [offsetIn(doc, text, selection.start), offsetIn(doc, text, selection.end)];
  if (from === null || to === null || to === from) return null;
  // Marked backwards, the caret stands at the beginning.
  const begin = Math.min(from, to);
  const marked = text.toString().slice(begin, Math.max(from, to));
  const start = begin + (marked.length - marked.trimStart().length);
  return { start, end: start + marked.trim().length, text: marked.trim() };
}

function offsetIn(doc: Y.Doc, text: SharedText, position: string): number | null {
  try {
    const relative = decodeRelativePosition(new Uint8Array(Buffer.from(position, 'base64')));
    const found = createAbsolutePositionFromRelativePosition(relative, doc);
    return found?.type === text ? found.index : null;
  } catch {
    // Not a position: the page's own words are kept as such.
    return null;
  }
}
