'use client';

import { useEffect, useMemo } from 'react';
import type * as Y from 'yjs';
import { type Drawing, drawingHistory, readDrawing } from '../../domain/drawing/drawing.ts';
import { type DocumentReader, useDocumentValue } from '../edit-log/use-document-value.ts';

const reader: DocumentReader<Drawing> = {
  read: readDrawing,
  observe: (doc, changed) => {
    doc.on('update', changed);
    return () => doc.off('update', changed);
  },
};

/** The drawing of a document as plain values; read again when the document changes. */
export function useDrawing(doc: Y.Doc): Drawing {
  return useDocumentValue(doc, reader);
}

/** Undo and redo of this person's own changes. */
export function useDrawingHistory(doc: Y.Doc): { undo: () => void; redo: () => void } {
  const history = useMemo(() => drawingHistory(doc), [doc]);
  useEffect(() => () => history.destroy(), [history]);
  return useMemo(() => ({ undo: () => void history.undo(), redo: () => void history.redo() }), [history]);
}
