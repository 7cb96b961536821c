import { describe, expect, it } from 'vitest';
import {
  type EnteredSection,
  findReopened,
  type ProgressTimes,
  planProgress,
  reopenedWaitMs,
} from './attempt-progress.ts';
import { acceptsEdits } from './deadline.ts';
import type { FormSection } from './form.ts';

const minuteMs = 60_000;
const start = new Date('2026-03-01T09:00:00.000Z');
const at = (minutes: number, ms = 0) => new Date(start.getTime() + minutes * minuteMs + ms);

const section = (number: number, minutes: number, breakMinutes = 0, canReturn = false): FormSection => ({
  number,
  title: `S${number}`,
  minutes,
  canReturn,
  breakMinutes,
  items: [],
});
const entry = (
  number: number,
  from: Date,
  leftAt: Date | null = null,
  by: EnteredSection['leftBy'] = null,
) => ({
  number,
  enteredAt: from,
  leftAt,
  leftBy: by,
});
const times = (change: Partial<ProgressTimes>): ProgressTimes => ({
  startedAt: start,
  timeFactor: 1,
  sections: [section(1, 10, 5), section(2, 20)],
  entered: [entry(1, start)],
  grants: [],
  ...change,
});

// Guarantee: an attempt moves on by the clock alone, at the true moments, whoever looks and whenever; nobody loses a
// millisecond of her time because a job came late or a page was closed.
describe('planProgress', () => {
  it('counts the last millisecond of a section as in time', () => {
    expect(planProgress(times({}), at(10)).progress).toEqual({
      state: 'section',
      sectionNumber: 1,
      remainingMs: 0,
    });
    expect(planProgress(times({}), at(10, 1)).progress).toMatchObject({ state: 'break', nextSection: 2 });
  });

  it('begins the next section by itself at the end of the break, with its full time', () => {
    const plan = planProgress(times({}), at(16));
    expect(plan.steps).toEqual([
      { kind: 'leave', sectionNumber: 1, at: at(10) },
      { kind: 'enter', sectionNumber: 2, at: at(15) },
    ]);
    expect(plan.progress).toEqual({ state: 'section', sectionNumber: 2, remainingMs: 19 * minuteMs });
    expect(plan.nextAt).toEqual(at(35, 1));
  });

  it('is over at the end of the last section, not when somebody looks', () => {
    expect(planProgress(times({}), at(600)).progress).toEqual({ state: 'over', overAt: at(35) });
  });

  it('keeps nothing of an early leave for later, and starts the break then', () => {
    const left = times({ entered: [entry(1, start, at(4), 'candidate')] });
    expect(planProgress(left, at(6)).progress).toEqual({
      state: 'break',
      nextSection: 2,
      remainingMs: 3 * minuteMs,
    });
  });

  it('multiplies by the extra-time factor, not the break', () => {
    const plan = planProgress(times({ timeFactor: 1.5 }), at(16));
    expect(plan.steps).toEqual([{ kind: 'leave', sectionNumber: 1, at: at(15) }]);
    expect(plan.progress).toEqual({ state: 'break', nextSection: 2, remainingMs: 4 * minuteMs });
  });

  it('lets time that was given after the end wait for her, then end as it had ended', () => {
    const ended = [entry(1, start, at(10), 'deadline'), entry(2, at(15), at(35), 'deadline')];
    const given = times({
      entered: ended,
      grants: [{ sectionNumber: 2, grantedMs: 8 * minuteMs, createdAt: at(50) }],
    });
    expect(planProgress(given, at(60)).progress).toMatchObject({
      state: 'reopened',
      sectionNumber: 2,
      grantedMs: 8 * minuteMs,
    });
    const long = new Date(at(50).getTime() + reopenedWaitMs + 1);
    expect(planProgress(given, long).progress).toEqual({ state: 'over', overAt: at(35) });
  });

  it('offers reopened time only after the section that is open, and never for a section she left herself', () => {
    const grants = [{ sectionNumber: 1, grantedMs: minuteMs, createdAt: at(20) }];
    const open = times({ entered: [entry(1, start, at(10), 'deadline'), entry(2, at(15))], grants });
    expect(planProgress(open, at(21)).progress).toMatchObject({ state: 'section', sectionNumber: 2 });
    expect(planProgress(open, at(36)).progress).toMatchObject({ state: 'reopened', sectionNumber: 1 });
    expect(findReopened(times({ entered: [entry(1, start, at(5), 'candidate')], grants }))).toBeNull();
  });
});

describe('acceptsEdits', () => {
  it('keeps a section that one may return to open for its own time, while a later one is worked on', () => {
    const sections = [section(1, 10, 0, true), section(2, 20)];
    const moved = times({ sections, entered: [entry(1, start, at(4), 'candidate'), entry(2, at(4))] });
    expect(acceptsEdits(moved, 1, at(10))).toBe(true);
    expect(acceptsEdits(moved, 1, at(10, 1))).toBe(false);
    const closed = { ...moved, sections: [section(1, 10), section(2, 20)] };
    expect(acceptsEdits(closed, 1, at(5))).toBe(false);
  });
});
