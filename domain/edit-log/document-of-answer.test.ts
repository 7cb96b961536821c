/**
 * Guarantee: the copy of an answer is that answer, whatever its kind and however it came about, and holds nothing else: no
 * deleted text and no writer of the original. A failing seed is in the test's name.
 */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { AnswerContent, AnswerKind } from '../answer.ts';
import {
  addComponent,
  changeComponent,
  connect,
  readDesign,
  removeParts,
} from '../design/design-document.ts';
import { type SeededRandom, seededRandom } from '../random.ts';
import { answerFromDocument } from './answer-from-document.ts';
import {
  answerDocument,
  answerMap,
  answerText,
  filesMap,
  setPick,
  setTypedUnit,
  setTypedValue,
  systemClientId,
} from './answer-layout.ts';
import { documentOfAnswer } from './document-of-answer.ts';

const kinds: readonly AnswerKind[] = ['choice', 'estimate', 'code', 'sql', 'world', 'discussion', 'design'];
const takesOne = new Set(['one']);
const words = ['a', 'row/column', '', '25,2', 'line\nline', '😀 half\ud83d', '__proto__', 'ümläut'];

function copyOf(answer: AnswerContent): Y.Doc {
  const doc = answerDocument();
  const update = documentOfAnswer(answer, takesOne);
  if (update) Y.applyUpdate(doc, update);
  return doc;
}

/** A document after some minutes of honest work in two tabs. */
function workedOn(random: SeededRandom): Y.Doc {
  const word = () => words[random.below(words.length)] ?? '';
  const tabs = [answerDocument(), answerDocument()];
  for (let step = 0; step < 40; step += 1) {
    const doc = tabs[random.below(2)];
    if (!doc) continue;
    const [file, text] = [`${random.below(3)}.ts`, answerText(doc)];
    const part = () => readDesign(doc).components[random.below(4)]?.id ?? '';
    const choices = [
      () => addComponent(doc, `${step}`, { kind: 'cache', label: word() }),
      () => connect(doc, `${step}`, { from: part(), to: part() }),
      () => changeComponent(doc, part(), { x: random.below(500), setting: { key: 'nodes', value: step } }),
      () => removeParts(doc, [part()]),
      () => setPick(doc, { partId: 'one', optionId: word(), select: 'one' }, random.below(4) > 0),
      () => setPick(doc, { partId: 'grid', optionId: word(), select: 'many' }, random.below(4) > 0),
      () => setTypedValue(doc, word(), word()),
      () => setTypedUnit(doc, word(), word()),
      () => filesMap(doc).set(file, new Y.Text(word())),
      () => filesMap(doc).delete(file),
      () => text.insert(random.below(text.length + 1), word()),
      () => text.delete(0, random.below(text.length + 1)),
      () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(tabs[random.below(2)] ?? doc)),
    ];
    choices[random.below(choices.length)]?.();
  }
  const doc = answerDocument();
  for (const tab of tabs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(tab));
  return doc;
}

test.each(Array.from({ length: 80 }, (_, n) => `copy-${n}`))('%s', (seed) => {
  const doc = workedOn(seededRandom(seed));
  for (const kind of kinds) {
    const answer = answerFromDocument(doc, kind);
    expect(answerFromDocument(copyOf(answer), kind), kind).toEqual(answer);
  }
});

test('nothing of its course comes along, and the writer is the server', () => {
  const doc = Object.assign(answerDocument(), { clientID: 77 });
  answerText(doc).insert(0, 'What I thought first. What I say.');
  answerText(doc).delete(0, 22);
  filesMap(doc).set('solution.ts', new Y.Text('what was there first'));
  filesMap(doc).set('solution.ts', new Y.Text('let a = 1;'));
  for (const kind of ['discussion', 'code'] as const) {
    const update = documentOfAnswer(answerFromDocument(doc, kind));
    if (!update) throw new Error('an answer was lost');
    expect(Buffer.from(update).toString('latin1')).not.toContain('first');
    expect(new Set(Y.decodeUpdate(update).structs.map((struct) => struct.id.client))).toEqual(
      new Set([systemClientId]),
    );
  }
});

test('a copied pick of a part that takes one gives way to the next, others stay beside it', () => {
  const doc = copyOf({ kind: 'choice', picks: { one: ['a'], grid: ['r/c'] } });
  setPick(doc, { partId: 'one', optionId: 'b', select: 'one' }, true);
  setPick(doc, { partId: 'grid', optionId: 'r/d', select: 'many' }, true);
  expect(answerFromDocument(doc, 'choice')).toEqual({
    kind: 'choice',
    picks: { one: ['b'], grid: ['r/c', 'r/d'] },
  });
  expect([...answerMap(doc).keys()].toSorted()).toEqual(['many:grid/r/c', 'many:grid/r/d', 'one:one']);
});

test('an empty answer begins empty', () => {
  expect(documentOfAnswer({ kind: 'discussion', text: '' })).toBeNull();
  expect(documentOfAnswer({ kind: 'choice', picks: {} })).toBeNull();
  expect(
    documentOfAnswer({ kind: 'design', design: { components: [], connections: [] }, note: '' }),
  ).toBeNull();
  expect(documentOfAnswer({ kind: 'estimate', values: {}, reasoning: '' })).toBeNull();
});
