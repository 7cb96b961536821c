'use client';

import { useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { Text as SharedText } from 'yjs';
import { filesMap } from '../../../domain/edit-log/answer-layout.ts';
import type { EditorFile } from '../../code-editor/editor-file.ts';

/** The answer's own files, the same array as long as there are the same files. */
export function useOwnFiles(doc: Y.Doc | null, readOnly: boolean): readonly EditorFile[] {
  const paths = useSyncExternalStore(
    (notify) => {
      if (!doc) return () => {};
      const map = filesMap(doc);
      map.observe(notify);
      return () => map.unobserve(notify);
    },
    () => (doc ? [...filesMap(doc).keys()].sort().join('\n') : ''),
    () => '',
  );
  return useMemo(() => {
    if (!doc || paths === '') return [];
    return paths.split('\n').flatMap((path): EditorFile[] => {
      const text = filesMap(doc).get(path);
      return text instanceof SharedText ? [{ path, text, readOnly }] : [];
    });
  }, [doc, paths, readOnly]);
}
