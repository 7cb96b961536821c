/** Guarantee: no typed update is left out of its chunks, and a chunk that was sent never changes. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerDocument, answerText } from '../../domain/edit-log/answer-layout.ts';
import { chunkBytesMax } from '../../domain/edit-log/limits.ts';
import { seededRandom } from '../../domain/random.ts';
import { bytesOf, Outbox } from './outbox.ts';
import { SeqTracker } from './seq-tracker.ts';

function outbox(): Outbox {
  let n = 0;
  return new Outbox(() => `batch-${n++}`);
}

test('hours of typing without a network stay in few chunks of bounded size that give back every character', () => {
  const box = outbox();
  const page = answerDocument();
  page.on('update', (bytes: Uint8Array) => box.add(bytes));
  const random = seededRandom('typing');
  for (let i = 0; i < 6_000; i += 1) {
    const text = answerText(page);
    if (random.below(8) === 0 && text.length > 0) text.delete(random.below(text.length), 1);
    else text.insert(random.below(text.length + 1), 'ab');
  }
  const doc = answerDocument();
  for (const chunk of box.chunks) {
    expect(bytesOf(chunk).byteLength).toBeLessThanOrEqual(chunkBytesMax);
    Y.applyUpdate(doc, bytesOf(chunk));
    expect(doc.store.pendingStructs).toBeNull();
  }
  expect(answerText(doc).toString()).toBe(answerText(page).toString());
  expect(box.chunks.length).toBeLessThan(20);
});

test('what is typed after a chunk was sent goes into the next; what was read from storage comes first', () => {
  const box = outbox();
  const page = answerDocument();
  page.on('update', (bytes: Uint8Array) => box.add(bytes));
  answerText(page).insert(0, 'a');
  const sent = box.first;
  if (!sent) throw new Error('nothing to send');
  sent.frozen = true;
  const bytes = bytesOf(sent);
  answerText(page).insert(1, 'b');
  expect(bytesOf(sent)).toEqual(bytes);
  box.restore([{ batchId: 'stored', bytes: new Uint8Array([0, 0]) }]);
  expect(box.chunks.map((chunk) => chunk.batchId)).toEqual(['stored', 'batch-0', 'batch-1']);
  box.remove(sent);
  expect(box.replaceAll(null).map((chunk) => chunk.batchId)).toEqual(['stored', 'batch-1']);
  expect(box.first).toBeNull();
});

test('numbers may come in any order: a hole shows until it is filled', () => {
  const tracker = new SeqTracker();
  tracker.noteThrough(10);
  tracker.note(12);
  expect([tracker.through, tracker.hasGap]).toEqual([10, true]);
  tracker.note(11);
  expect([tracker.through, tracker.hasGap]).toEqual([12, false]);
  tracker.expect(14);
  expect(tracker.hasGap).toBe(true);
  tracker.noteThrough(13);
  tracker.note(5);
  expect([tracker.through, tracker.hasGap]).toEqual([13, true]);
  tracker.note(14);
  expect([tracker.through, tracker.hasGap]).toEqual([14, false]);
});
