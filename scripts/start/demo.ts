import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createDatabase } from '../../db/client.ts';
import { recreateDatabase } from '../../db/embedded/application-database.ts';
import { endsWithParent } from '../../db/embedded/parent-death.ts';
import { demoPeople } from '../../server/demo/people.ts';
import { StartRefused } from './refusal.ts';

/** In the data folder while demo data goes into a database that was empty: until then nobody was told an address. */
const loadingMark = (dataFolder: string): string => path.join(dataFolder, 'demo-is-loading');

/**
 * A first start that was cut short leaves half a demo. Nothing in it is anybody's, so the database is made anew; call
 * it before anything else uses the database.
 */
export async function discardHalfDemo(dataFolder: string): Promise<boolean> {
  if (!existsSync(loadingMark(dataFolder))) return false;
  await recreateDatabase(dataFolder);
  rmSync(loadingMark(dataFolder));
  return true;
}

/** Whether nobody is in it yet. What people have made since can so never be taken for half a demo. */
export async function isEmptyDatabase(databaseUrl: string): Promise<boolean> {
  const { sql, close } = createDatabase(databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ empty: boolean }[]>`select not exists (select from person) as empty`;
    return row?.empty === true;
  } finally {
    await close();
  }
}

/** By which a server knows itself: every cluster has its own, copies of it too. */
export async function readSystemIdentifier(databaseUrl: string): Promise<string> {
  const { sql, close } = createDatabase(databaseUrl, { max: 1 });
  try {
    const [row] = await sql<{ id: string }[]>`select system_identifier::text as id from pg_control_system()`;
    return row?.id ?? '';
  } finally {
    await close();
  }
}

/**
 * Loads the demo data into an empty database. In a process of its own, because it needs the whole server, and a server
 * parses its environment once.
 */
export async function loadDemo(
  root: string,
  dataFolder: string,
  environment: Record<string, string | undefined>,
  passwords: Record<string, string>,
): Promise<void> {
  writeFileSync(loadingMark(dataFolder), '');
  const script = path.join(root, 'server', 'demo', 'main.ts');
  const [command, args] = endsWithParent('KILL', process.execPath, [script]);
  const child = spawn(command, args, {
    cwd: root,
    env: { ...environment, NODE_ENV: 'production', DEMO_PASSWORDS: JSON.stringify(passwords) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2_000);
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      const how = signal ?? `code ${code}`;
      reject(new StartRefused(`The demo data could not be loaded (${how}):\n${said.trim()}`));
    });
  });
  rmSync(loadingMark(dataFolder), { force: true });
}

/** The lines for the terminal: who can sign in, and with what. */
export function signInLines(passwords: Record<string, string>): string[] {
  const rows = demoPeople.map(({ key, email, roles }) => ({
    role: roles.map((role) => role.replace('-', ' ')).join(', '),
    email,
    password: passwords[key] ?? '',
  }));
  const width = (column: 'role' | 'email'): number => Math.max(...rows.map((row) => row[column].length));
  return rows.map(
    ({ role, email, password }) =>
      `  ${role.padEnd(width('role'))}  ${email.padEnd(width('email'))}  ${password}`,
  );
}
