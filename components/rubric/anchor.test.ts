import { describe, expect, it } from 'vitest';
import { splitAnchor } from './anchor.ts';

// Guarantee: no word of a behaviour is lost on the scoring page; raters must read it in full.
describe('splitAnchor', () => {
  it('keeps all words', () => {
    for (const text of [
      'Assumes one delivery. Does not name the window.',
      'No full stop at all',
      'A. B',
      'Names it; explains why: with numbers. And more.',
    ]) {
      const { lead, rest } = splitAnchor(text);
      expect(`${lead}${rest ? ` ${rest}` : ''}`).toBe(text);
    }
  });
  it('leads with the first statement', () => {
    expect(splitAnchor('Assumes one delivery. Does not name it.')).toEqual({
      lead: 'Assumes one delivery.',
      rest: 'Does not name it.',
    });
  });
});
