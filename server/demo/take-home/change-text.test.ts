/** Guarantee: a text becomes the wanted one, and what both have in common is not typed again. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { changeText } from './change-text.ts';

test.each([
  ['a();\nb();\nc();', 'a();\nx();\nc();', 3],
  ['aa', 'aaa', 1],
  ['aaa', 'aa', 0],
  ['same', 'same', 0],
  ['', 'new', 3],
])('%j to %j', (old, wanted, typedMax) => {
  const text = new Y.Doc().getText('file');
  text.insert(0, old);
  let typed = 0;
  text.observe(({ delta }) => {
    for (const { insert } of delta) typed += typeof insert === 'string' ? insert.length : 0;
  });
  changeText(text, wanted);
  expect(text.toString()).toBe(wanted);
  expect(typed).toBeLessThanOrEqual(typedMax);
});
