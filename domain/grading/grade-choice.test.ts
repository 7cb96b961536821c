import { describe, expect, it } from 'vitest';
import { type ChoiceKey, gradeChoice } from './grade-choice.ts';

const key: ChoiceKey = {
  parts: [
    {
      id: 'p1',
      ask: 'Select every safe statement.',
      select: 'many',
      picks: [
        { id: 'a', right: true, note: 'because' },
        { id: 'b', right: false, note: 'thinks b' },
        { id: 'c', right: true, note: 'because' },
        { id: 'd', right: false, note: 'thinks d' },
      ],
    },
    {
      id: 'grid',
      ask: 'Tick the cells.',
      select: 'many',
      picks: [
        { id: 'x/1', right: true, note: 'because' },
        { id: 'x/2', right: false, note: '' },
        { id: 'y/1', right: false, note: '' },
        { id: 'y/2', right: true, note: 'because' },
      ],
    },
  ],
};
const score = (picks: Record<string, string[]>) => gradeChoice(key, { kind: 'choice', picks });

// Guarantee: +1 a right pick, −1 a wrong pick, floor 0, over the right options of all parts together.
describe('a choice', () => {
  it('gives 1 for exactly the right picks', () => {
    expect(score({ p1: ['c', 'a'], grid: ['y/2', 'x/1'] })).toMatchObject({ score: 1, verdict: 'passed' });
  });

  it('takes one share for a wrong pick, across parts', () => {
    expect(score({ p1: ['a', 'c', 'b'], grid: ['x/1', 'y/2'] })).toMatchObject({
      score: 0.75,
      verdict: 'failed',
    });
    expect(score({ p1: ['a'], grid: ['x/2'] }).score).toBe(0);
  });

  it('is never below zero, and nothing picked is zero', () => {
    expect(score({ p1: ['b', 'd'], grid: ['x/2', 'y/1'] }).score).toBe(0);
    expect(score({}).score).toBe(0);
  });

  it('gives nothing for repeated or invented picks', () => {
    expect(score({ p1: ['a', 'a', 'a', 'a'] }).score).toBe(0.25);
    expect(score({ p1: ['a', 'z', '__proto__', 'x/1'], other: ['a'] }).score).toBe(0.25);
  });

  it('names the misconception of each wrong pick, and only of those', () => {
    const { checks } = score({ p1: ['a', 'd', 'b'], grid: ['x/2'] });
    expect(checks.map((check) => check.misconceptions)).toEqual([['thinks b', 'thinks d'], []]);
    expect(checks.map((check) => check.earned)).toEqual([-0.25, -0.25]);
  });
});
