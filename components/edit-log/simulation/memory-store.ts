import { inOrder, type LocalStore, type StoredChunk, type StoredState } from '../local-store.ts';

/** One browser's storage: it outlives tabs and the browser's process. */
export class MemoryStore {
  readonly chunks = new Map<string, StoredChunk>();
  readonly states = new Map<string, StoredState>();

  /** The storage as one tab sees it: what a tab has not finished writing when it dies was never written. */
  seenBy(tab: { alive: boolean }, later: (run: () => void) => void): LocalStore {
    const { chunks, states } = this;
    const transaction = <T>(work: () => T): Promise<T> =>
      new Promise((resolve) => {
        later(() => {
          if (tab.alive) resolve(work());
        });
      });
    return {
      load: (documentId) =>
        transaction(() => ({
          state: states.get(documentId) ?? null,
          chunks: [...chunks.values()].filter((chunk) => chunk.documentId === documentId),
        })),
      claim: (documentId, fromTabIds, byTabId) =>
        transaction(() => {
          const wanted = [...chunks.values()].filter(
            (chunk) => chunk.documentId === documentId && fromTabIds.includes(chunk.tabId),
          );
          const claimed = inOrder(wanted).map((chunk) => ({ ...chunk, tabId: byTabId }));
          for (const chunk of wanted) chunks.delete(keyOf(chunk));
          for (const chunk of claimed) chunks.set(keyOf(chunk), chunk);
          return claimed;
        }),
      write: ({ put = [], remove = [], state = null, forgetStateOf = null }) =>
        transaction(() => {
          for (const key of remove) chunks.delete(keyOf(key));
          for (const chunk of put) chunks.set(keyOf(chunk), { ...chunk, bytes: chunk.bytes.slice() });
          if (forgetStateOf) states.delete(forgetStateOf);
          if (state) states.set(state.documentId, state);
        }),
      listWaiting: (attemptId) =>
        transaction(() =>
          [...chunks.values()]
            .filter((chunk) => chunk.attemptId === attemptId)
            .map(({ documentId, tabId }) => ({ documentId, tabId })),
        ),
      forget: (attemptId) =>
        transaction(() => {
          for (const kept of [chunks, states]) {
            for (const [key, value] of kept) if (value.attemptId === attemptId) kept.delete(key);
          }
        }),
    };
  }
}

function keyOf(key: { documentId: string; tabId: string; batchId: string }): string {
  return `${key.documentId} ${key.tabId} ${key.batchId}`;
}
