import * as Y from 'yjs';
import type { Presence, PresenceOf } from '../../../domain/live/room.ts';
import { bytesFromBase64 } from '../../edit-log/stream-reader.ts';

/** A caret with what is marked from it, as offsets in the text that is shown. */
export interface Marked {
  /** Where marking began. */
  anchor: number;
  /** Where the caret stands. */
  head: number;
}

/** A place in a shared text that stays where it is while others write around it. */
export function presenceAt(documentId: string, path: string, text: Y.Text, marked: Marked): Presence {
  return {
    documentId,
    path,
    anchor: relative(text, marked.anchor),
    head: relative(text, marked.head),
  };
}

/** The words between the two ends. */
export function quoteOf(text: Y.Text, { anchor, head }: Marked): string {
  return text.toString().slice(Math.min(anchor, head), Math.max(anchor, head));
}

/** Where somebody else's caret stands in this text now; null when it stands in none or not in this one. */
export function markedOf(of: PresenceOf, text: Y.Text): Marked | null {
  const [anchor, head] = [offset(of.anchor, text), offset(of.head, text)];
  return anchor === null || head === null ? null : { anchor, head };
}

function relative(text: Y.Text, index: number): string {
  const held = Math.min(Math.max(0, index), text.length);
  const bytes = Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, held));
  return btoa(String.fromCharCode(...bytes));
}

function offset(position: string | null, text: Y.Text): number | null {
  if (position === null || !text.doc) return null;
  try {
    const relativePosition = Y.decodeRelativePosition(bytesFromBase64(position));
    const found = Y.createAbsolutePositionFromRelativePosition(relativePosition, text.doc);
    return found?.type === text ? found.index : null;
  } catch {
    // Written by another browser: what is no position is nowhere.
    return null;
  }
}
