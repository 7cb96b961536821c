/** Guarantee: every document of a session has one track number, and every track number one document. */
import { expect, test } from 'vitest';
import { broughtPerSessionMax } from '../live/limits.ts';
import { broughtTrackNumber, trackDocument, trackNumberMin, trackOf, trackWords } from './tracks.ts';

test('from track to document and back, down to the last', () => {
  for (let track = 40; track >= trackNumberMin; track -= 1) {
    const document = trackDocument(track);
    expect(document && trackOf(document), String(track)).toBe(track);
  }
  expect(trackDocument(trackNumberMin - 1)).toBeNull();
  expect(trackDocument(broughtTrackNumber(1))).toEqual({ purpose: 'live-answer', itemNumber: 1 });
  expect(trackDocument(broughtTrackNumber(broughtPerSessionMax))).not.toBeNull();
  expect(trackOf({ purpose: 'practice', itemNumber: 1 })).toBeNull();
});

test('the words of a track tell questions from what the room has beside them', () => {
  expect([3, 0, -2, broughtTrackNumber(2)].map(trackWords)).toEqual([
    'Q3',
    'shared code',
    'chat',
    'copy of earlier answer 2',
  ]);
});
