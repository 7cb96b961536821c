/**
 * Guarantee: two people who use the same part of their own time show the same share, whatever their extra time. If this
 * fails, an accommodation can be read from a dashboard or a report.
 */
import { describe, expect, it } from 'vitest';
import type { AttemptTimes } from './deadline.ts';
import { usedShare } from './time-share.ts';

const start = new Date('2026-01-01T10:00:00Z');
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const section = (number: number, minutes: number) => ({
  number,
  title: `S${number}`,
  minutes,
  canReturn: true,
  breakMinutes: 5,
  items: [],
});

function times(timeFactor: number, leaveAfter: number[]): AttemptTimes {
  let at = 0;
  return {
    startedAt: start,
    timeFactor,
    sections: [section(1, 20), section(2, 40)],
    entered: leaveAfter.map((minutes, index) => {
      const entry = { number: index + 1, enteredAt: later(at), leftAt: later(at + minutes) };
      at += minutes;
      return entry;
    }),
    grants: [],
  };
}

describe('usedShare', () => {
  it('is the same for the same part of one’s own time', () => {
    const plain = usedShare(times(1, [10, 20]), later(500));
    const longer = usedShare(times(1.5, [15, 30]), later(500));
    expect(plain).toBeCloseTo(0.5);
    expect(longer).toBeCloseTo(0.5);
  });

  it('counts an open section up to now, and one that ran out up to its deadline', () => {
    const open: AttemptTimes = {
      ...times(1, [20]),
      entered: [{ number: 1, enteredAt: start, leftAt: null }],
    };
    expect(usedShare(open, later(6))).toBeCloseTo(0.1);
    expect(usedShare(open, later(600))).toBeCloseTo(20 / 60);
  });

  it('takes grants into the allowance', () => {
    const granted: AttemptTimes = {
      ...times(1, [20, 40]),
      grants: [
        { sectionNumber: 1, grantedMs: 30 * 60_000 },
        { sectionNumber: null, grantedMs: 30 * 60_000 },
      ],
    };
    expect(usedShare(granted, later(600))).toBeCloseTo(0.5);
  });

  it('says nothing where there is no time to have a share of', () => {
    expect(usedShare({ ...times(1, []), sections: [] }, later(1))).toBeNull();
  });
});
