import { describe, expect, it } from 'vitest';
import { type ClockAnswer, clockPhase, readClockAnswer } from './clock-answer.ts';

const running: ClockAnswer = {
  status: 'running',
  progress: { state: 'section', sectionNumber: 2, remainingMs: 5_000 },
  openSections: [{ number: 2, remainingMs: 5_000, totalMs: 60_000 }],
  lastSection: true,
};

// Guarantee: a proxy's page or a half answer is never taken for the clock, and a page is drawn again exactly when another
// section is open or the attempt has another status.
describe('readClockAnswer', () => {
  it('reads what the server sends, and nothing else', () => {
    expect(readClockAnswer(running)).toEqual(running);
    for (const body of [null, 'html', {}, { status: 'running' }, { status: 1, openSections: [] }]) {
      expect(readClockAnswer(body)).toBeNull();
    }
    expect(
      readClockAnswer({ ...running, openSections: [{ number: 'x' }], progress: { state: 'else' } }),
    ).toEqual({
      ...running,
      openSections: [],
      progress: null,
    });
  });
});

describe('clockPhase', () => {
  it('stays while time passes or is given, and changes with the section and the status', () => {
    const phase = clockPhase(running);
    const later: ClockAnswer = { ...running, openSections: [{ number: 2, remainingMs: 1, totalMs: 90_000 }] };
    expect(clockPhase(later)).toBe(phase);
    const next: ClockAnswer = {
      ...running,
      progress: { state: 'break', nextSection: 3, remainingMs: 1 },
      openSections: [],
    };
    expect(clockPhase(next)).not.toBe(phase);
    expect(clockPhase({ ...running, status: 'submitted' })).not.toBe(phase);
  });
});
