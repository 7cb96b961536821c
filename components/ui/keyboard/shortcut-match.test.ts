import { describe, expect, it } from 'vitest';
import { isSingleKey, matchesShortcut, ownsTyping } from './shortcut-match.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

// Guarantee: a shortcut fires on its own chord and on no other. A Run that fires on the wrong chord costs a candidate
// time; a submit that does costs the attempt.
describe('matchesShortcut', () => {
  it('tells run from submit by Shift alone', () => {
    expect(matchesShortcut(press('Enter', { ctrlKey: true }), 'mod+enter', false)).toBe(true);
    expect(matchesShortcut(press('Enter', { ctrlKey: true, shiftKey: true }), 'mod+enter', false)).toBe(
      false,
    );
    expect(matchesShortcut(press('Enter', { ctrlKey: true, shiftKey: true }), 'mod+shift+enter', false)).toBe(
      true,
    );
    expect(matchesShortcut(press('Enter'), 'mod+enter', false)).toBe(false);
  });

  it('takes Command on a Mac and Control elsewhere, never both', () => {
    expect(matchesShortcut(press('k', { metaKey: true }), 'mod+k', true)).toBe(true);
    expect(matchesShortcut(press('k', { ctrlKey: true }), 'mod+k', true)).toBe(false);
    expect(matchesShortcut(press('k', { metaKey: true }), 'mod+k', false)).toBe(false);
    expect(matchesShortcut(press('k', { metaKey: true, ctrlKey: true }), 'mod+k', true)).toBe(false);
  });

  it('accepts [ and ? however the layout types them, but letters and digits only plain', () => {
    expect(matchesShortcut(press('[', { altKey: true }), '[', true)).toBe(true);
    expect(matchesShortcut(press('?', { shiftKey: true }), '?', false)).toBe(true);
    expect(matchesShortcut(press('F', { shiftKey: true }), 'f', false)).toBe(false);
    expect(matchesShortcut(press('1', { altKey: true }), '1', false)).toBe(false);
    expect(matchesShortcut(press('[', { ctrlKey: true }), '[', false)).toBe(false);
  });

  it('knows single keys, which can be turned off', () => {
    expect(isSingleKey('p')).toBe(true);
    expect(isSingleKey('mod+k')).toBe(false);
  });
});

describe('ownsTyping', () => {
  it('is false without a target and asks for every place text goes', () => {
    expect(ownsTyping(null)).toBe(false);
    const asked: string[] = [];
    ownsTyping({ closest: (selector) => asked.push(selector) });
    for (const place of ['textarea', 'select', '.monaco-editor', 'contenteditable']) {
      expect(asked[0]).toContain(place);
    }
  });
});
