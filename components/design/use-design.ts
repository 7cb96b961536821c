'use client';

import { useEffect, useMemo, useRef } from 'react';
import type * as Y from 'yjs';
import type { Design } from '../../domain/design/design.ts';
import {
  componentsOf,
  connectionsOf,
  type DesignHistory,
  designHistory,
  readDesign,
} from '../../domain/design/design-document.ts';
import { type DocumentReader, useDocumentValue } from '../edit-log/use-document-value.ts';

const reader: DocumentReader<Design> = {
  read: readDesign,
  // Not all of the document: the note is written beside the drawing.
  observe: (doc, changed) => {
    const parts = [componentsOf(doc), connectionsOf(doc)];
    for (const part of parts) part.observeDeep(changed);
    return () => {
      for (const part of parts) part.unobserveDeep(changed);
    };
  },
};

/** The drawing of a document as plain values; the same object until the drawing changes, whatever is written in the note. */
export function useDesign(doc: Y.Doc): Design {
  return useDocumentValue(doc, reader);
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
