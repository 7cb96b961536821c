'use client';

import { useCallback, useRef, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import type { AnswerContent, AnswerKind } from '../../domain/answer.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';

/**
 * The answer as plain values, read again after every change of the document, whoever made it. For pages that draw
 * picks and numbers; editors bind to the document's texts themselves.
 */
export function useAnswer(doc: Y.Doc | null, kind: AnswerKind): AnswerContent | null {
  const last = useRef<{ doc: Y.Doc; answer: AnswerContent } | null>(null);
  const subscribe = useCallback(
    (notify: () => void) => {
      if (!doc) return () => {};
      const changed = () => {
        last.current = null;
        notify();
      };
      // What was changed between the first drawing and this is read now: nobody told of it.
      last.current = null;
      doc.on('update', changed);
      return () => doc.off('update', changed);
    },
    [doc],
  );
  const read = () => {
    if (!doc) return null;
    if (last.current?.doc !== doc) last.current = { doc, answer: answerFromDocument(doc, kind) };
    return last.current.answer;
  };
  return useSyncExternalStore(subscribe, read, () => null);
}
