/** `npm run admin -- create EMAIL`: the operator's own way in. Prints a one-time link to set a password. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRunning } from '../db/embedded/start-embedded.ts';
import { migrate } from '../db/migrate.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

async function main(args: string[]): Promise<number> {
  const [command, email, ...rest] = args;
  if (command !== 'create' || !email || rest.length > 0) {
    process.stderr.write('Usage: npm run admin -- create EMAIL\n');
    return 64;
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    process.stderr.write(`${email} is no e-mail address.\n`);
    return 64;
  }
  const url = await findDatabase();
  if (!url) return 1;
  await migrate(url);
  const { createFirstAdministrator } = await import('../server/people/create-first-administrator.ts');
  const { database } = await import('../server/database.ts');
  const made = await createFirstAdministrator({ email });
  await database().close();
  process.stderr.write(
    `${email} ${made.created ? 'was added as' : 'is now'} an administrator. This link sets a password, works once and for 24 hours:\n`,
  );
  process.stdout.write(`${made.url}\n`);
  return 0;
}

/**
 * The operator's database, or the embedded one while the application runs. What this command does not use (sessions,
 * sandbox) gets values that nobody else sees, so that it needs nothing but DATABASE_URL and APP_URL.
 */
async function findDatabase(): Promise<string | null> {
  const variables = process.env;
  const unused = 'not-used-by-this-command-not-used-by-this-command';
  if (variables.DATABASE_URL) {
    variables.AUTH_SECRET ??= unused;
    variables.SANDBOX_URL ??= 'http://127.0.0.1:1';
    variables.SANDBOX_SECRET ??= unused;
    variables.LAB_URL ??= 'http://127.0.0.1:1';
    variables.LAB_SECRET ??= unused;
    const { env } = await import('../server/env.ts');
    return env().databaseUrl;
  }
  const dataFolder = variables.DATA_FOLDER || path.join(root, '.data');
  const running = await findRunning(dataFolder);
  if (!running) {
    process.stderr.write(
      'No database: start the application with npm start first, or set DATABASE_URL and APP_URL.\n',
    );
    return null;
  }
  Object.assign(variables, {
    PLUMBLINE_MODE: 'demo',
    DATABASE_URL: running.url,
    AUTH_SECRET: unused,
    SANDBOX_URL: 'http://127.0.0.1:1',
    SANDBOX_SECRET: unused,
    LAB_URL: 'http://127.0.0.1:1',
    LAB_SECRET: unused,
  });
  return running.url;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
