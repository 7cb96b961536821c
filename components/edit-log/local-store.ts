/**
 * The browser's own storage of the edit log: edits that are not acknowledged, by the tab that made them, and the last
 * known state of each document, so that a page that is opened again without a network shows what was there.
 */
export interface StoredChunk {
  documentId: string;
  tabId: string;
  batchId: string;
  /** Order within the tab. */
  n: number;
  attemptId: string;
  /** The server did not take it as it is: to be written again under another client id. */
  refused: boolean;
  bytes: Uint8Array;
}

export interface StoredState {
  documentId: string;
  attemptId: string;
  bytes: Uint8Array;
}

export type ChunkKey = Pick<StoredChunk, 'documentId' | 'tabId' | 'batchId'>;

export interface LocalStore {
  load(documentId: string): Promise<{ state: StoredState | null; chunks: StoredChunk[] }>;
  /**
   * Makes chunks of these tabs the caller's and gives them, in order. Of two tabs that claim at once one gets them: what
   * was typed once is written once.
   */
  claim(documentId: string, fromTabIds: readonly string[], byTabId: string): Promise<StoredChunk[]>;
  /** All of it or nothing. */
  write(change: {
    put?: readonly StoredChunk[];
    remove?: readonly ChunkKey[];
    state?: StoredState | null;
    forgetStateOf?: string | null;
  }): Promise<void>;
  /** Documents of the attempt with edits in storage, and whose. */
  listWaiting(attemptId: string): Promise<{ documentId: string; tabId: string }[]>;
  /** Removes everything of the attempt: called once the submission is acknowledged. */
  forget(attemptId: string): Promise<void>;
}

const databaseName = 'plumbline-edit-log';
const version = 1;

/** IndexedDB. Every method rejects when the browser has none (private windows of old browsers); callers go on without. */
export function indexedDbStore(): LocalStore {
  let opened: Promise<IDBDatabase> | null = null;
  const database = () => {
    const forget = () => {
      opened = null;
    };
    opened ??= openDatabase(forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opened;
  };
  const within = async (mode: IDBTransactionMode, work: (transaction: IDBTransaction) => void) => {
    const transaction = (await database()).transaction(['chunks', 'states'], mode);
    const done = completion(transaction);
    work(transaction);
    await done;
  };
  return {
    async load(documentId) {
      let chunks: StoredChunk[] = [];
      let state: StoredState | null = null;
      await within('readonly', (transaction) => {
        const all: IDBRequest<StoredChunk[]> = transaction.objectStore('chunks').getAll(rangeOf(documentId));
        all.onsuccess = () => {
          chunks = all.result;
        };
        const one: IDBRequest<StoredState | undefined> = transaction.objectStore('states').get(documentId);
        one.onsuccess = () => {
          state = one.result ?? null;
        };
      });
      return { state, chunks };
    },
    async claim(documentId, fromTabIds, byTabId) {
      let claimed: StoredChunk[] = [];
      await within('readwrite', (transaction) => {
        const chunks = transaction.objectStore('chunks');
        const all: IDBRequest<StoredChunk[]> = chunks.getAll(rangeOf(documentId));
        all.onsuccess = () => {
          claimed = inOrder(all.result.filter((chunk) => fromTabIds.includes(chunk.tabId)));
          for (const { tabId, batchId } of claimed) chunks.delete([documentId, tabId, batchId]);
          for (const chunk of claimed) chunks.put({ ...chunk, tabId: byTabId });
        };
      });
      return claimed.map((chunk) => ({ ...chunk, tabId: byTabId }));
    },
    async write({ put = [], remove = [], state = null, forgetStateOf = null }) {
      await within('readwrite', (transaction) => {
        const chunks = transaction.objectStore('chunks');
        for (const key of remove) chunks.delete([key.documentId, key.tabId, key.batchId]);
        for (const chunk of put) chunks.put(chunk);
        if (forgetStateOf) transaction.objectStore('states').delete(forgetStateOf);
        if (state) transaction.objectStore('states').put(state);
      });
    },
    async listWaiting(attemptId) {
      let waiting: { documentId: string; tabId: string }[] = [];
      await within('readonly', (transaction) => {
        const all: IDBRequest<StoredChunk[]> = transaction
          .objectStore('chunks')
          .index('attempt')
          .getAll(attemptId);
        all.onsuccess = () => {
          waiting = all.result.map(({ documentId, tabId }) => ({ documentId, tabId }));
        };
      });
      return waiting;
    },
    async forget(attemptId) {
      await within('readwrite', (transaction) => {
        for (const name of ['chunks', 'states']) {
          const store = transaction.objectStore(name);
          const keys = store.index('attempt').getAllKeys(attemptId);
          keys.onsuccess = () => {
            for (const key of keys.result) store.delete(key);
          };
        }
      });
    },
  };
}

/** Every key that begins with the document: an array sorts after all strings. */
function rangeOf(documentId: string): IDBKeyRange {
  return IDBKeyRange.bound([documentId], [documentId, []]);
}

/** Tab by tab, each in the order of its typing. */
export function inOrder(chunks: readonly StoredChunk[]): StoredChunk[] {
  return [...chunks].sort((a, b) => (a.tabId < b.tabId ? -1 : a.tabId > b.tabId ? 1 : a.n - b.n));
}

function openDatabase(onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, version);
    request.onupgradeneeded = () => {
      const chunks = request.result.createObjectStore('chunks', {
        keyPath: ['documentId', 'tabId', 'batchId'],
      });
      chunks.createIndex('attempt', 'attemptId');
      const states = request.result.createObjectStore('states', { keyPath: 'documentId' });
      states.createIndex('attempt', 'attemptId');
    };
    request.onsuccess = () => {
      // A later version of the page needs the database alone while it upgrades.
      request.result.onversionchange = () => {
        request.result.close();
        onClosed();
      };
      request.result.onclose = onClosed;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('the browser storage did not open'));
  });
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser storage refused'));
    transaction.onerror = () => reject(transaction.error ?? new Error('the browser storage failed'));
  });
}
