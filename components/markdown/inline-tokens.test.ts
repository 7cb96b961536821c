import { describe, expect, it } from 'vitest';
import { inlineTokens } from './inline-tokens.ts';

const short = (line: string) => inlineTokens(line).map((token) => `${token.kind}:${token.text}`);

// Guarantee: an option reads exactly as its author wrote it; formulas and SQL lose no star.
describe('inlineTokens', () => {
  it('knows code, strong and emphasis', () => {
    expect(short('Use `FOR UPDATE` in **every** *writer*.')).toEqual([
      'text:Use ',
      'code:FOR UPDATE',
      'text: in ',
      'strong:every',
      'text: ',
      'emphasis:writer',
      'text:.',
    ]);
  });
  it('leaves stars and quotes that are none alone', () => {
    for (const line of [
      '2 * 3 * 4',
      'a*b*c',
      'count(*) and sum(*)',
      'one ` alone',
      '**',
      '* item',
      'x ** y ** z',
      '',
    ]) {
      expect(
        inlineTokens(line)
          .map((token) => token.text)
          .join(''),
      ).toBe(line);
      expect(inlineTokens(line).every((token) => token.kind === 'text')).toBe(true);
    }
  });
  it('takes code before stars, and doubled quotes around a quote', () => {
    expect(short('`select count(*) * 2 from t`')).toEqual(['code:select count(*) * 2 from t']);
    expect(short('`` a`b ``')).toEqual(['code:a`b']);
  });
  it('is fast on a long line of openings', () => {
    const line = '*a '.repeat(5_000) + '`'.repeat(2_000);
    expect(
      inlineTokens(line)
        .map((token) => token.text)
        .join('').length,
    ).toBeGreaterThan(0);
  });
});
