import type { CardChange, OutboxEntry, OutboxStore } from './card-outbox.ts';

/**
 * Keeps unsent changes in this browser, one entry each, so that two tabs never write over each other's. Where storage is
 * forbidden they last as long as the page.
 */
export function browserOutboxStore(attemptId: string, personId: string): OutboxStore {
  const prefix = `plumbline-card/${attemptId}/${personId}/`;
  return {
    list() {
      return tried<OutboxEntry[]>([], () =>
        Object.keys(localStorage)
          .filter((name) => name.startsWith(prefix))
          .flatMap((name) => {
            const change = readChange(localStorage.getItem(name) ?? '');
            return change ? [{ key: name.slice(prefix.length), change }] : [];
          }),
      );
    },
    put: ({ key, change }) =>
      tried(undefined, () => localStorage.setItem(prefix + key, JSON.stringify(change))),
    remove: (key) => tried(undefined, () => localStorage.removeItem(prefix + key)),
  };
}

const kinds: readonly CardChange['kind'][] = ['pin-moment', 'pin-selection', 'rate', 'unpin', 'notes'];

/** What an earlier page of ours wrote; the server reads it strictly. */
function readChange(text: string): CardChange | null {
  const value: CardChange | null = tried(null, () => JSON.parse(text));
  return value && kinds.includes(value.kind) ? value : null;
}

function tried<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
