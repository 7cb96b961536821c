// Guarantee: demo and production cannot be mixed up, whatever is set; the demo is never reachable from outside; the
// sandbox's process sees no secret but its own.
import { expect, test } from 'vitest';
import { parseEnv } from '../../server/env.ts';
import { type Chosen, composeEnvironment, readSettings, sandboxEnvironment } from './settings.ts';

const options = { dev: false, root: '/srv/plumbline' };
const secret = 'x'.repeat(40);
const production = {
  DATABASE_URL: 'postgres://app:pw@db/plumbline',
  APP_URL: 'https://assess.example.com',
  AUTH_SECRET: secret,
};
const chosen: Chosen = {
  port: 4123,
  databaseUrl: 'postgres://plumbline:pw@127.0.0.1:5999/plumbline',
  authSecret: 'a'.repeat(64),
  sandboxUrl: 'http://127.0.0.1:5888',
  sandboxSecret: 'b'.repeat(64),
  labUrl: 'http://127.0.0.1:5999',
  labSecret: 'l'.repeat(64),
  systemIdentifier: '7400000000000000000',
};

test('nothing set: the demo, on the loopback address, with everything of our own', () => {
  expect(readSettings({ HOST: '0.0.0.0' }, options)).toEqual({
    mode: 'demo',
    dev: false,
    dataFolder: '/srv/plumbline/.data',
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: null,
    ownSandbox: true,
    ownLab: true,
  });
  const env = parseEnv(composeEnvironment({ PORT: '0' }, chosen));
  expect(env).toMatchObject({ mode: 'demo', port: 4123, appUrl: 'http://127.0.0.1:4123' });
});

test('a database of the operator is production, and never the demo', () => {
  expect(readSettings(production, options)).toMatchObject({ mode: 'production', ownSandbox: true });
  expect(() => readSettings({ ...production, PLUMBLINE_MODE: 'demo' }, options)).toThrow(/^PLUMBLINE_MODE /);
  expect(() => readSettings({ PLUMBLINE_MODE: 'production' }, options)).toThrow(/^DATABASE_URL is missing/);
  expect(composeEnvironment(production, chosen).PLUMBLINE_MODE).toBe('production');
});

test('production makes up no session secret, and none for a sandbox elsewhere', () => {
  expect(() => readSettings({ ...production, AUTH_SECRET: '' }, options)).toThrow(/^AUTH_SECRET is missing/);
  expect(() => readSettings({ ...production, SANDBOX_URL: 'http://sandbox:4000' }, options)).toThrow(
    /^SANDBOX_SECRET is missing/,
  );
});

test('the sandbox process sees neither database nor session secret nor any key', () => {
  const env = sandboxEnvironment(
    {
      ...production,
      GITHUB_SECRET: secret,
      SMTP_URL: 'smtp://u:p@mail',
      PATH: '/usr/bin',
      npm_config_x: '1',
    },
    chosen,
    false,
  );
  expect(env).toEqual({
    PATH: '/usr/bin',
    SANDBOX_HOST: '127.0.0.1',
    SANDBOX_PORT: '5888',
    SANDBOX_SECRET: chosen.sandboxSecret,
  });
});

test('unconfined runs are allowed by the demo and, in production, only by the operator', () => {
  expect(sandboxEnvironment({}, chosen, true).SANDBOX_ALLOW_UNCONFINED).toBe('true');
  expect(sandboxEnvironment(production, chosen, false).SANDBOX_ALLOW_UNCONFINED).toBeUndefined();
  expect(
    sandboxEnvironment({ ...production, SANDBOX_ALLOW_UNCONFINED: 'true' }, chosen, false)
      .SANDBOX_ALLOW_UNCONFINED,
  ).toBe('true');
});
