import { describe, expect, it } from 'vitest';
import { type AttemptEvent, type AttemptStatus, mayReopen, nextStatus, statusNow } from './attempt.ts';

const statuses: AttemptStatus[] = [
  'invited',
  'accepted',
  'running',
  'submitted',
  'graded',
  'declined',
  'withdrawn',
];
const events: AttemptEvent[] = [
  'accept',
  'decline',
  'start',
  'submit',
  'grade',
  'reopen',
  'withdraw',
  'regrade',
];

// The guarantee: an attempt moves only along the arrows that are drawn above the code. Everything else is refused.
describe('life of an attempt', () => {
  it('has exactly these transitions', () => {
    const arrows = statuses.flatMap((status) =>
      events.flatMap((event) => {
        const next = nextStatus(status, event);
        return next ? [`${status} -${event}-> ${next}`] : [];
      }),
    );
    expect(arrows).toEqual([
      'invited -accept-> accepted',
      'invited -decline-> declined',
      'invited -withdraw-> withdrawn',
      'accepted -accept-> accepted',
      'accepted -decline-> declined',
      'accepted -start-> running',
      'accepted -withdraw-> withdrawn',
      'running -submit-> submitted',
      'running -withdraw-> withdrawn',
      'submitted -grade-> graded',
      'submitted -reopen-> running',
      'submitted -withdraw-> withdrawn',
      'graded -reopen-> running',
      'graded -withdraw-> withdrawn',
      'graded -regrade-> submitted',
      'declined -accept-> accepted',
    ]);
  });

  it('reopens only what the deadline ended', () => {
    expect(mayReopen({ status: 'submitted', submittedBy: 'deadline' })).toBe(true);
    expect(mayReopen({ status: 'graded', submittedBy: 'deadline' })).toBe(true);
    expect(mayReopen({ status: 'graded', submittedBy: 'candidate' })).toBe(false);
    expect(mayReopen({ status: 'running', submittedBy: null })).toBe(false);
    expect(mayReopen({ status: 'withdrawn', submittedBy: 'deadline' })).toBe(false);
  });

  it('lapses after its last moment, not at it, and only while it waits', () => {
    const startBy = new Date('2026-03-01T12:00:00.000Z');
    const at = (ms: number) => new Date(startBy.getTime() + ms);
    expect(statusNow({ status: 'accepted', startBy }, at(0))).toBe('accepted');
    expect(statusNow({ status: 'accepted', startBy }, at(1))).toBe('lapsed');
    expect(statusNow({ status: 'running', startBy }, at(1e9))).toBe('running');
  });
});
