import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.ts';

const kinds = (code: string, language: string) =>
  highlight(code, language)
    .filter((token) => token.kind !== 'plain')
    .map((token) => `${token.kind}:${token.text}`);

// Guarantee: highlighting never changes or loses a character of what a candidate reads or wrote.
describe('highlight', () => {
  it('keeps every character, whatever the input', () => {
    const hostile = [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a template literal is the sample.
      'const a = `x ${b} \\` y',
      "select 'it''s' -- open",
      '/* never closed',
      '"open string\nnext line',
      '</code><script>alert(1)</script>',
      '\u202e\u0000\ud800',
      '',
    ];
    for (const language of ['ts', 'sql', 'go', 'java', 'python', 'rust', 'json', 'yaml', 'sh', 'nothing']) {
      for (const code of hostile) {
        expect(
          highlight(code, language)
            .map((token) => token.text)
            .join(''),
        ).toBe(code);
      }
    }
  });
  it('tells TypeScript parts apart', () => {
    expect(kinds('const max: Budget = 2_000; // per second', 'ts')).toEqual([
      'keyword:const',
      'type:Budget',
      'number:2_000',
      'comment:// per second',
    ]);
  });
  it('reads SQL keywords in any case', () => {
    expect(kinds("SELECT id from t WHERE s = 'x'", 'sql')).toEqual([
      'keyword:SELECT',
      'keyword:from',
      'keyword:WHERE',
      "string:'x'",
    ]);
  });
  it('leaves unknown languages plain', () => {
    expect(highlight('const a', undefined)).toEqual([{ kind: 'plain', text: 'const a' }]);
  });
  it('stays fast on a long unclosed string', () => {
    const code = `"${'\\'.repeat(20_000)}`;
    expect(
      highlight(code, 'ts')
        .map((token) => token.text)
        .join(''),
    ).toBe(code);
  });
});
