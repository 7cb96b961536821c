import { describe, expect, it } from 'vitest';
import { cutByQuotes, trimmedQuote } from './quote-range.ts';

// Guarantee: a pinned quotation is exactly the candidate's words at exactly that place, and marking it changes none.
describe('trimmedQuote', () => {
  it('trims blank edges and accepts a selection made backwards', () => {
    expect(trimmedQuote('one  two three', 9, 3)).toEqual({ start: 5, end: 8, text: 'two' });
    expect(trimmedQuote('one', 0, 99)).toEqual({ start: 0, end: 3, text: 'one' });
    expect(trimmedQuote('a   b', 1, 4)).toBeNull();
  });
});

describe('cutByQuotes', () => {
  it('keeps the whole text whatever the quotes are', () => {
    const source = 'abcdefghij';
    for (const quotes of [
      [],
      [{ start: 0, end: 10 }],
      [
        { start: 2, end: 4 },
        { start: 3, end: 6 },
        { start: 8, end: 99 },
      ],
      [
        { start: 5, end: 5 },
        { start: -3, end: 1 },
      ],
    ]) {
      expect(
        cutByQuotes(source, quotes)
          .map((part) => part.text)
          .join(''),
      ).toBe(source);
    }
  });
  it('joins overlaps', () => {
    expect(
      cutByQuotes('abcdef', [
        { start: 1, end: 3 },
        { start: 2, end: 4 },
      ]),
    ).toEqual([
      { text: 'a', marked: false, start: 0 },
      { text: 'bcd', marked: true, start: 1 },
      { text: 'ef', marked: false, start: 4 },
    ]);
  });
});
