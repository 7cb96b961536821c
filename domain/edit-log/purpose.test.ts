/** Guarantee: an edit counts only while its question's section is open for this person; a late one is kept, not lost. */
import { expect, test } from 'vitest';
import type { AttemptStatus } from '../attempt.ts';
import type { AttemptTimes } from '../deadline.ts';
import { decideWrite } from './purpose.ts';

const start = new Date('2026-01-01T10:00:00Z');
const at = (minutes: number, ms = 0) => new Date(start.getTime() + minutes * 60_000 + ms);
const item = (number: number) => ({
  number,
  slug: '',
  hash: '',
  kind: 'code',
  title: '',
  minutes: 5,
  weights: {},
});
const times: AttemptTimes = {
  startedAt: start,
  timeFactor: 1,
  sections: [
    { number: 1, title: '', minutes: 10, canReturn: false, breakMinutes: 0, items: [item(1)] },
    { number: 2, title: '', minutes: 10, canReturn: true, breakMinutes: 0, items: [item(2)] },
  ],
  entered: [{ number: 1, enteredAt: start, leftAt: null }],
  grants: [],
};
const decide = (itemNumber: number, status: AttemptStatus, now: Date, of: AttemptTimes | null = times) =>
  decideWrite({ purpose: 'answer', itemNumber }, { status, times: of, mode: 'timed' }, now);

test('until the deadline itself, with what remains; a millisecond later it is late', () => {
  expect(decide(1, 'running', at(4))).toEqual({ kind: 'open', remainingMs: 6 * 60_000 });
  expect(decide(1, 'running', at(10))).toEqual({ kind: 'open', remainingMs: 0 });
  expect(decide(1, 'running', at(10, 1))).toEqual({ kind: 'late' });
});

test('a section that was left keeps late edits aside, one that was never entered takes none', () => {
  const left = {
    ...times,
    entered: [
      { number: 1, enteredAt: start, leftAt: at(5) },
      { number: 2, enteredAt: at(5), leftAt: null },
    ],
  };
  expect(decide(1, 'running', at(6), left)).toEqual({ kind: 'late' });
  expect(decide(2, 'running', at(6), left)).toEqual({ kind: 'open', remainingMs: 9 * 60_000 });
  expect(decide(2, 'running', at(6))).toEqual({ kind: 'closed', reason: 'not-started' });
  expect(decide(9, 'running', at(6))).toEqual({ kind: 'closed', reason: 'not-started' });
});

test('after submission everything is late; before the start and after withdrawing nothing is taken', () => {
  expect(decide(1, 'submitted', at(4))).toEqual({ kind: 'late' });
  expect(decide(1, 'graded', at(4))).toEqual({ kind: 'late' });
  for (const status of ['invited', 'accepted'] as const) {
    expect(decide(1, status, at(4), null)).toEqual({ kind: 'closed', reason: 'not-started' });
  }
  for (const status of ['declined', 'withdrawn'] as const) {
    expect(decide(1, status, at(4))).toEqual({ kind: 'closed', reason: 'ended' });
  }
});

test('practice has no clock and ends with the attempt', () => {
  const practice = (status: AttemptStatus, of: AttemptTimes | null) =>
    decideWrite({ purpose: 'practice', itemNumber: 1 }, { status, times: of, mode: 'timed' }, at(99)).kind;
  expect(practice('accepted', null)).toBe('open');
  expect(practice('running', times)).toBe('open');
  expect(practice('submitted', times)).toBe('closed');
});
