import { describe, expect, it } from 'vitest';
import { countStates, type NavigatorSection, neighbour, questionLabel } from './navigator-state.ts';

const question = (number: number, flagged = false) => ({
  number,
  title: `T${number}`,
  state: number < 3 ? ('answered' as const) : ('unseen' as const),
  flagged,
});
const sections: NavigatorSection[] = [
  { number: 1, title: 'A', open: false, questions: [question(1), question(2)] },
  { number: 2, title: 'B', open: true, questions: [question(3, true), question(4)] },
];

// Guarantee: previous and next never lead into a section that is not open.
describe('navigator', () => {
  it('steps inside open sections only', () => {
    expect(neighbour(sections, 3, 1)).toBe(4);
    expect(neighbour(sections, 3, -1)).toBeNull();
    expect(neighbour(sections, 4, 1)).toBeNull();
    expect(neighbour(sections, 1, 1)).toBeNull();
  });
  it('counts and names states', () => {
    expect(countStates(sections)).toEqual({ unseen: 2, 'in-progress': 0, answered: 2, flagged: 1 });
    expect(questionLabel(question(3, true), true)).toBe('Question 3, unseen, flagged: T3');
  });
});
