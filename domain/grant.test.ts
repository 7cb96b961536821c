import { describe, expect, it } from 'vitest';
import type { ProgressTimes } from './attempt-progress.ts';
import { decideGrant } from './grant.ts';

const start = new Date('2026-03-01T09:00:00.000Z');
const end = new Date('2026-03-01T09:10:00.000Z');
const times = (leftBy: 'candidate' | 'deadline' | null): ProgressTimes => ({
  startedAt: start,
  timeFactor: 1,
  sections: [1, 2].map((number) => ({
    number,
    title: '',
    minutes: 10,
    canReturn: false,
    breakMinutes: 0,
    items: [],
  })),
  entered: [{ number: 1, enteredAt: start, leftAt: leftBy ? end : null, leftBy }],
  grants: [],
});

// Guarantee: time can be given whenever the clock has taken something, and never undoes what the candidate has decided.
describe('decideGrant', () => {
  const running = { status: 'running', submittedBy: null, progress: null } as const;
  it('extends what is open or still to come', () => {
    expect(decideGrant({ ...running, times: times(null) }, 1)).toEqual({ kind: 'extend', sectionNumber: 1 });
    expect(decideGrant({ ...running, times: times(null) }, 2)).toEqual({ kind: 'extend', sectionNumber: 2 });
    const progress = { state: 'section', sectionNumber: 1, remainingMs: 5 } as const;
    expect(decideGrant({ ...running, progress, times: times(null) }, null)).toMatchObject({
      sectionNumber: 1,
    });
  });
  it('reopens what the clock ended, and only that', () => {
    expect(decideGrant({ ...running, times: times('deadline') }, 1).kind).toBe('reopen-section');
    expect(decideGrant({ ...running, times: times('candidate') }, 1)).toEqual({
      kind: 'refused',
      why: 'left-by-candidate',
    });
    for (const status of ['submitted', 'graded'] as const) {
      const ended = { status, submittedBy: 'deadline', progress: null, times: times('deadline') } as const;
      expect(decideGrant(ended, null)).toEqual({ kind: 'reopen-attempt', sectionNumber: 1 });
      expect(decideGrant({ ...ended, submittedBy: 'candidate' }, null)).toEqual({
        kind: 'refused',
        why: 'submitted-by-candidate',
      });
    }
  });
  it('has nothing to give before the start, after withdrawal, or to a section that does not exist', () => {
    const base = { submittedBy: null, progress: null } as const;
    expect(decideGrant({ ...base, status: 'accepted', times: null }, null)).toMatchObject({
      why: 'not-started',
    });
    expect(decideGrant({ ...base, status: 'withdrawn', times: times(null) }, 1)).toMatchObject({
      why: 'closed',
    });
    expect(decideGrant({ ...running, times: times(null) }, 7)).toMatchObject({ why: 'no-section' });
  });
});
