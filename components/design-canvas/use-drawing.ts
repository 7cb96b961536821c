'use client';

import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { type Drawing, drawingHistory, readDrawing } from '../../domain/drawing/drawing.ts';

/** The drawing of a document as plain values; read again when the document changes. */
export function useDrawing(doc: Y.Doc): Drawing {
  const known = useRef<{ doc: Y.Doc; drawing: Drawing } | null>(null);
  const subscribe = useCallback(
    (notify: () => void) => {
      const changed = () => {
        known.current = null;
        notify();
      };
      // What was changed between the first drawing and this is read now: nobody told of it.
      known.current = null;
      doc.on('update', changed);
      return () => doc.off('update', changed);
    },
    [doc],
  );
  const snapshot = () => {
    if (known.current?.doc !== doc) known.current = { doc, drawing: readDrawing(doc) };
    return known.current.drawing;
  };
  return useSyncExternalStore(subscribe, snapshot, snapshot);
}

/** Undo and redo of this person's own changes. */
export function useDrawingHistory(doc: Y.Doc): { undo: () => void; redo: () => void } {
  const history = useMemo(() => drawingHistory(doc), [doc]);
  useEffect(() => () => history.destroy(), [history]);
  return useMemo(() => ({ undo: () => void history.undo(), redo: () => void history.redo() }), [history]);
}
