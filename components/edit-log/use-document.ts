'use client';

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import type { DocumentSync } from './document-sync.ts';
import { useEditLog } from './edit-log-provider.tsx';
import type { SaveState } from './save-state.ts';

export interface UsedDocument {
  /** Null until it shows what was saved: an editor that opened an empty document would look like a loss. */
  doc: Y.Doc | null;
  state: SaveState;
  /** Sends what is unsent; resolves with the state then, after at most `timeoutMs`. */
  flush(timeoutMs: number): Promise<SaveState>;
  /** Null before the page runs in a browser. */
  sync: DocumentSync | null;
}

const loading: SaveState = { kind: 'loading' };

/** A document of the edit log and what the page says about saving it. Inside an EditLogProvider. */
export function useDocument(documentId: string): UsedDocument {
  const client = useEditLog();
  const sync = useMemo(() => client?.document(documentId) ?? null, [client, documentId]);
  const subscribe = useCallback((notify: () => void) => sync?.subscribe(notify) ?? (() => {}), [sync]);
  const state = useSyncExternalStore(
    subscribe,
    () => sync?.state ?? loading,
    () => loading,
  );
  const ready = useSyncExternalStore(
    subscribe,
    () => sync?.ready ?? false,
    () => false,
  );
  return useMemo(
    () => ({
      doc: ready && sync ? sync.doc : null,
      state,
      flush: (timeoutMs: number) => sync?.flush(timeoutMs) ?? Promise.resolve(loading),
      sync,
    }),
    [ready, state, sync],
  );
}
