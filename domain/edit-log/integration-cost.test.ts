/**
 * Guarantee: no update can hold the process for long, and no honest one is refused for it. If the measure is too low,
 * one candidate can stop the clock of all others; if it is too high, edits are refused that were fine.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seededRandom } from '../random.ts';
import { admitUpdate, readUpdate } from './admit-update.ts';
import { answerDocument, answerMap, answerRoots, answerText } from './answer-layout.ts';
import { integrationSteps } from './integration-cost.ts';
import { integrationStepsMax } from './limits.ts';

const stepsOf = (doc: Y.Doc, bytes: Uint8Array) =>
  integrationSteps(doc, readUpdate(bytes)?.structs ?? [], integrationStepsMax);

/** Yjs adds every item that it walks past to a set: counted, this is what merging really costs. */
function walkedBy(work: () => void): number {
  const add = Set.prototype.add;
  let added = 0;
  Set.prototype.add = function count(this: Set<unknown>, value: unknown) {
    if (value instanceof Y.Item) added += 1;
    return add.call(this, value);
  };
  try {
    work();
  } finally {
    Set.prototype.add = add;
  }
  return added / 2;
}

test('it is never less than what merging walks past', () => {
  let walkedInAll = 0;
  for (const seed of Array.from({ length: 60 }, (_, i) => `seed-${i}`)) {
    const random = seededRandom(seed);
    const server = answerDocument();
    const pages = [1, 2, 3].map((clientID) => Object.assign(answerDocument(), { clientID }));
    for (let round = 0; round < 30; round += 1) {
      const page = pages[random.below(pages.length)];
      if (!page) continue;
      const before = Y.encodeStateVector(server);
      for (let edit = random.below(12); edit >= 0; edit -= 1) randomEdit(page, random);
      // Sometimes several edits pile up before they meet: then neighbours are far apart.
      if (random.below(3) === 0) continue;
      const bytes = Y.encodeStateAsUpdate(page, before);
      const measured = stepsOf(server, bytes);
      const walked = walkedBy(() => Y.applyUpdate(server, bytes));
      expect(measured, `${seed}, round ${round}`).toBeGreaterThanOrEqual(walked);
      walkedInAll += walked;
      Y.applyUpdate(page, Y.encodeStateAsUpdate(server));
    }
  }
  expect(walkedInAll).toBeGreaterThan(1_000);
});

function randomEdit(doc: Y.Doc, random: ReturnType<typeof seededRandom>): void {
  const text = answerText(doc);
  const at = random.below(text.length + 1);
  const choice = random.below(4);
  if (choice === 0) answerMap(doc).set(`value:p${random.below(3)}`, `${random.below(100)}`);
  else if (choice === 1 && at < text.length) text.delete(at, Math.min(text.length - at, 1 + random.below(5)));
  else text.insert(at, 'abcdefgh'.slice(0, 1 + random.below(8)));
}

test('an hour of typing, jumping and correcting by one person costs nothing, sent in small batches or whole', () => {
  const random = seededRandom('hour');
  const page = answerDocument();
  const server = answerDocument();
  let most = 0;
  for (let batch = 0; batch < 1_500; batch += 1) {
    const before = Y.encodeStateVector(page);
    for (let i = 0; i < 3; i += 1) randomEdit(page, random);
    const bytes = Y.encodeStateAsUpdate(page, before);
    most = Math.max(most, stepsOf(server, bytes));
    Y.applyUpdate(server, bytes);
  }
  expect(most).toBe(0);
  // Whole, the first text of an empty document: items are listed in the order of typing, not of the text.
  expect(stepsOf(answerDocument(), Y.encodeStateAsUpdate(page))).toBeLessThan(integrationStepsMax / 10);
});

test('two tabs that wrote long at the same place without a network still merge', () => {
  const random = seededRandom('tabs');
  const first = answerDocument();
  const second = answerDocument();
  for (let i = 0; i < 600; i += 1) {
    randomEdit(first, random);
    randomEdit(second, random);
  }
  expect(stepsOf(first, Y.encodeStateAsUpdate(second))).toBeLessThan(integrationStepsMax);
});

const textKey = [4, ...new TextEncoder().encode('text')];
const varint = (n: number): number[] => (n < 128 ? [n] : [128 | (n % 128), ...varint(Math.floor(n / 128))]);

/** Thousands of items that all name the two ends of the text, or its first item, as their neighbours. */
function crowd(client: number, count: number, item: readonly number[]): Uint8Array {
  return new Uint8Array([
    1,
    ...varint(count),
    client,
    0,
    ...Array.from({ length: count }, () => item).flat(),
    0,
  ]);
}

test('an update that would take half a minute to merge is refused, and measuring stops soon after the bound', () => {
  const server = answerDocument();
  const first = new Uint8Array([1, 1, 5, 0, 4, 1, ...textKey, 1, 97, 0]);
  Y.applyUpdate(server, first);
  for (let i = 0; i < 15; i += 1) {
    Y.applyUpdate(server, crowdBehindFirst(4_000 * i + 1, 4_000));
  }
  const attack = readUpdate(crowd(9, 4_000, [4, 1, ...textKey, 1, 98]));
  if (!attack) throw new Error('the attack is no update');
  expect(admitUpdate(server, attack, { roots: answerRoots })).toMatchObject({ kind: 'refused' });
  expect(integrationSteps(server, attack.structs, integrationStepsMax)).toBeLessThan(2 * integrationStepsMax);
});

function crowdBehindFirst(clock: number, count: number): Uint8Array {
  const item = [0x84, 5, 0, 1, 97];
  return new Uint8Array([
    ...[1, ...varint(count), 5, ...varint(clock)],
    ...Array.from({ length: count }, () => item).flat(),
    0,
  ]);
}

test('neighbours that the same update brings under another client id are counted from above', () => {
  const server = answerDocument();
  answerText(server).insert(0, 'x');
  // Client 9 is listed first and builds on client 8, which is listed after it.
  const attack = new Uint8Array([2, 1, 9, 0, 0x84, 8, 0, 1, 98, 1, 8, 0, 4, 1, ...textKey, 1, 97, 0]);
  expect(stepsOf(server, attack)).toBeGreaterThan(0);
});
