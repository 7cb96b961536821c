import * as Y from 'yjs';
import type { AnswerContent } from '../../domain/answer.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { type ChatLine, readChat } from '../live/room/read-chat.ts';

/** What is played: the answer of a question, or a drawing or a chat of a live room. */
export type TrackKind = AnswerContent['kind'] | 'drawing' | 'chat';

export type TrackContent =
  | { kind: 'answer'; answer: AnswerContent }
  /** A document of its own: the player's is written into while it plays. */
  | { kind: 'drawing'; doc: Y.Doc }
  | { kind: 'chat'; lines: readonly ChatLine[] };

/** What a document holds at this moment, as something that stays when the player goes on. */
export function trackContent(doc: Y.Doc, kind: TrackKind): TrackContent {
  switch (kind) {
    case 'drawing': {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      return { kind, doc: copy };
    }
    case 'chat':
      return { kind, lines: readChat(doc) };
    default:
      return { kind: 'answer', answer: answerFromDocument(doc, kind) };
  }
}
