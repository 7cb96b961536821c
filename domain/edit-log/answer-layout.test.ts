/**
 * Guarantee: what is put into a document is what grading reads, whichever tab it came from. Two tabs that pick
 * different options both count; the starter is there once.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isAnswered } from '../answer.ts';
import type { Design } from '../design/design.ts';
import {
  addComponent,
  changeComponent,
  connect,
  removeParts,
  writeDesign,
} from '../design/design-document.ts';
import { answerFromDocument } from './answer-from-document.ts';
import {
  answerCharacters,
  answerDocument,
  answerMap,
  answerText,
  filesMap,
  findAnswerFile,
  initialDocument,
  setPick,
  setTypedUnit,
  setTypedValue,
} from './answer-layout.ts';
import { carryOver } from './carry-over.ts';
import { applyAndCount } from './count-characters.ts';

function merged(...pages: Y.Doc[]): Y.Doc {
  const doc = answerDocument();
  for (const page of pages) Y.applyUpdate(doc, Y.encodeStateAsUpdate(page));
  return doc;
}

test('picks of a part that takes many merge; of a part that takes one, one remains', () => {
  const first = answerDocument();
  const second = answerDocument();
  setPick(first, { partId: 'p1', optionId: 'a', select: 'many' }, true);
  setPick(second, { partId: 'p1', optionId: 'b', select: 'many' }, true);
  setPick(second, { partId: 'grid', optionId: 'row/column', select: 'many' }, true);
  setPick(first, { partId: 'p2', optionId: 'x', select: 'one' }, true);
  setPick(second, { partId: 'p2', optionId: 'y', select: 'one' }, true);
  const answer = answerFromDocument(merged(first, second), 'choice');
  expect(answer).toEqual(answerFromDocument(merged(second, first), 'choice'));
  expect(answer).toMatchObject({ picks: { p1: ['a', 'b'], grid: ['row/column'] } });
  if (answer.kind === 'choice') expect(['x', 'y']).toContain(answer.picks.p2?.join());
});

test('a pick that is taken back is gone, and taking back what another pick replaced changes nothing', () => {
  const page = answerDocument();
  setPick(page, { partId: 'p', optionId: 'a', select: 'one' }, true);
  setPick(page, { partId: 'p', optionId: 'b', select: 'one' }, true);
  setPick(page, { partId: 'p', optionId: 'a', select: 'one' }, false);
  setPick(page, { partId: 'q', optionId: 'a', select: 'many' }, true);
  setPick(page, { partId: 'q', optionId: 'a', select: 'many' }, false);
  expect(answerFromDocument(page, 'choice')).toEqual({ kind: 'choice', picks: { p: ['b'] } });
});

test('an estimate keeps value, unit and reasoning', () => {
  const page = answerDocument();
  setTypedUnit(page, 'a', 'ms');
  setTypedValue(page, 'a', '25,2');
  setTypedValue(page, 'c', 'fits');
  answerText(page).insert(0, 'because');
  expect(answerFromDocument(page, 'estimate')).toEqual({
    kind: 'estimate',
    values: { a: { value: '25,2', unit: 'ms' }, c: { value: 'fits', unit: '' } },
    reasoning: 'because',
  });
});

test('the starter is the same bytes each time, so that inserting it twice is inserting it once', () => {
  const starter = [
    { path: 'solution.ts', text: 'one\n' },
    { path: 'a.ts', text: 'two\n' },
  ];
  const initial = initialDocument('code', starter);
  const again = initialDocument('code', starter);
  if (!initial || !again) throw new Error('a code question has a starter');
  expect(again).toEqual(initial);
  const doc = answerDocument();
  Y.applyUpdate(doc, initial);
  Y.applyUpdate(doc, again);
  expect(answerFromDocument(doc, 'code')).toEqual({ kind: 'code', files: [...starter].reverse() });
  expect(answerCharacters(doc)).toBe(8);
  expect(findAnswerFile(doc, 'a.ts')?.toString()).toBe('two\n');
  expect(findAnswerFile(doc, 'missing.ts')).toBeNull();
  expect(initialDocument('discussion', starter)).toBeNull();
});

const start: Design = {
  components: [
    { id: 'api', kind: 'service', label: 'api', x: 0, y: 0, settings: { replicas: 4 } },
    { id: 'db', kind: 'sql', label: 'db', x: 200, y: 0, settings: {} },
  ],
  connections: [{ id: 'c', from: 'api', to: 'db', settings: { timeoutMs: 500 } }],
};

test('a design begins with its starting drawing, the same bytes each time, and keeps its note', () => {
  const initial = initialDocument('design', [], start);
  if (!initial) throw new Error('a design has a starting drawing');
  expect(initialDocument('design', [], start)).toEqual(initial);
  const doc = answerDocument();
  Y.applyUpdate(doc, initial);
  Y.applyUpdate(doc, initial);
  expect(answerFromDocument(doc, 'design')).toEqual({ kind: 'design', design: start, note: '' });
  expect(isAnswered(answerFromDocument(doc, 'design'), [], start)).toBe(false);
  answerText(doc).insert(0, 'A queue, because');
  expect(answerFromDocument(doc, 'design')).toMatchObject({ note: 'A queue, because' });
  expect(isAnswered(answerFromDocument(doc, 'design'), [], start)).toBe(true);
  expect(initialDocument('design', [])).toBeNull();
});

test('what does not belong to the layout is left out, and a hostile key is a key like any other', () => {
  const page = answerDocument();
  answerMap(page).set('one:p', 5);
  answerMap(page).set('many:no-slash', true);
  answerMap(page).set('many:p/a', 'yes');
  answerMap(page).set('one:__proto__', 'polluted');
  filesMap(page).set('not-text.ts', 'a string');
  const answer = answerFromDocument(page, 'choice');
  if (answer.kind !== 'choice') throw new Error(answer.kind);
  expect(Object.entries(answer.picks)).toEqual([['__proto__', ['polluted']]]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(answerFromDocument(page, 'code')).toEqual({ kind: 'code', files: [] });
});

test('carrying over makes the same changes under the document’s own client id, and touches nothing else', () => {
  const old = Object.assign(answerDocument(), { clientID: 1 });
  answerText(old).insert(0, 'start 😀 middle end');
  setPick(old, { partId: 'p', optionId: 'a', select: 'many' }, true);
  filesMap(old).set('kept.ts', new Y.Text('let a = 1;'));
  filesMap(old).set('gone.ts', new Y.Text('x'));
  writeDesign(old, start);
  const doc = merged(old);
  doc.clientID = 2;
  const before = Y.encodeStateVector(doc);
  const unsent: Uint8Array[] = [];
  old.on('update', (bytes: Uint8Array) => unsent.push(bytes));
  answerText(old).insert(0, 'first ');
  answerText(old).delete(answerText(old).length - 3, 3);
  answerText(old).insert(answerText(old).toString().indexOf('middle'), '😁 ');
  setPick(old, { partId: 'p', optionId: 'a', select: 'many' }, false);
  setPick(old, { partId: 'p', optionId: 'b', select: 'many' }, true);
  findAnswerFile(old, 'kept.ts')?.insert(4, 'const ');
  filesMap(old).set('new.ts', new Y.Text('y'));
  filesMap(old).delete('gone.ts');
  addComponent(old, 'cache', { kind: 'cache', label: 'cache', settings: { nodes: 2 } });
  connect(old, 'd', { from: 'api', to: 'cache' });
  changeComponent(old, 'api', { x: 80, setting: { key: 'replicas', value: 6 } });
  removeParts(old, ['db']);
  carryOver(doc, unsent);
  for (const kind of ['choice', 'estimate', 'code', 'discussion', 'design'] as const) {
    expect(answerFromDocument(doc, kind)).toEqual(answerFromDocument(old, kind));
  }
  const written = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, before)).structs;
  expect(new Set(written.map((struct) => struct.id.client))).toEqual(new Set([2]));
  const texts = written.flatMap((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : [],
  );
  expect(texts.join('')).not.toContain('middle');
});

test('characters of a change are those inserted and still there, and those removed that were there', () => {
  const page = answerDocument();
  answerText(page).insert(0, 'twelve chars');
  const server = merged(page);
  const before = Y.encodeStateVector(page);
  answerText(page).insert(0, 'abcdef');
  answerText(page).delete(4, 4); // two of its own, two of the old
  setTypedValue(page, 'p', '120');
  const change = Y.encodeStateAsUpdate(page, before);
  expect(applyAndCount(server, change)).toBe(4 + 2 + 3);
  expect(applyAndCount(server, change)).toBe(0);
  expect(answerText(server).toString()).toBe('abcdelve chars');
});
