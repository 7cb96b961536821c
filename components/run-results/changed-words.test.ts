import { describe, expect, it } from 'vitest';
import { changedWords } from './changed-words.ts';

const marked = (expected: string, actual: string) => {
  const splice = changedWords(expected, actual);
  return splice && [expected.slice(splice.at, splice.at + splice.remove), splice.insert];
};

// Guarantee: the marked parts are the whole words that differ, and what is not marked is equal on both sides.
describe('changedWords', () => {
  it('marks whole words and numbers', () => {
    expect(marked('{"ok":true,"n":3}', '{"ok":false,"n":3}')).toEqual(['true', 'false']);
    expect(marked('[100,250]', '[100,2500]')).toEqual(['250', '2500']);
    expect(marked('1.25', '1.75')).toEqual(['1.25', '1.75']);
  });
  it('leaves punctuation alone', () => {
    expect(marked('[1,2]', '[1,2,3]')).toEqual(['', ',3']);
    expect(marked('same', 'same')).toBeNull();
  });
  it('leaves equal text on both sides', () => {
    for (const [a, b] of [
      ['', 'x'],
      ['x', ''],
      ['a b', 'a c'],
      ['truetrue', 'true'],
      ['0.5', '.5'],
    ] as const) {
      const splice = changedWords(a, b);
      if (!splice) throw new Error('they differ');
      expect(a.slice(0, splice.at)).toBe(b.slice(0, splice.at));
      expect(a.slice(splice.at + splice.remove)).toBe(b.slice(splice.at + splice.insert.length));
    }
  });
});
