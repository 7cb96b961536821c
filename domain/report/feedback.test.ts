import { describe, expect, it } from 'vitest';
import { type Behaviours, composeFeedback, feedbackState, levelReached } from './feedback.ts';

const behaviours: Behaviours = {
  FND: { 1: 'F one', 2: 'F two', 3: 'F three', 4: 'F four' },
  TRD: { 1: 'T one', 2: 'T two', 3: 'T three', 4: 'T four' },
};
const dimension = (mean: number | null, assessed = true) =>
  ({ dimension: 'FND', name: 'Backend fundamentals', mean, assessed }) as const;

// The guarantee: a candidate is told behaviours and never figures, only of what was assessed, and only after people
// have decided where the position says so.
describe('feedback to the candidate', () => {
  it('says what was seen and what the next level looks like', () => {
    expect(composeFeedback([dimension(2.6)], behaviours)).toEqual([
      { dimension: 'FND', name: 'Backend fundamentals', observed: 'F three', next: 'F four' },
    ]);
  });

  it('has no next level after the last, and nothing about what was not assessed or has no text', () => {
    expect(composeFeedback([dimension(3.9)], behaviours)[0]).toMatchObject({
      observed: 'F four',
      next: null,
    });
    expect(composeFeedback([dimension(3.9, false), dimension(null)], behaviours)).toEqual([]);
    expect(composeFeedback([{ ...dimension(3), dimension: 'COM' }], behaviours)).toEqual([]);
  });

  it('never claims more than was seen: half-way is the lower level', () => {
    expect([1, 1.5, 1.51, 2.5, 2.51, 3.5, 3.51, 4].map(levelReached)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('is shown after a decision, and a decision that is put off is none', () => {
    const facts = { givesFeedback: true, status: 'graded', outcome: 'decline' };
    expect(feedbackState(facts)).toBe('shown');
    expect(feedbackState({ ...facts, outcome: null })).toBe('before-decision');
    expect(feedbackState({ ...facts, outcome: 'hold' })).toBe('before-decision');
    expect(feedbackState({ ...facts, status: 'running' })).toBe('before-decision');
    expect(feedbackState({ ...facts, status: 'withdrawn' })).toBe('before-decision');
    expect(feedbackState({ ...facts, givesFeedback: false })).toBe('off');
  });
});
