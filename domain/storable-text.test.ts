import { expect, test } from 'vitest';
import { storableText } from './storable-text.ts';

// The guarantee: nothing that a person or a program sends makes the database refuse a row, and what is replaced keeps its
// length, because evidence points into answers by offset.
test('a null character and half pairs are replaced one for one', () => {
  expect(storableText('a\u0000b\uD800c\uDC00d')).toBe('a\uFFFDb\uFFFDc\uFFFDd');
  expect(storableText('\uD83D\uDE00 and tab\t, escape \u001B')).toBe('\uD83D\uDE00 and tab\t, escape \u001B');
});
