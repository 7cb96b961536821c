import { z } from 'zod';

/**
 * The environment, parsed once. A wrong or missing variable stops the start with one sentence that says which and why;
 * the value itself is never printed.
 */
export interface Env {
  mode: 'demo' | 'production';
  databaseUrl: string;
  appUrl: string;
  host: string;
  port: number;
  authSecret: string;
  github: { id: string; secret: string } | null;
  google: { id: string; secret: string } | null;
  oidc: { issuer: string; id: string; secret: string; name: string } | null;
  smtp: { url: string; from: string } | null;
  sandbox: { urls: string[]; secret: string; allowUnconfined: boolean };
  /** The one service that holds candidates' SQL sessions. */
  lab: { url: string; secret: string };
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
}

const text = z.string();
const optional = text.optional();
const portText = text
  .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535');
const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');
const webAddress = (message: string) => z.url({ protocol: /^https?$/, error: message });

const schema = z.object({
  PLUMBLINE_MODE: z.enum(['demo', 'production'], 'must be demo or production').optional(),
  // Before APP_URL, which follows from it in the demo: the first mistake named should be the one that was made.
  PORT: portText.default(3000),
  DATABASE_URL: text
    .regex(/^postgres(ql)?:\/\/[^/]+\/./, 'must be postgres://user:password@host:port/database')
    .optional(),
  APP_URL: webAddress('must be the address that people open, such as https://assess.example.com').optional(),
  HOST: optional,
  AUTH_SECRET: optional,
  GITHUB_ID: optional,
  GITHUB_SECRET: optional,
  GOOGLE_ID: optional,
  GOOGLE_SECRET: optional,
  OIDC_ISSUER: webAddress('must be the address of the issuer, such as https://id.example.com').optional(),
  OIDC_ID: optional,
  OIDC_SECRET: optional,
  OIDC_NAME: text.default('Single sign-on'),
  SMTP_URL: text.regex(/^smtps?:\/\/./, 'must be smtp://user:password@host:port or smtps://').optional(),
  MAIL_FROM: text.regex(/@/, 'must be an e-mail address, with or without a name before it').optional(),
  SANDBOX_URL: text
    .transform((list) => list.split(',').map((url) => url.trim()))
    .pipe(z.array(webAddress('must be one or several http:// addresses, separated by commas')))
    .optional(),
  SANDBOX_SECRET: optional,
  LAB_URL: webAddress('must be the http:// address of the SQL lab').optional(),
  LAB_SECRET: optional,
  SANDBOX_ALLOW_UNCONFINED: flag.default(false),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug'], 'must be fatal, error, warn, info or debug')
    .default('info'),
});

const secretCharactersMin = 32;

export class EnvironmentError extends Error {}

type TextName =
  | 'DATABASE_URL'
  | 'APP_URL'
  | 'AUTH_SECRET'
  | 'GITHUB_ID'
  | 'GITHUB_SECRET'
  | 'GOOGLE_ID'
  | 'GOOGLE_SECRET'
  | 'OIDC_ISSUER'
  | 'OIDC_ID'
  | 'OIDC_SECRET'
  | 'SMTP_URL'
  | 'MAIL_FROM'
  | 'SANDBOX_SECRET'
  | 'LAB_URL'
  | 'LAB_SECRET';

/** Pure: from variables to settings, or an `EnvironmentError` whose message is the one sentence. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new EnvironmentError(`${String(issue?.path[0])} is not valid: it ${issue?.message}.`);
  }
  const v = parsed.data;
  const need = (name: TextName, why: string): string => {
    const value = v[name];
    if (value === undefined) throw new EnvironmentError(`${name} is missing: ${why}.`);
    return value;
  };
  const needSecret = (name: TextName, why: string): string => {
    const value = need(name, why);
    if (value.length >= secretCharactersMin) return value;
    throw new EnvironmentError(
      `${name} is too short: use at least ${secretCharactersMin} random characters.`,
    );
  };
  const both = (a: TextName, b: TextName): [string, string] | null => {
    if (v[a] === undefined && v[b] === undefined) return null;
    return [need(a, `${b} is set and needs it`), need(b, `${a} is set and needs it`)];
  };
  // The start command sets PLUMBLINE_MODE for what it starts; by hand, a DATABASE_URL means production.
  const mode = v.PLUMBLINE_MODE ?? (v.DATABASE_URL === undefined ? 'demo' : 'production');
  const databaseUrl = need('DATABASE_URL', 'start with npm start, or set the address of a PostgreSQL server');
  const appUrl =
    mode === 'demo'
      ? (v.APP_URL ?? `http://127.0.0.1:${v.PORT}`)
      : need('APP_URL', 'production needs the https address that people open');
  if (mode === 'production' && !appUrl.startsWith('https://')) {
    throw new EnvironmentError(
      'APP_URL is not valid: production needs https, because sessions travel in cookies.',
    );
  }
  const authSecret = needSecret('AUTH_SECRET', 'it signs sessions');
  if (v.OIDC_ISSUER !== undefined) need('OIDC_ID', 'OIDC_ISSUER is set and needs it');
  if (v.SANDBOX_URL === undefined) {
    throw new EnvironmentError(
      'SANDBOX_URL is missing: start with npm start, or set the address of a sandbox service.',
    );
  }
  const github = both('GITHUB_ID', 'GITHUB_SECRET');
  const google = both('GOOGLE_ID', 'GOOGLE_SECRET');
  const oidc = both('OIDC_ID', 'OIDC_SECRET');
  const smtp = both('SMTP_URL', 'MAIL_FROM');
  return {
    mode,
    databaseUrl,
    appUrl: appUrl.replace(/\/+$/, ''),
    host: mode === 'demo' ? '127.0.0.1' : (v.HOST ?? '0.0.0.0'),
    port: v.PORT,
    authSecret,
    github: github && { id: github[0], secret: github[1] },
    google: google && { id: google[0], secret: google[1] },
    oidc: oidc && {
      issuer: need('OIDC_ISSUER', 'OIDC_ID is set and needs it'),
      id: oidc[0],
      secret: oidc[1],
      name: v.OIDC_NAME,
    },
    smtp: smtp && { url: smtp[0], from: smtp[1] },
    sandbox: {
      urls: v.SANDBOX_URL,
      secret: needSecret('SANDBOX_SECRET', 'the sandbox service answers only to those who know it'),
      allowUnconfined: mode === 'demo' || v.SANDBOX_ALLOW_UNCONFINED,
    },
    lab: {
      url: need('LAB_URL', 'start with npm start, or set the address of a lab service'),
      secret: needSecret('LAB_SECRET', 'the lab service answers only to those who know it'),
    },
    logLevel: v.LOG_LEVEL,
  };
}

let parsed: Env | null = null;

export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
