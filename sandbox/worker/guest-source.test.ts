import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, test } from 'vitest';
import { loadGuestSource, loadWorldSource, withoutFiller } from './guest-source.ts';

const guestFolder = new URL('../guest/', import.meta.url);
const files = readdirSync(guestFolder, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);

/** The program as a real parser prints it: without comments, laid out anew, texts as they were. */
const printed = (source: string) => stripTypeScriptTypes(source, { mode: 'transform' });

describe('a guest file without its filler', () => {
  test.each(files)('%s is the same program', (name) => {
    const source = stripTypeScriptTypes(readFileSync(new URL(name, guestFolder), 'utf8'));
    expect(printed(withoutFiller(source))).toBe(printed(source));
  });

  test('keeps what is inside of texts', () => {
    const source = 'const a = \'  //  \' + "/*  */" + `\\n    at\n  `; // gone\n\n   /* gone */ b();';
    expect(withoutFiller(source)).toBe('const a = \'  //  \' + "/*  */" + `\\n    at\n  `;  \n  b();');
    expect(printed(withoutFiller(source))).toBe(printed(source));
  });

  test('has neither comments nor indentation', () => {
    for (const source of [loadGuestSource(), loadWorldSource()]) {
      expect(source.match(/^ {2,}\S|\/\*/gmu)).toBeNull();
    }
  });
});
