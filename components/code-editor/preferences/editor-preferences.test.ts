import { describe, expect, it } from 'vitest';
import { defaultEditorPreferences, parseEditorPreferences } from './editor-preferences.ts';

// Guarantee: whatever a browser's storage holds, the editor opens; nobody starts an assessment with a broken editor.
describe('parseEditorPreferences', () => {
  it('falls back on everything that it does not know', () => {
    for (const stored of [
      null,
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"fontSizePx":"14"}',
      '{"fontSizePx":900,"vimKeys":1}',
    ]) {
      expect(parseEditorPreferences(stored), String(stored)).toEqual(defaultEditorPreferences);
    }
  });
  it('keeps what it knows', () => {
    expect(parseEditorPreferences('{"fontSizePx":18,"vimKeys":true,"old":1}')).toEqual({
      ...defaultEditorPreferences,
      fontSizePx: 18,
      vimKeys: true,
    });
  });
});
