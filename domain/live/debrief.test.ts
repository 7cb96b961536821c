/** Guarantee: what raters most disagree on is read first, and a missing rating is shown as missing, never as a level. */
import { expect, test } from 'vitest';
import { type DebriefRating, debriefRows } from './debrief.ts';

const rating = (raterId: string, dimension: 'TRD' | 'DBX' | 'COM', levelId: string): DebriefRating => ({
  raterId,
  itemNumber: 2,
  dimension,
  levelId,
  note: '',
  changeReason: '',
  before: null,
  afterDebrief: false,
  evidence: [],
});
const cells = (['TRD', 'DBX', 'COM'] as const).map((dimension) => ({ itemNumber: 2, title: 'Q', dimension }));

test('differences of two levels or more come first, the largest before the smaller', () => {
  const rows = debriefRows(['a', 'b'], cells, [
    rating('a', 'TRD', 'TRD-2'),
    rating('b', 'TRD', 'TRD-3'),
    rating('a', 'DBX', 'DBX-1'),
    rating('b', 'DBX', 'DBX-3'),
    rating('a', 'COM', 'COM-1'),
    rating('b', 'COM', 'COM-4'),
  ]);
  expect(rows.map((row) => [row.dimension, row.spread])).toEqual([
    ['COM', 3],
    ['DBX', 2],
    ['TRD', 1],
  ]);
});

test('not observed and missing are no levels', () => {
  const rows = debriefRows(['a', 'b'], cells, [
    rating('a', 'TRD', 'TRD-4'),
    rating('b', 'TRD', 'not-observed'),
    rating('a', 'DBX', 'DBX-1'),
  ]);
  expect(rows.map((row) => row.spread)).toEqual([null, null, null]);
  expect(rows.find((row) => row.dimension === 'DBX')?.ratings[1]).toBeNull();
});
