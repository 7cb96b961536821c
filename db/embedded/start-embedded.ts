import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { type Account, chooseAccount } from './account.ts';
import { ensureDatabase } from './application-database.ts';
import { initialise, isInitialised, resetSuperuserPassword } from './cluster.ts';
import {
  applicationUrl,
  type Connection,
  findConnection,
  freePort,
  isPortFree,
  newConnection,
  saveConnection,
  superuserUrl,
} from './connection-file.ts';
import { type NativeFolder, runnableNative } from './native.ts';
import { endsWithParent } from './parent-death.ts';
import { type Place, placeFor } from './place.ts';
import { endPostmaster, findPostmaster, removeMisleadingPidFile } from './postmaster.ts';
import { serverEnvironment } from './server-environment.ts';

/** Crash recovery after much writing takes a while; as long as the server lives and says so, it is waited for. */
const readyWithinMs = 120_000;
/** After kill -9 the old server's children hold its memory for a second or two. */
const healWithinMs = 15_000;
const stopWithinMs = 10_000;
const pollMs = 40;
const logBytesMax = 10_000_000;

export interface EmbeddedPostgres {
  /** Of the application's role, which owns the database `plumbline` and is no superuser. */
  url: string;
  /** For tests and the launcher. */
  superuserUrl: string;
  port: number;
  pid: number;
  /** Where the cluster is; outside the data folder when PostgreSQL's account cannot enter that. */
  cluster: string;
  logFile: string;
  /** Settles when the server process has ended, for whatever reason. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Fast shutdown; settles when the process is gone. */
  stop(): Promise<void>;
}

export interface StartOptions {
  dataFolder: string;
  /** End a server of the same cluster that outlived its launcher. Only for whoever holds the data folder's lock. */
  takeOver?: boolean;
}

/**
 * Starts the PostgreSQL that comes with the project on a data folder, making the cluster, its role and its database
 * when they are missing, and settles when it answers `select 1`. Port and passwords are chosen once per data folder.
 * Everything committed survives kill -9 of any process: fsync, full page writes and synchronous commit are on.
 */
export async function startEmbedded(options: StartOptions): Promise<EmbeddedPostgres> {
  const account = chooseAccount();
  const place = placeFor(options.dataFolder, account);
  const native = await runnableNative(account, place.serverFolder);
  const old = findPostmaster(place.cluster);
  if (old !== null) {
    if (!options.takeOver) {
      throw new Error(`A PostgreSQL server (process ${old}) already runs on ${place.cluster}.`);
    }
    await endPostmaster(old);
  }
  removeMisleadingPidFile(place.cluster);

  const known = findConnection(place.dataFolder);
  const connection = known ?? (await newConnection());
  if (!isInitialised(place)) await initialise(place, native, account, connection);
  else if (!known) await resetSuperuserPassword(place, native, account, connection);
  if (!known) saveConnection(place.dataFolder, connection);

  const logFile = path.join(place.dataFolder, 'postgres.log');
  const healUntil = Date.now() + healWithinMs;
  for (;;) {
    if (!(await isPortFree(connection.port))) {
      connection.port = await freePort();
      saveConnection(place.dataFolder, connection);
    }
    const server = launch(place, native, account, connection, logFile);
    if (await isReady(server, superuserUrl(connection))) {
      await ensureDatabase(connection);
      return { ...server.handle, url: applicationUrl(connection), superuserUrl: superuserUrl(connection) };
    }
    if (Date.now() > healUntil) {
      throw new Error(`PostgreSQL did not start. Its last words in ${logFile}: ${lastWords(logFile)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** A data folder that PostgreSQL's account can enter, for tests and benchmarks; `remove` takes it away again. */
export function temporaryDataFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'plumbline-'));
  return {
    folder,
    remove: () => {
      const { serverFolder } = placeFor(folder, chooseAccount());
      for (const each of new Set([serverFolder, folder])) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** The running server of a data folder, started by somebody else; null when none answers. */
export async function findRunning(dataFolder: string): Promise<{ url: string } | null> {
  const connection = findConnection(path.resolve(dataFolder));
  if (!connection) return null;
  const answer = await probe(applicationUrl(connection));
  return answer === 'ready' ? { url: applicationUrl(connection) } : null;
}

interface Launched {
  child: ChildProcess;
  hasEnded(): boolean;
  handle: Omit<EmbeddedPostgres, 'url' | 'superuserUrl'>;
}

function launch(
  place: Place,
  native: NativeFolder,
  account: Account | null,
  connection: Connection,
  logFile: string,
): Launched {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax) truncateSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: connection.port,
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
  };
  const [command, args] = endsWithParent('INT', path.join(native.folder, 'bin', 'postgres'), [
    '-D',
    place.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  // Its own session: Ctrl-C in the terminal reaches the launcher, which stops the database last.
  const child = spawn(command, args, {
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
  closeSync(log);
  let over = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      over = true;
      resolve({ code, signal });
    });
    child.once('error', () => {
      over = true;
      resolve({ code: null, signal: null });
    });
  });
  return {
    child,
    hasEnded: () => over,
    handle: {
      port: connection.port,
      pid: child.pid ?? 0,
      cluster: place.cluster,
      logFile,
      ended,
      async stop() {
        for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
          if (over) return;
          child.kill(signal);
          let timer: NodeJS.Timeout | undefined;
          const patience = new Promise((resolve) => {
            timer = setTimeout(resolve, stopWithinMs);
          });
          await Promise.race([ended, patience]);
          clearTimeout(timer);
        }
      },
    },
  };
}

/** True when it answers a query; false when the process ended before. A listening port is not enough: during recovery it refuses. */
async function isReady(server: Launched, url: string): Promise<boolean> {
  const until = Date.now() + readyWithinMs;
  while (!server.hasEnded()) {
    if ((await probe(url)) === 'ready') return !server.hasEnded();
    if (Date.now() > until) {
      await server.handle.stop();
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}

async function probe(url: string): Promise<'ready' | 'not-ready'> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await sql`select 1`;
    return 'ready';
  } catch {
    return 'not-ready';
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function lastWords(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return 'none';
  }
}
