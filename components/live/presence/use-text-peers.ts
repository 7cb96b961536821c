'use client';

import { useMemo, useSyncExternalStore } from 'react';
import type { Text as SharedText } from 'yjs';
import type { EditorPeer } from './editor-peers.ts';
import { markedOf } from './place.ts';
import { useRoomPresence } from './room-presence.tsx';

const nobody: readonly EditorPeer[] = [];

/** Other people's carets in one text of a document, as offsets in it; they move with the text. */
export function useTextPeers(
  documentId: string,
  path: string,
  text: SharedText | null,
): readonly EditorPeer[] {
  const peers = useRoomPresence()?.peers;
  const value = useSyncExternalStore(
    (notify) => {
      text?.observe(notify);
      return () => text?.unobserve(notify);
    },
    () => text?.toString() ?? '',
    () => '',
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: an edit before a caret moves it.
  return useMemo(() => {
    if (!peers || !text) return nobody;
    return peers.flatMap(({ of, tone }): EditorPeer[] => {
      const marked = of.documentId === documentId && of.path === path ? markedOf(of, text) : null;
      return marked ? [{ who: of.who, name: of.name, tone, ...marked }] : [];
    });
  }, [peers, text, value, documentId, path]);
}
