import { describe, expect, it } from 'vitest';
import { clockAt, harmToTheEnd, minutesBetween, refuseStep, replayInvestigation } from './investigation.ts';

const incident = {
  clock: { budget: 20 },
  cards: [
    { id: 'logs', minutes: 3 },
    { id: 'trace', minutes: 5 },
  ],
  actions: [
    { id: 'stop', minutes: 2, harm: 0 },
    { id: 'worse', minutes: 4, harm: 1.5 },
    { id: 'long', minutes: 15, harm: 0 },
  ],
};
const card = (id: string) => ({ kind: 'card', id }) as const;
const action = (id: string) => ({ kind: 'action', id }) as const;

// Guarantee: time and harm follow from the steps alone, each step costs once, and nothing goes beyond the budget.
describe('an investigation', () => {
  it('spends the minutes of its steps one after another', () => {
    const state = replayInvestigation(incident, [card('logs'), card('trace')]);
    expect(state.steps.map(({ fromMinute, toMinute }) => [fromMinute, toMinute])).toEqual([
      [0, 3],
      [3, 8],
    ]);
    expect(state).toMatchObject({ spentMinutes: 8, leftMinutes: 12, harmMinutes: 8, harmFactor: 1 });
  });

  it('does harm at the old rate while something is done, and at the new one after it', () => {
    const state = replayInvestigation(incident, [
      action('worse'),
      card('logs'),
      action('stop'),
      card('trace'),
    ]);
    // 4 at 1, 3 and 2 at 1.5, then nothing more.
    expect(state.harmMinutes).toBeCloseTo(4 + 1.5 * 5);
    expect(harmToTheEnd(state)).toBeCloseTo(11.5);
    expect(harmToTheEnd(replayInvestigation(incident, [card('logs')]))).toBe(20);
  });

  it('keeps what stopped it stopped, whatever is done afterwards', () => {
    const state = replayInvestigation(incident, [action('stop'), action('worse'), card('logs')]);
    expect(state).toMatchObject({ harmMinutes: 2, harmFactor: 0 });
  });

  it('takes a step once, and none that the budget has no time for', () => {
    const state = replayInvestigation(incident, [card('trace'), card('logs')]);
    expect(refuseStep(incident, state, card('logs'))).toBe('already');
    expect(refuseStep(incident, state, action('long'))).toBe('no-time');
    expect(refuseStep(incident, state, card('long'))).toBe('unknown');
    expect(refuseStep(incident, state, action('stop'))).toBeNull();
  });

  it('leaves out rows that could not have been taken, instead of failing', () => {
    const steps = [card('logs'), card('logs'), card('gone'), action('long'), action('long'), card('trace')];
    expect(replayInvestigation(incident, steps)).toEqual(
      replayInvestigation(incident, [card('logs'), action('long')]),
    );
  });
});

it('counts the clock across midnight', () => {
  expect(clockAt('23:50', 25)).toBe('00:15');
  expect(minutesBetween('23:40', '00:10')).toBe(30);
});
