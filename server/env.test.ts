// Guarantee: a wrong or missing variable stops the start with one sentence that names it and says why, and that sentence
// never repeats a value, because values are secrets as often as not.
import { expect, test } from 'vitest';
import { EnvironmentError, parseEnv } from './env.ts';

const secret = 's3cr3t-value-'.repeat(4);
const production = {
  DATABASE_URL: `postgres://app:${secret}@db.internal:5432/plumbline`,
  APP_URL: 'https://assess.example.com/',
  AUTH_SECRET: secret,
  SANDBOX_URL: 'http://one.internal:4000, http://two.internal:4000',
  SANDBOX_SECRET: secret,
  LAB_URL: 'http://lab.internal:4200',
  LAB_SECRET: secret,
};

function refusal(change: Record<string, string | undefined>): string {
  try {
    parseEnv({ ...production, ...change });
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  throw new Error('accepted');
}

test('production: a database address means production; addresses are normalised', () => {
  expect(parseEnv(production)).toMatchObject({
    mode: 'production',
    appUrl: 'https://assess.example.com',
    host: '0.0.0.0',
    port: 3000,
    sandbox: { urls: ['http://one.internal:4000', 'http://two.internal:4000'], allowUnconfined: false },
    github: null,
    oidc: null,
    smtp: null,
    logLevel: 'info',
  });
});

test('demo listens on the loopback address whatever HOST says, and allows unconfined runs', () => {
  const env = parseEnv({
    ...production,
    PLUMBLINE_MODE: 'demo',
    HOST: '0.0.0.0',
    PORT: '4100',
    APP_URL: undefined,
  });
  expect(env).toMatchObject({ mode: 'demo', host: '127.0.0.1', appUrl: 'http://127.0.0.1:4100' });
  expect(env.sandbox.allowUnconfined).toBe(true);
});

test('an empty variable is a missing one', () => {
  expect(parseEnv({ ...production, GITHUB_ID: '', SMTP_URL: '' })).toMatchObject({
    github: null,
    smtp: null,
  });
  expect(refusal({ AUTH_SECRET: '' })).toMatch(/^AUTH_SECRET is missing: /);
});

test.each<[string, Record<string, string | undefined>]>([
  ['DATABASE_URL', { DATABASE_URL: undefined }],
  ['DATABASE_URL', { DATABASE_URL: `mysql://app:${secret}@host/db` }],
  ['DATABASE_URL', { DATABASE_URL: `postgres://app:${secret}@host` }],
  ['APP_URL', { APP_URL: undefined }],
  ['APP_URL', { APP_URL: 'hire.example.org' }],
  ['APP_URL', { APP_URL: 'http://assess.example.com' }],
  ['APP_URL', { APP_URL: 'javascript:alert(1)' }],
  ['PORT', { PORT: '65536' }],
  ['PORT', { PORT: '3000x' }],
  ['PORT', { PORT: '-1' }],
  ['AUTH_SECRET', { AUTH_SECRET: undefined }],
  ['AUTH_SECRET', { AUTH_SECRET: 'short-secret' }],
  ['GITHUB_SECRET', { GITHUB_ID: 'id' }],
  ['GITHUB_ID', { GITHUB_SECRET: secret }],
  ['GOOGLE_SECRET', { GOOGLE_ID: 'id' }],
  ['OIDC_SECRET', { OIDC_ID: 'id', OIDC_ISSUER: 'https://id.example.com' }],
  ['OIDC_ISSUER', { OIDC_ID: 'id', OIDC_SECRET: secret }],
  ['OIDC_ID', { OIDC_ISSUER: 'https://id.example.com' }],
  ['OIDC_ISSUER', { OIDC_ID: 'id', OIDC_SECRET: secret, OIDC_ISSUER: secret }],
  ['MAIL_FROM', { SMTP_URL: `smtp://u:${secret}@mail.internal` }],
  ['SMTP_URL', { SMTP_URL: `http://u:${secret}@mail.internal`, MAIL_FROM: 'a@example.com' }],
  ['SANDBOX_URL', { SANDBOX_URL: undefined }],
  ['SANDBOX_URL', { SANDBOX_URL: `http://one.internal,${secret}` }],
  ['SANDBOX_SECRET', { SANDBOX_SECRET: undefined }],
  ['SANDBOX_SECRET', { SANDBOX_SECRET: 'short' }],
  ['LAB_URL', { LAB_URL: undefined }],
  ['LAB_URL', { LAB_URL: `lab.internal:${secret}` }],
  ['LAB_SECRET', { LAB_SECRET: undefined }],
  ['LAB_SECRET', { LAB_SECRET: 'short' }],
  ['SANDBOX_ALLOW_UNCONFINED', { SANDBOX_ALLOW_UNCONFINED: 'yes' }],
  ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
  ['PLUMBLINE_MODE', { PLUMBLINE_MODE: 'staging' }],
])('%s: %j is refused in one sentence without the value', (name, change) => {
  const sentence = refusal(change);
  expect(sentence).toMatch(new RegExp(`^${name} is (missing|not valid|too short): .+\\.$`));
  expect(sentence).not.toContain('\n');
  for (const value of Object.values(change)) {
    if (value && value.length > 6) expect(sentence).not.toContain(value);
  }
  expect(sentence).not.toContain(secret);
});
