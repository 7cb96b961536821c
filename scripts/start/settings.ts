import path from 'node:path';
import { EnvironmentError, parseEnv } from '../../server/env.ts';

type Variables = Record<string, string | undefined>;

/** What the start command decides before it starts anything. */
export interface StartSettings {
  mode: 'demo' | 'production';
  dev: boolean;
  dataFolder: string;
  host: string;
  port: number;
  /** Null: run the PostgreSQL that comes along. */
  databaseUrl: string | null;
  /** Run a sandbox service beside the application. */
  ownSandbox: boolean;
  /** Run an SQL lab beside the application. */
  ownLab: boolean;
}

/** What is chosen or made while starting. */
export interface Chosen {
  port: number;
  databaseUrl: string;
  authSecret: string;
  sandboxUrl: string;
  sandboxSecret: string;
  labUrl: string;
  labSecret: string;
  /** Of the application's own server, which the lab must not be. */
  systemIdentifier: string;
}

const placeholder = 'x'.repeat(32);

/**
 * Checks the whole environment first, with stand-ins for what is chosen later: a mistake shows before anything runs.
 * Throws `EnvironmentError` with one sentence.
 */
export function readSettings(variables: Variables, options: { dev: boolean; root: string }): StartSettings {
  const given = (name: string): string | undefined => variables[name] || undefined;
  const databaseUrl = given('DATABASE_URL') ?? null;
  if (given('PLUMBLINE_MODE') === 'demo' && databaseUrl !== null) {
    throw new EnvironmentError(
      'PLUMBLINE_MODE is not valid: demo data is never loaded into a database of yours, so leave DATABASE_URL unset for the demo.',
    );
  }
  if (given('PLUMBLINE_MODE') === 'production' && databaseUrl === null) {
    throw new EnvironmentError(
      'DATABASE_URL is missing: production keeps its data on a PostgreSQL server of yours.',
    );
  }
  const parsed = parseEnv(
    composeEnvironment(variables, {
      port: Number(given('PORT') ?? 3000),
      databaseUrl: databaseUrl ?? 'postgres://embedded/embedded',
      authSecret: placeholder,
      sandboxUrl: 'http://127.0.0.1:1',
      sandboxSecret: placeholder,
      labUrl: 'http://127.0.0.1:1',
      labSecret: placeholder,
      systemIdentifier: '',
    }),
  );
  return {
    mode: parsed.mode,
    dev: options.dev,
    dataFolder: path.resolve(options.root, given('DATA_FOLDER') ?? '.data'),
    host: parsed.host,
    port: parsed.port,
    databaseUrl,
    ownSandbox: given('SANDBOX_URL') === undefined,
    ownLab: given('LAB_URL') === undefined,
  };
}

/**
 * The variables of the web and jobs processes. What the operator has set stays; the rest is what was chosen. Only the
 * demo gets a session secret of ours: in production its loss would be nobody's decision.
 */
export function composeEnvironment(variables: Variables, chosen: Chosen): Variables {
  const demo = !variables.DATABASE_URL;
  const port = variables.PORT && variables.PORT !== '0' ? variables.PORT : String(chosen.port);
  const appUrl = variables.APP_URL || (demo ? `http://127.0.0.1:${port}` : undefined);
  return {
    ...withoutNpm(variables),
    PLUMBLINE_MODE: demo ? 'demo' : 'production',
    DATABASE_URL: variables.DATABASE_URL || chosen.databaseUrl,
    PORT: port,
    APP_URL: appUrl,
    // next-auth reads this one itself, for the addresses that other sign-in services send people back to.
    NEXTAUTH_URL: appUrl,
    AUTH_SECRET: variables.AUTH_SECRET || (demo ? chosen.authSecret : undefined),
    SANDBOX_URL: variables.SANDBOX_URL || chosen.sandboxUrl,
    SANDBOX_SECRET: variables.SANDBOX_SECRET || (variables.SANDBOX_URL ? undefined : chosen.sandboxSecret),
    LAB_URL: variables.LAB_URL || chosen.labUrl,
    LAB_SECRET: variables.LAB_SECRET || (variables.LAB_URL ? undefined : chosen.labSecret),
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

/** What a sandbox service of ours sees of the environment: no database, no session secret, nobody's keys. */
export function sandboxEnvironment(variables: Variables, chosen: Chosen, demo: boolean): Variables {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ', 'LOG_LEVEL', 'SANDBOX_ALLOW_UNCONFINED'];
  const own = Object.entries(variables).filter(
    ([name]) => passed.includes(name) || (name.startsWith('SANDBOX_') && name !== 'SANDBOX_URL'),
  );
  const { hostname, port } = new URL(chosen.sandboxUrl);
  return {
    ...Object.fromEntries(own),
    ...(demo ? { SANDBOX_ALLOW_UNCONFINED: 'true' } : {}),
    SANDBOX_HOST: hostname,
    SANDBOX_PORT: port,
    SANDBOX_SECRET: variables.SANDBOX_SECRET || chosen.sandboxSecret,
  };
}

/** What a lab of ours sees: of databases only the one that it is for, and the mark of the one that it is not. */
export function labEnvironment(
  variables: Variables,
  chosen: Chosen,
  settings: Pick<StartSettings, 'mode' | 'dataFolder'>,
): Variables {
  const passed = [
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'TZ',
    'LOG_LEVEL',
    'LAB_DATABASE_URL',
    'LAB_ALLOW_UNCONFINED',
  ];
  const { hostname, port } = new URL(chosen.labUrl);
  return {
    ...Object.fromEntries(Object.entries(variables).filter(([name]) => passed.includes(name))),
    ...(settings.mode === 'demo' ? { LAB_ALLOW_UNCONFINED: 'true' } : {}),
    LAB_HOST: hostname,
    LAB_PORT: port,
    LAB_SECRET: variables.LAB_SECRET || chosen.labSecret,
    LAB_FOLDER: path.join(settings.dataFolder, 'lab'),
    LAB_FORBIDDEN_SYSTEM: chosen.systemIdentifier,
  };
}

function withoutNpm(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !name.startsWith('npm_')));
}
