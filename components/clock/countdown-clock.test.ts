import { describe, expect, it } from 'vitest';
import { clockText, clockWords, dueAnnouncement, remainingAt, untilNextSecond } from './countdown-clock.ts';

// Guarantee: the shown time is the server's, counted down by differences alone; a candidate is never shown more time
// than she has because of her computer's clock, and hears each warning once.
describe('remainingAt', () => {
  const snapshot = { remainingMs: 60_000, receivedAtMs: 5_000 };
  it('counts down by the difference and stops at 0', () => {
    expect(remainingAt(snapshot, 5_000)).toBe(60_000);
    expect(remainingAt(snapshot, 35_500)).toBe(29_500);
    expect(remainingAt(snapshot, 90_000)).toBe(0);
  });
  it('never shows more than the server said', () => {
    expect(remainingAt(snapshot, 0)).toBe(60_000);
  });
});

describe('clockText', () => {
  it('rounds up, so 0:00 means over', () => {
    expect(clockText(0)).toBe('0:00');
    expect(clockText(1)).toBe('0:01');
    expect(clockText(59_001)).toBe('1:00');
    expect(clockText(2_478_000)).toBe('41:18');
    expect(clockText(3_909_000)).toBe('1:05:09');
  });
  it('says the same in words', () => {
    expect(clockWords(3_661_000)).toBe('1 hour 1 minute 1 second');
    expect(clockWords(600_000)).toBe('10 minutes');
    expect(clockWords(0)).toBe('0 seconds');
  });
});

describe('dueAnnouncement', () => {
  const minute = 60_000;
  it('comes once when a mark is crossed', () => {
    expect(dueAnnouncement(10 * minute + 1, 10 * minute)).toBe(10);
    expect(dueAnnouncement(10 * minute, 10 * minute - 1_000)).toBeNull();
    expect(dueAnnouncement(5 * minute + 500, 5 * minute - 500)).toBe(5);
  });
  it('gives the smallest mark after a jump, and none when time is over', () => {
    expect(dueAnnouncement(20 * minute, 3 * minute)).toBe(5);
    expect(dueAnnouncement(20 * minute, 30_000)).toBe(1);
    expect(dueAnnouncement(20 * minute, 0)).toBeNull();
  });
  it('is armed again by time that is given back', () => {
    expect(dueAnnouncement(4 * minute, 14 * minute)).toBeNull();
    expect(dueAnnouncement(14 * minute, 10 * minute)).toBe(10);
  });
});

describe('untilNextSecond', () => {
  it('wakes when the shown second changes, never in a tight loop', () => {
    expect(untilNextSecond(2_500)).toBe(500);
    expect(untilNextSecond(2_000)).toBe(1_000);
  });
});
