'use client';

import { useCallback, useSyncExternalStore } from 'react';
import type { Text as SharedText } from 'yjs';
import { spliceBetween } from './text-splice.ts';

/**
 * A shared text as a value and a setter for plain inputs. A change is written as one small splice, never as a
 * replacement, so edits from another tab or machine survive it.
 */
export function useSharedText(text: SharedText): [string, (next: string, caret?: number) => void] {
  const subscribe = useCallback(
    (listener: () => void) => {
      text.observe(listener);
      return () => text.unobserve(listener);
    },
    [text],
  );
  const value = useSyncExternalStore(
    subscribe,
    () => text.toString(),
    () => text.toString(),
  );
  const write = useCallback(
    (next: string, caret?: number) => {
      const splice = spliceBetween(text.toString(), next, caret);
      if (!splice) return;
      const change = () => {
        if (splice.remove > 0) text.delete(splice.at, splice.remove);
        if (splice.insert) text.insert(splice.at, splice.insert);
      };
      if (text.doc) text.doc.transact(change);
      else change();
    },
    [text],
  );
  return [value, write];
}
