import { describe, expect, it } from 'vitest';
import { isQuietEnd, sessionText } from './session-text.ts';

// Guarantee: a session's line says what it does, whom it waits for, and never hides that a transaction was rolled back.
describe('the line of a session', () => {
  it('counts on from what the server said', () => {
    expect(sessionText({ kind: 'running', forMs: 1_500 }, 700)).toBe('running, 2 s');
    expect(sessionText({ kind: 'in-transaction', forMs: 119_000, failed: false }, 2_000)).toBe(
      'in a transaction, 2 min',
    );
  });

  it('names who is waited for', () => {
    expect(sessionText({ kind: 'waiting', forMs: 0, holder: 'b', lock: 'transactionid' }, 0)).toBe(
      'waiting for Session B (transactionid), 0 s',
    );
    expect(sessionText({ kind: 'waiting', forMs: 0, holder: null, lock: 'relation' }, 0)).toContain('a lock');
  });

  it('tells of a failed transaction how it ends', () => {
    expect(sessionText({ kind: 'in-transaction', forMs: 0, failed: true }, 0)).toContain('ROLLBACK');
  });

  it('says when and why what was open was rolled back', () => {
    const ended = { kind: 'ended', because: 'abandoned', agoMs: 60_000, rolledBack: true } as const;
    expect(sessionText(ended, 0)).toBe(
      'closed 60 s ago after 2 minutes without this page. Its open transaction was rolled back.',
    );
    expect(isQuietEnd(ended)).toBe(false);
    expect(isQuietEnd({ ...ended, because: 'idle', rolledBack: false })).toBe(true);
  });
});
