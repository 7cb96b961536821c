import { describe, expect, it } from 'vitest';
import { offsetAfterSplice, type Splice, spliceBetween } from './text-splice.ts';

const apply = (text: string, splice: Splice | null) =>
  splice ? text.slice(0, splice.at) + splice.insert + text.slice(splice.at + splice.remove) : text;

// Guarantee: what is sent to the edit log turns the old text into exactly the new one, with as little removed as
// possible, so that a second tab's edits beside it survive.
describe('spliceBetween', () => {
  it('reproduces the new text for every pair over a small alphabet, at every caret', () => {
    const texts: string[] = [''];
    for (let length = 1; length <= 4; length++) {
      for (let bits = 0; bits < 2 ** length; bits++) {
        texts.push([...Array(length).keys()].map((index) => ((bits >> index) & 1 ? 'a' : 'b')).join(''));
      }
    }
    for (const before of texts) {
      for (const after of texts) {
        for (let caret = 0; caret <= after.length; caret++) {
          expect(apply(before, spliceBetween(before, after, caret))).toBe(after);
        }
      }
    }
  });
  it('puts a repeated letter where it was typed', () => {
    expect(spliceBetween('aa', 'aaa', 1)).toEqual({ at: 0, remove: 0, insert: 'a' });
    expect(spliceBetween('aa', 'aaa', 3)).toEqual({ at: 2, remove: 0, insert: 'a' });
  });
  it('never cuts an emoji in half', () => {
    const splice = spliceBetween('x😀', 'x😁');
    expect(splice).toEqual({ at: 1, remove: 2, insert: '😁' });
    expect(apply('😀x', spliceBetween('😀x', '🐀x'))).toBe('🐀x');
  });
  it('says nothing when nothing changed', () => {
    expect(spliceBetween('same', 'same')).toBeNull();
  });
});

describe('offsetAfterSplice', () => {
  it('keeps a caret at its place when someone else edits before, at or after it', () => {
    expect(offsetAfterSplice(5, { at: 0, remove: 0, insert: 'abc' })).toBe(8);
    expect(offsetAfterSplice(5, { at: 5, remove: 0, insert: 'abc' })).toBe(5);
    expect(offsetAfterSplice(5, { at: 8, remove: 2, insert: '' })).toBe(5);
    expect(offsetAfterSplice(5, { at: 3, remove: 4, insert: 'x' })).toBe(3);
  });
});
