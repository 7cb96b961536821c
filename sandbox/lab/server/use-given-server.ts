import { Admin, type Row } from '../database/admin.ts';
import { serverConnectionsMax, temporaryFilesLimitMb } from '../limits.ts';
import type { LabServer } from './lab-server.ts';
import { pinnedSettings } from './lab-server.ts';

/** The server of LAB_DATABASE_URL is not fit to run candidates' statements; the message names all that is missing. */
export class UnfitServer extends Error {}

/** `postgres://superuser:password@host:port/postgres` as a server for the lab. Nothing is asked of it yet. */
export function givenServer(url: string): LabServer {
  const parsed = new URL(url);
  const host = parsed.searchParams.get('host') ?? decodeURIComponent(parsed.hostname);
  const port = Number(parsed.port || 5432);
  return {
    address: host.startsWith('/')
      ? { path: `${host}/.s.PGSQL.${port}`, host: '', port }
      : { path: null, host: host.replace(/^\[|\]$/gu, ''), port },
    user: decodeURIComponent(parsed.username || 'postgres'),
    password: decodeURIComponent(parsed.password),
    confinement: 'server',
    note: 'The SQL lab uses the server of LAB_DATABASE_URL, whose settings were tested at start.',
    rootPid: null,
    ended: new Promise(() => {}),
    stop: () => Promise.resolve(),
  };
}

/** Bounds of the server itself, besides those that grading needs: name, what is asked of the value, and how to say it. */
const bounds: { name: string; holds(value: string): boolean; wanted: string }[] = [
  ...Object.entries(pinnedSettings)
    .filter(([name]) => name !== 'io_method')
    .map(([name, wanted]) => ({ name, holds: (value: string) => value === wanted, wanted })),
  {
    name: 'temp_file_limit',
    holds: (value) => value !== '-1' && megabytes(value) <= temporaryFilesLimitMb * 4,
    wanted: `${temporaryFilesLimitMb}MB`,
  },
  { name: 'max_worker_processes', holds: (value) => Number(value) === 0, wanted: '0' },
  {
    name: 'max_connections',
    holds: (value) => Number(value) >= serverConnectionsMax / 2,
    wanted: `at least ${serverConnectionsMax / 2}`,
  },
  {
    name: 'log_min_messages',
    holds: (value) => ['fatal', 'panic'].includes(value),
    wanted: 'fatal (RAISE LOG fills the disk)',
  },
  { name: 'log_statement', holds: (value) => value === 'none', wanted: 'none' },
  { name: 'standard_conforming_strings', holds: (value) => value === 'on', wanted: 'on' },
];

/**
 * Tests every rule that candidates' statements are kept by, and says all that is missing at once. `forbiddenSystem` is
 * the identifier of the platform's own server.
 */
export async function testGivenServer(server: LabServer, forbiddenSystem: string): Promise<void> {
  const admin = new Admin(server);
  try {
    const system = await one(admin, 'select system_identifier from pg_control_system()');
    if (forbiddenSystem !== '' && system === forbiddenSystem) {
      throw new UnfitServer(
        'LAB_DATABASE_URL is the server of the platform’s own database: candidates’ SQL needs a server of its own.',
      );
    }
    const problems: string[] = [];
    if ((await one(admin, 'select rolsuper from pg_roles where rolname = current_user')) !== 't')
      throw new UnfitServer('LAB_DATABASE_URL signs in as a role that is no superuser, which the lab needs.');
    const version = Number(await one(admin, 'show server_version_num'));
    if (version < 180_000) problems.push(`PostgreSQL 18 or later (it is ${Math.floor(version / 10_000)})`);
    for (const { name, holds, wanted } of bounds) {
      const value = (await one(admin, `select current_setting('${name}', true)`)) ?? '';
      if (!holds(value)) problems.push(`${name} = ${wanted} (it is ${value || 'unknown'})`);
    }
    const others: Row[] = await admin.query(
      String.raw`select datname from pg_database where datname not in ('postgres', 'template0', 'template1') and datname not like 'lab\_%'`,
    );
    if (others.length > 0)
      problems.push(`no other databases (it has ${others.map(([name]) => name).join(', ')})`);
    const privileged: Row[] = await admin.query(
      String.raw`select rolname from pg_roles where rolname like 'lab\_%' and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)`,
    );
    if (privileged.length > 0) problems.push(`no rights for ${privileged.map(([name]) => name).join(', ')}`);
    if (problems.length > 0)
      throw new UnfitServer(
        `The server of LAB_DATABASE_URL is not fit for candidates’ SQL. It needs: ${problems.join('; ')}.`,
      );
  } finally {
    await admin.close();
  }
}

async function one(admin: Admin, sql: string): Promise<string | null> {
  return (await admin.query(sql))[0]?.[0] ?? null;
}

function megabytes(setting: string): number {
  const [, amount = '0', unit = 'kB'] = /^(\d+)\s*(kB|MB|GB|TB)?$/u.exec(setting) ?? [];
  const factor = { kB: 1 / 1024, MB: 1, GB: 1024, TB: 1024 * 1024 }[unit] ?? 1;
  return Number(amount) * factor;
}
