import { describe, expect, it } from 'vitest';
import {
  type AttemptTimes,
  acceptsEdits,
  attemptDeadline,
  openSection,
  readClock,
  sectionDeadline,
} from './deadline.ts';
import type { FormSection } from './form.ts';

const minute = 60_000;
const t0 = new Date('2026-03-01T09:00:00.000Z');
const at = (minutes: number) => new Date(t0.getTime() + minutes * minute);
const section = (number: number, minutes: number, more: Partial<FormSection> = {}): FormSection => ({
  number,
  title: `S${number}`,
  minutes,
  canReturn: true,
  breakMinutes: 0,
  items: [],
  ...more,
});
const times = (change: Partial<AttemptTimes> = {}): AttemptTimes => ({
  startedAt: t0,
  timeFactor: 1,
  sections: [section(1, 10), section(2, 20, { breakMinutes: 5 }), section(3, 30)],
  entered: [{ number: 1, enteredAt: t0, leftAt: null }],
  grants: [],
  ...change,
});

// The guarantee: deadline = start + base × factor + grants, to the millisecond, and an edit received exactly at the
// deadline is in time. If this is wrong, people lose work or get time that others did not.
describe('deadlines', () => {
  it('are base, factor and grants', () => {
    expect(sectionDeadline(times(), 1)).toEqual(at(10));
    expect(sectionDeadline(times({ timeFactor: 1.25 }), 1)).toEqual(at(12.5));
    const granted = times({
      timeFactor: 1.25,
      grants: [
        { sectionNumber: 1, grantedMs: 3 * minute },
        { sectionNumber: null, grantedMs: minute },
      ],
    });
    expect(sectionDeadline(granted, 1)).toEqual(at(16.5));
    expect(attemptDeadline(granted)).toEqual(at(75 + 5 + 4));
    expect(sectionDeadline(times(), 2)).toBeNull();
  });

  it('accept an edit at the deadline and refuse the next millisecond', () => {
    expect(acceptsEdits(times(), 1, at(10))).toBe(true);
    expect(acceptsEdits(times(), 1, new Date(at(10).getTime() + 1))).toBe(false);
    expect(acceptsEdits(times(), 2, at(1))).toBe(false);
  });

  it('close a section that was left, from that moment', () => {
    const left = times({ entered: [{ number: 1, enteredAt: t0, leftAt: at(4) }] });
    expect(acceptsEdits(left, 1, at(4))).toBe(true);
    expect(acceptsEdits(left, 1, at(4.001))).toBe(false);
  });

  it('keep a left section open while a later one is worked on, until its own time is up, if one may return', () => {
    const entered = [
      { number: 1, enteredAt: t0, leftAt: at(4) },
      { number: 2, enteredAt: at(4), leftAt: null },
    ];
    expect(acceptsEdits(times({ entered }), 1, at(9))).toBe(true);
    expect(acceptsEdits(times({ entered }), 1, at(10.001))).toBe(false);
    const closed = times({
      entered,
      sections: [section(1, 10, { canReturn: false }), section(2, 20), section(3, 30)],
    });
    expect(acceptsEdits(closed, 1, at(4))).toBe(true);
    expect(acceptsEdits(closed, 1, at(5))).toBe(false);
  });

  it('let a later grant reopen what had run out', () => {
    const late = at(11);
    expect(openSection(times(), late)).toBeNull();
    expect(openSection(times({ grants: [{ sectionNumber: 1, grantedMs: 2 * minute }] }), late)).toEqual({
      number: 1,
      remainingMs: minute,
    });
  });
});

describe('the clock', () => {
  it('runs in a section, waits between two, and is over after the last', () => {
    expect(readClock(times(), at(3))).toMatchObject({
      state: 'section',
      sectionNumber: 1,
      remainingMs: 7 * minute,
    });
    expect(readClock(times(), at(11))).toMatchObject({
      state: 'between',
      nextSection: 2,
      breakRemainingMs: 0,
    });
    const onBreak = times({
      entered: [
        { number: 1, enteredAt: t0, leftAt: at(10) },
        { number: 2, enteredAt: at(10), leftAt: at(25) },
      ],
    });
    expect(readClock(onBreak, at(27))).toMatchObject({
      state: 'between',
      nextSection: 3,
      breakRemainingMs: 3 * minute,
    });
    const last = times({
      entered: [
        { number: 1, enteredAt: t0, leftAt: at(10) },
        { number: 2, enteredAt: at(10), leftAt: at(25) },
        { number: 3, enteredAt: at(27), leftAt: at(40) },
      ],
    });
    expect(readClock(last, at(41))).toEqual({ state: 'over', overAt: at(40) });
  });

  it('is over when the attempt deadline has passed, whatever was entered', () => {
    expect(readClock(times(), at(65.001))).toMatchObject({ state: 'over', overAt: at(65) });
  });

  it('never gives a section more than the attempt has left', () => {
    const lateEntry = times({
      entered: [
        { number: 1, enteredAt: t0, leftAt: at(10) },
        { number: 2, enteredAt: at(10), leftAt: at(25) },
        { number: 3, enteredAt: at(50), leftAt: null },
      ],
    });
    expect(sectionDeadline(lateEntry, 3)).toEqual(at(65));
  });
});
