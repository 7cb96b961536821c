import { describe, expect, it } from 'vitest';
import { describePaste } from './paste-fact.ts';

// Guarantee: moving one's own code is never recorded as a paste from elsewhere, and a real one never as own.
describe('describePaste', () => {
  const own = 'export function a() {\n  return 1;\n}\n';
  it('knows own text whatever happened to its indentation and line ends', () => {
    const moved = '    function a() {\r\n        return 1;\r\n    }';
    expect(describePaste(moved, { ownTexts: [own], pageTexts: [] })).toEqual({
      characters: moved.length,
      lines: 3,
      source: 'own',
    });
  });
  it('tells a prompt from elsewhere', () => {
    expect(
      describePaste('lease of 5,000 ms', { ownTexts: [own], pageTexts: ['a lease of 5,000 ms.'] }).source,
    ).toBe('page');
    expect(describePaste('return 2;', { ownTexts: [own], pageTexts: [] }).source).toBe('elsewhere');
  });
});
