import { expect, test } from 'vitest';
import { cleanText } from './clean-text.ts';

test('text of a program can be stored in PostgreSQL and shown on a terminal', () => {
  expect(cleanText('a\u0000b\u001b[2J\u0007\u009b')).toBe('a\ufffdb\ufffd[2J\ufffd\ufffd');
  expect(cleanText('half \ud800 pair')).toBe('half \ufffd pair');
  expect(cleanText('tab\tline\nend 😀 é')).toBe('tab\tline\nend 😀 é');
});
