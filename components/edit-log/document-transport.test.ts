/** Guarantee: only an answer of our server that says so counts as taken; anything else is sent again. */
import { expect, test } from 'vitest';
import { readSendAnswer } from './document-transport.ts';
import { describeSaveState } from './save-state.ts';
import { readStreamEvent } from './stream-reader.ts';

const error = (code: string, retryAfterMs: number | null = null) => ({
  error: { code, message: '', requestId: '', retryAfterMs },
});

test.each([
  [200, { outcome: 'accepted', seq: 4, remainingMs: 9 }, { outcome: 'accepted', seq: 4, remainingMs: 9 }],
  [
    200,
    { outcome: 'accepted', seq: 4, remainingMs: null },
    { outcome: 'accepted', seq: 4, remainingMs: null },
  ],
  [
    410,
    { outcome: 'late', characters: 3, undecidedCharacters: 8 },
    { outcome: 'late', characters: 3, undecidedCharacters: 8 },
  ],
  [422, error('resync'), { outcome: 'resync' }],
  [409, error('conflict'), { outcome: 'closed', reason: 'conflict' }],
  [409, error('not-open'), { outcome: 'closed', reason: 'ended' }],
  [401, error('not-signed-in'), { outcome: 'closed', reason: 'signed-out' }],
  [404, error('not-found'), { outcome: 'closed', reason: 'signed-out' }],
  [413, error('too-large'), { outcome: 'closed', reason: 'too-large' }],
  [400, error('bad-input'), { outcome: 'closed', reason: 'refused' }],
  [429, error('too-many', 2_000), { outcome: 'unreachable', retryAfterMs: 2_000 }],
  [503, error('overloaded', 500), { outcome: 'unreachable', retryAfterMs: 500 }],
  [500, error('internal'), { outcome: 'unreachable', retryAfterMs: null }],
  // A proxy's or a hotel's page is not an answer, whatever its status.
  [200, {}, { outcome: 'unreachable', retryAfterMs: null }],
  [200, 'ok', { outcome: 'unreachable', retryAfterMs: null }],
  [404, null, { outcome: 'unreachable', retryAfterMs: null }],
  [413, { message: 'Request Entity Too Large' }, { outcome: 'unreachable', retryAfterMs: null }],
  [502, { outcome: 'accepted', seq: 1 }, { outcome: 'unreachable', retryAfterMs: null }],
])('%i %j', (status, body, expected) => {
  expect(readSendAnswer(status, body)).toEqual(expected);
});

test('events that this version does not know, or that are cut off, are left out', () => {
  expect(readStreamEvent('update', '{"d":"x","s":1,"b":"y"}')).toEqual({
    name: 'update',
    data: { d: 'x', s: 1, b: 'y' },
  });
  expect(readStreamEvent('update', '{"d":"x"')).toBeNull();
  expect(readStreamEvent('update', '{"d":1,"s":1,"b":"y"}')).toBeNull();
  expect(readStreamEvent('clock', '{"kind":"later"}')).toBeNull();
  expect(readStreamEvent('end', '{"reason":"later"}')).toBeNull();
  expect(readStreamEvent('ping', '[]')).toEqual({ name: 'ping', data: {} });
});

test('the page says what is known and what to do', () => {
  const at = () => '14:32:07';
  expect(describeSaveState({ kind: 'saved', at: 5 }, at)).toBe('Saved 14:32:07');
  expect(describeSaveState({ kind: 'late', characters: 412 }, at)).toBe(
    '412 characters arrived after the deadline; staff decide.',
  );
  expect(describeSaveState({ kind: 'late', characters: 0 }, at)).toContain('not in the answer');
  expect(describeSaveState({ kind: 'offline', since: 5 }, at)).toContain('Offline since 14:32:07');
});
