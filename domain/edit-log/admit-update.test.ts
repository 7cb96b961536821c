/**
 * Guarantee: an update is admitted exactly when Yjs would integrate all of it at once. A stored update that waits for
 * others is acknowledged and invisible: the candidate reads "Saved" and the answer lacks the text.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../random.ts';
import { admitUpdate, readUpdate } from './admit-update.ts';
import { answerDocument, answerMap, answerRoots, answerText, filesMap } from './answer-layout.ts';
import { documentClientsMax } from './limits.ts';

const shape = { roots: answerRoots };

function admit(doc: Y.Doc, bytes: Uint8Array) {
  const update = readUpdate(bytes);
  if (!update) throw new Error('not an update');
  return admitUpdate(doc, update, shape);
}

function waits(doc: Y.Doc, bytes: Uint8Array): boolean {
  const copy = answerDocument();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(copy, bytes);
  return copy.store.pendingStructs !== null || copy.store.pendingDs !== null;
}

test.each(Array.from({ length: 60 }, (_, i) => `seed-${i}`))(
  'its word is what Yjs does, for updates in any order, lost, merged and sliced (%s)',
  (seed) => {
    const random = seededRandom(seed);
    const pages = [1, 2].map((clientID) => Object.assign(answerDocument(), { clientID }));
    const sent: Uint8Array[] = [];
    for (const page of pages) page.on('update', (bytes: Uint8Array) => sent.push(bytes));
    for (let i = 0; i < 60; i += 1) {
      const page = pages[random.below(2)];
      if (!page) continue;
      const text = answerText(page);
      const choice = random.below(5);
      if (choice === 0) Y.applyUpdate(page, Y.encodeStateAsUpdate(pages[random.below(2)] ?? page));
      else if (choice === 1) answerMap(page).set(`many:a/${random.below(4)}`, true);
      else if (choice === 2 && text.length > 0) text.delete(random.below(text.length), 1);
      else text.insert(random.below(text.length + 1), 'word ');
    }
    const server = answerDocument();
    let taken = 0;
    let refused = 0;
    for (const _ of Array.from({ length: 120 })) {
      const some = Array.from(
        { length: 1 + random.below(3) },
        () => sent[random.below(Math.min(sent.length, 3 * taken + 3))],
      );
      const bytes = Y.mergeUpdates(some.flatMap((one) => one ?? []));
      const admission = admit(server, bytes);
      expect(admission.kind).toBe(waits(server, bytes) ? 'lacks-structs' : 'fits');
      if (admission.kind === 'fits') {
        Y.applyUpdate(server, bytes);
        taken += 1;
      } else refused += 1;
    }
    expect(taken).toBeGreaterThan(0);
    expect(taken + refused).toBe(120);
  },
);

test('who inserts is told from what is new: what the document has already binds nobody', () => {
  const first = Object.assign(answerDocument(), { clientID: 7 });
  const second = Object.assign(answerDocument(), { clientID: 8 });
  answerText(first).insert(0, 'by seven');
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
  const server = answerDocument();
  Y.applyUpdate(server, Y.encodeStateAsUpdate(first));
  answerText(second).insert(0, 'by eight ');
  answerText(second).delete(9, 2);
  expect(admit(server, Y.encodeStateAsUpdate(second))).toEqual({ kind: 'fits', insertingClients: [8] });
  expect(admit(answerDocument(), Y.encodeStateAsUpdate(second))).toEqual({
    kind: 'fits',
    insertingClients: [8, 7],
  });
});

test('files, texts, picks and their removal are what an answer is made of', () => {
  const page = answerDocument();
  filesMap(page).set('solution.ts', new Y.Text('a 𝒳 b'));
  answerMap(page).set('value:p1', '25,2');
  answerMap(page).set('many:p2/a', true);
  answerMap(page).delete('many:p2/a');
  answerText(page).insert(0, 'why');
  expect(admit(answerDocument(), Y.encodeStateAsUpdate(page)).kind).toBe('fits');
});

test('a document takes a bounded number of client ids', () => {
  const server = answerDocument();
  for (let clientID = 1; clientID <= documentClientsMax; clientID += 1) {
    const page = Object.assign(answerDocument(), { clientID });
    answerMap(page).set(`value:p${clientID}`, 'x');
    Y.applyUpdate(server, Y.encodeStateAsUpdate(page));
  }
  const one = Object.assign(answerDocument(), { clientID: 999_999 });
  answerText(one).insert(0, 'x');
  expect(admit(server, Y.encodeStateAsUpdate(one))).toMatchObject({ kind: 'refused' });
});
