/**
 * Guarantee: data routes, which no proxy stands before, refuse changes from other sites, tell nothing of an unexpected
 * error but its request id, and carry the security headers in every case.
 */
import { beforeAll, expect, it, vi } from 'vitest';
import { handle } from './http.ts';

beforeAll(() => {
  vi.stubEnv('PLUMBLINE_MODE', 'demo');
  vi.stubEnv('DATABASE_URL', 'postgres://postgres@127.0.0.1:1/none');
  vi.stubEnv('APP_URL', 'http://127.0.0.1:3000');
  vi.stubEnv('AUTH_SECRET', 'x'.repeat(32));
  vi.stubEnv('SANDBOX_URL', 'http://127.0.0.1:2');
  vi.stubEnv('SANDBOX_SECRET', 'x'.repeat(32));
  vi.stubEnv('LAB_URL', 'http://127.0.0.1:3');
  vi.stubEnv('LAB_SECRET', 'x'.repeat(32));
  return () => vi.unstubAllEnvs();
});

const address = 'http://127.0.0.1:3000/api/documents/x/updates';

it('seals every answer: one that succeeds, one that is from elsewhere, one that breaks', async () => {
  const post = { method: 'POST', headers: { origin: 'http://127.0.0.1:3000' } };
  const answers = [
    await handle(new Request(address, post), async () => Response.json({ fine: true })),
    await handle(new Request(address, { method: 'POST' }), async () => Response.json({ fine: true })),
    await handle(new Request(address), async () => {
      throw new Error('secret detail');
    }),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([200, 404, 500]);
  for (const answer of answers) {
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox$/u);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{8,}$/u);
    expect(await answer.text()).not.toContain('secret detail');
  }
});
