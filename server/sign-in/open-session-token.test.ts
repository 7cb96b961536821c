/** Guarantee: that a token was opened before makes nobody signed in whom its first opening would not let in now. */
import { encode } from 'next-auth/jwt';
import { afterEach, expect, test, vi } from 'vitest';
import { openSessionToken } from './open-session-token.ts';

const secret = 'only-for-tests-only-for-tests-only-for-tests';
const issue = (maxAge: number) => encode({ token: { personId: 'p', epoch: 3 }, secret, maxAge });

afterEach(() => {
  vi.useRealTimers();
});

test('a token says the same each time, and what a reader changes in it is its own', async () => {
  const token = await issue(60);
  const first = await openSessionToken({ token, secret });
  expect(first).toMatchObject({ personId: 'p', epoch: 3 });
  if (first) first.personId = 'somebody else';
  expect(await openSessionToken({ token, secret })).toMatchObject({ personId: 'p', epoch: 3 });
});

test('a known token that has ended is refused', async () => {
  const token = await issue(60);
  await openSessionToken({ token, secret });
  vi.useFakeTimers({ now: Date.now() + 120_000, toFake: ['Date'] });
  await expect(openSessionToken({ token, secret })).rejects.toThrow();
});

test('a token that differs from a known one in a sign is refused', async () => {
  const token = await issue(60);
  await openSessionToken({ token, secret });
  const at = token.length - 8;
  const other = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
  await expect(openSessionToken({ token: other, secret })).rejects.toThrow();
});

test('a known token among thousands of others that came after is still opened', async () => {
  const token = await issue(3_600);
  await openSessionToken({ token, secret });
  for (let n = 0; n < 2_100; n += 1) await openSessionToken({ token: await issue(60), secret });
  expect(await openSessionToken({ token, secret })).toMatchObject({ personId: 'p' });
});
