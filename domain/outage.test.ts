import { describe, expect, it } from 'vitest';
import { gapsBetween, lostTimes, waitedForRun } from './outage.ts';

const t = (seconds: number) => new Date(1_780_000_000_000 + seconds * 1_000);
const stretch = (from: number, to: number) => ({ from: t(from), to: t(to) });

// Guarantee: an outage of ours is measured when no process lived, and only then; a candidate is never charged for it
// and never credited for a gap that was hers.
describe('gapsBetween', () => {
  it('sees a gap only where no process lived', () => {
    expect(gapsBetween([stretch(0, 100), stretch(50, 200), stretch(260, 300)], 10_000)).toEqual([
      stretch(200, 260),
    ]);
    // Two processes that restart one after another leave none.
    expect(gapsBetween([stretch(0, 100), stretch(90, 180), stretch(130, 300)], 10_000)).toEqual([]);
  });
  it('ignores gaps up to the limit, and says nothing of before the first and after the last', () => {
    expect(gapsBetween([stretch(0, 100), stretch(110, 200)], 10_000)).toEqual([]);
    expect(gapsBetween([stretch(0, 100)], 10_000)).toEqual([]);
    expect(gapsBetween([], 10_000)).toEqual([]);
  });
  it('is not misled by a short stretch inside a long one', () => {
    expect(gapsBetween([stretch(0, 500), stretch(10, 20), stretch(490, 600)], 10_000)).toEqual([]);
  });
});

describe('lostTimes', () => {
  it('counts only what fell into a section, per section', () => {
    const windows = [
      { sectionNumber: 1, ...stretch(0, 250) },
      { sectionNumber: 2, ...stretch(270, 400) },
    ];
    expect(lostTimes([stretch(200, 300)], windows)).toEqual([
      { sectionNumber: 1, ...stretch(200, 250), lostMs: 50_000 },
      { sectionNumber: 2, ...stretch(270, 300), lostMs: 30_000 },
    ]);
  });
});

describe('waitedForRun', () => {
  const run = { startedAt: t(0), endedAt: t(9), failed: false, programMs: 0 };
  it('counts waiting beyond the limit, without the program’s own time', () => {
    expect(waitedForRun(run, 5_000)).toBe(9_000);
    expect(waitedForRun({ ...run, programMs: 8_000 }, 5_000)).toBeNull();
  });
  it('counts every failure of ours, however short', () => {
    expect(waitedForRun({ ...run, endedAt: t(1), failed: true }, 5_000)).toBe(1_000);
  });
});
