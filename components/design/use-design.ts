'use client';

import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import type { Design } from '../../domain/design/design.ts';
import {
  componentsOf,
  connectionsOf,
  type DesignHistory,
  designHistory,
  readDesign,
} from '../../domain/design/design-document.ts';

/** The drawing of a document as plain values; the same object until the drawing changes, whatever is written in the note. */
export function useDesign(doc: Y.Doc): Design {
  const known = useRef<{ doc: Y.Doc; design: Design } | null>(null);
  const subscribe = useCallback(
    (notify: () => void) => {
      const changed = () => {
        known.current = null;
        notify();
      };
      // What was changed between the first drawing and this is read now: nobody told of it.
      known.current = null;
      const parts = [componentsOf(doc), connectionsOf(doc)];
      for (const part of parts) part.observeDeep(changed);
      return () => {
        for (const part of parts) part.unobserveDeep(changed);
      };
    },
    [doc],
  );
  const snapshot = () => {
    if (known.current?.doc !== doc) known.current = { doc, design: readDesign(doc) };
    return known.current.design;
  };
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** Undo and redo in the drawing. */
export function useDesignHistory(doc: Y.Doc): { undo: () => void; redo: () => void } {
  const history = useRef<DesignHistory | null>(null);
  useEffect(() => {
    const made = designHistory(doc);
    history.current = made;
    return () => made.destroy();
  }, [doc]);
  return useMemo(() => ({ undo: () => history.current?.undo(), redo: () => history.current?.redo() }), []);
}
