'use client';

import { useCallback, useRef, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** How plain values come out of a document. Both functions stay the same from one drawing of the page to the next. */
export interface DocumentReader<T> {
  read: (doc: Y.Doc) => T;
  /** Calls `changed` whenever what is read may have changed; what it returns ends that. */
  observe: (doc: Y.Doc, changed: () => void) => () => void;
}

/** Plain values of a document: the same object until they change. */
export function useDocumentValue<T>(doc: Y.Doc, { read, observe }: DocumentReader<T>): T {
  const known = useRef<{ doc: Y.Doc; value: T } | null>(null);
  const subscribe = useCallback(
    (notify: () => void) => {
      // What was changed between the first drawing and this is read now: nobody told of it.
      known.current = null;
      return observe(doc, () => {
        known.current = null;
        notify();
      });
    },
    [doc, observe],
  );
  const snapshot = () => {
    if (known.current?.doc !== doc) known.current = { doc, value: read(doc) };
    return known.current.value;
  };
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}
