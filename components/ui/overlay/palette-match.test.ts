import { describe, expect, it } from 'vitest';
import { matchPalette } from './palette-match.ts';

const entries = [
  { label: 'Open report', group: 'Ilse Marchetti' },
  { label: 'Positions', group: 'Go to' },
  { label: 'Run visible checks', keywords: 'execute test' },
  { label: 'Report a problem' },
];

// Guarantee: every typed word must be found, and what starts with the word comes first.
describe('matchPalette', () => {
  it('keeps everything in order for an empty query', () => {
    expect(matchPalette(entries, '  ')).toEqual(entries);
  });
  it('puts the label that starts with the word before the one that contains it', () => {
    expect(matchPalette(entries, 'report').map((entry) => entry.label)).toEqual([
      'Report a problem',
      'Open report',
    ]);
  });
  it('finds by group and keywords, and needs all words', () => {
    expect(matchPalette(entries, 'marchetti rep').map((entry) => entry.label)).toEqual(['Open report']);
    expect(matchPalette(entries, 'execute').map((entry) => entry.label)).toEqual(['Run visible checks']);
    expect(matchPalette(entries, 'execute marchetti')).toEqual([]);
  });
});
