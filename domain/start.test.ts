import { describe, expect, it } from 'vitest';
import { startObstacles } from './start.ts';

const startBy = new Date('2026-03-01T12:00:00.000Z');
const ready = {
  status: 'accepted',
  startBy,
  detailsComplete: true,
  runtime: 'go',
  accommodationAsked: false,
  rulesConfirmedAt: startBy,
} as const;

// Guarantee: Start is possible up to and including the last moment, and never before an accommodation is answered.
describe('startObstacles', () => {
  it('lets a start at the very last moment through, and none after it', () => {
    expect(startObstacles(ready, startBy)).toEqual([]);
    expect(startObstacles(ready, new Date(startBy.getTime() + 1))).toEqual(['lapsed']);
  });
  it('names everything that is missing, in the order of the page', () => {
    const bare = {
      ...ready,
      detailsComplete: false,
      runtime: null,
      accommodationAsked: true,
      rulesConfirmedAt: null,
    };
    expect(startObstacles(bare, startBy)).toEqual([
      'no-details',
      'no-language',
      'accommodation-open',
      'rules-not-confirmed',
    ]);
    expect(startObstacles({ ...ready, status: 'invited' }, startBy)).toEqual(['not-accepted']);
  });
});
