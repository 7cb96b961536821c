import { describe, expect, it } from 'vitest';
import { percentAt, sectionAt, timelineEnd } from './timeline-scale.ts';

const timeline = {
  sections: [{ number: 1, title: 'A', from: 0, to: 600 }],
  questions: [],
  runs: [{ itemNumber: 1, at: 900, passed: true }],
  marks: [],
};

// Guarantee: nothing that happened falls outside the picture, and an empty attempt still draws.
describe('timeline scale', () => {
  it('ends with the last thing that happened', () => {
    expect(timelineEnd(timeline)).toBe(900);
    expect(timelineEnd({ sections: [], questions: [], runs: [], marks: [] })).toBe(1);
    expect(percentAt(900, 900)).toBe(100);
    expect(percentAt(-5, 900)).toBe(0);
  });
  it('finds the section of a moment', () => {
    expect(sectionAt(timeline, 600)).toBe('Section 1');
    expect(sectionAt(timeline, 601)).toBe('–');
  });
});
