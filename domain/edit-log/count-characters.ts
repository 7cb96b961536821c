import * as Y from 'yjs';

/**
 * Applies an update and says how many characters it changed: inserted and still there, plus removed ones that were
 * there before. A pick or a typed value counts by its length, at least 1.
 */
export function applyAndCount(doc: Y.Doc, bytes: Uint8Array): number {
  let characters = 0;
  const count = (transaction: Y.Transaction) => {
    // Counted before the transaction's own clean-up, which forgets removed content.
    characters = insertedCharacters(transaction) + removedCharacters(transaction);
  };
  doc.on('afterTransaction', count);
  try {
    Y.applyUpdate(doc, bytes);
  } finally {
    doc.off('afterTransaction', count);
  }
  return characters;
}

/** Applies an update and says whether anything was new in it, deletions included. */
export function applyAndTell(doc: Y.Doc, bytes: Uint8Array): boolean {
  let changed = false;
  const note = () => {
    changed = true;
  };
  doc.on('update', note);
  try {
    Y.applyUpdate(doc, bytes);
  } finally {
    doc.off('update', note);
  }
  return changed;
}

function insertedCharacters(transaction: Y.Transaction): number {
  let sum = 0;
  for (const [client, after] of transaction.afterState) {
    const before = transaction.beforeState.get(client) ?? 0;
    if (after <= before) continue;
    for (const struct of transaction.doc.store.clients.get(client) ?? []) {
      if (struct.id.clock < before || !(struct instanceof Y.Item) || struct.deleted) continue;
      sum += charactersOf(struct);
    }
  }
  return sum;
}

function removedCharacters(transaction: Y.Transaction): number {
  let sum = 0;
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    const known = struct.id.clock < (transaction.beforeState.get(struct.id.client) ?? 0);
    if (known && struct instanceof Y.Item) sum += charactersOf(struct);
  });
  return sum;
}

function charactersOf(item: Y.Item): number {
  if (item.content instanceof Y.ContentString) return item.length;
  if (item.content instanceof Y.ContentAny) {
    return item.content
      .getContent()
      .reduce((sum: number, value: unknown) => sum + (typeof value === 'string' ? value.length : 1), 0);
  }
  return 0;
}
