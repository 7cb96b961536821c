import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { InlineMarkdown } from './inline-markdown.tsx';
import { Markdown } from './markdown.tsx';

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '![x](https://evil.example/pixel.png)',
  '![x][ref]\n\n[ref]: https://evil.example/pixel.png',
  '[a](javascript:alert(1))',
  '[a](JAVASCRIPT&colon;alert(1))',
  '[a](data:text/html,<script>alert(1)</script>)',
  '[a](/people?disable=1)',
  '[a](//evil.example)',
  '<javascript:alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '```html\n<script>alert(1)</script>\n```',
  '`<img src=x onerror=alert(1)>`',
  '| a |\n|---|\n| <script>alert(1)</script> |',
  '[^1]\n\n[^1]: [x](javascript:alert(1))',
  '<style>*{display:none}</style>',
  '<form action="/people"><input type="submit"></form>',
  '[a](https://evil.example "onmouseover=alert(1)")',
  '<a href="https://evil.example" style="position:fixed;inset:0">x</a>',
];

// Guarantee: nothing a candidate writes runs, loads, submits or leads into a staff page by itself.
describe('Markdown from strangers', () => {
  for (const text of hostile) {
    it(`is harmless: ${JSON.stringify(text).slice(0, 60)}`, () => {
      for (const element of [<Markdown key="m" text={text} />, <InlineMarkdown key="i" text={text} />]) {
        const html = renderToStaticMarkup(element);
        expect(html).not.toMatch(/<(script|img|svg|iframe|style|form|input|object|embed|link|meta|base)\b/i);
        // Attributes that the parser would act on: inside a tag, not in text, which is escaped.
        for (const [tag] of html.matchAll(/<[a-z][^>]*>/gi)) {
          expect(tag).not.toMatch(/\son[a-z]+=/i);
          expect(tag).not.toMatch(/(href|src|action|srcdoc)="(?!https:\/\/evil\.example)/i);
        }
      }
    });
  }

  it('gives every outside link no way back', () => {
    expect(renderToStaticMarkup(<Markdown text="[a](https://example.org)" />)).toContain(
      'rel="noopener noreferrer nofollow"',
    );
  });
});
