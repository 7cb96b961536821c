// Guarantee: no password, token, link, cookie or authorization header is ever in a log line, and every line that a
// request causes carries its id.
import pino from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { redactPaths, secretKeeping, withRequestId } from './log.ts';

let written = '';
const logger = pino(secretKeeping, {
  write: (line: string) => {
    written += line;
  },
});
const secret = 'Zx81-secret-value-Zx81';

beforeEach(() => {
  written = '';
});

test.each([
  'password',
  'passwordHash',
  'token',
  'secret',
  'cookie',
  'set-cookie',
  'authorization',
  'resumeCode',
  'link',
  'url',
])('%s is redacted at the top, in an object and in an object within', (name) => {
  logger.info({ [name]: secret, kept: 'kept-1' }, 'said');
  logger.info({ body: { [name]: secret }, headers: { [name]: secret } }, 'said');
  logger.info({ request: { headers: { [name]: secret } } }, 'said');
  expect(written).not.toContain(secret);
  expect(written).toContain('kept-1');
  expect(written.match(/\[redacted\]/g)).toHaveLength(4);
});

test('links and server passwords are taken out of messages, errors, their stacks and their causes', () => {
  const token = 'q2V5dGhpcyBpcyBhIHRva2Vu';
  const cause = new Error(`connect postgres://app:${secret}@db:5432/x failed`);
  logger.error({ err: new Error(`GET /i/${token} failed`, { cause }) }, `while opening /link/${token}`);
  expect(written).not.toContain(token);
  expect(written).not.toContain(secret);
  expect(written).toContain('postgres://app:[redacted]@db:5432/x');
  expect(redactPaths(`smtps://${token}:${secret}@mail`)).toBe(`smtps://${token}:[redacted]@mail`);
  expect(redactPaths('at server/i/short.ts:3')).toBe('at server/i/short.ts:3');
});

test('a request id reaches what is logged later and elsewhere in the same request, and only there', async () => {
  const { AsyncLocalStorage } = await import('node:async_hooks');
  const holder = globalThis as typeof globalThis & {
    plumblineRequest?: InstanceType<typeof AsyncLocalStorage<string>>;
  };
  const seen = await withRequestId('request-1', async () => {
    await Promise.resolve();
    return holder.plumblineRequest?.getStore();
  });
  expect(seen).toBe('request-1');
  expect(holder.plumblineRequest?.getStore()).toBeUndefined();
});
