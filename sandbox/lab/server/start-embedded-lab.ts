import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Account, chooseAccount } from '../../../db/embedded/account.ts';
import { runnableNative } from '../../../db/embedded/native.ts';
import { placeFor } from '../../../db/embedded/place.ts';
import { endPostmaster, findPostmaster } from '../../../db/embedded/postmaster.ts';
import { serverEnvironment } from '../../../db/embedded/server-environment.ts';
import { serverStartLimitMs } from '../limits.ts';
import { ConnectionLost, WireConnection } from '../wire/wire-connection.ts';
import type { LabServer } from './lab-server.ts';
import {
  confinedLaunch,
  type Folders,
  type Launch,
  plainLaunch,
  serverArguments,
} from './launch-embedded.ts';

export interface EmbeddedLabOptions {
  /** The cluster in it is thrown away at every start: candidates' scratch databases are nobody's record. */
  folder: string;
  /** Without it bubblewrap is used where it works. */
  unconfined?: boolean;
}

const superuser = 'postgres';
const pollMs = 30;

/** Starts a PostgreSQL for the lab on a folder of its own, reached by a socket only. */
export async function startEmbeddedLab(options: EmbeddedLabOptions): Promise<LabServer> {
  const account = chooseAccount();
  const place = placeFor(options.folder, account);
  const native = await runnableNative(account, place.serverFolder);
  const old = findPostmaster(place.cluster);
  if (old !== null) await endPostmaster(old);
  // Paths of sockets may have 107 characters, which a data folder's name may use up.
  const socket = mkdtempSync(path.join(os.tmpdir(), 'plumbline-lab-'));
  const folders: Folders = { native: native.folder, cluster: place.cluster, socket };
  if (account) chownSync(socket, account.uid, account.gid);
  const confined = options.unconfined ? null : confinedLaunch(folders, account);
  const why: string[] = [];
  for (const [confinement, wrap] of [
    ['bubblewrap', confined],
    ['none', plainLaunch(folders)],
  ] as const) {
    if (wrap === null) {
      why.push(options.unconfined ? 'Confinement was switched off.' : 'Bubblewrap is not installed.');
      continue;
    }
    try {
      const password = randomBytes(24).toString('hex');
      await makeCluster(folders, account, password, wrap);
      const running = launch(
        wrap('postgres', serverArguments),
        account,
        path.join(place.serverFolder, 'lab.log'),
      );
      await untilReady(running, socket, password);
      const note =
        confinement === 'bubblewrap'
          ? 'The SQL lab runs in bubblewrap: no network, no files but its own, no capabilities.'
          : `The SQL lab runs without confinement, under PostgreSQL’s own rules only. ${why.join(' ')}`;
      return {
        address: { path: path.join(socket, '.s.PGSQL.5432'), host: '', port: 0 },
        user: superuser,
        password,
        confinement,
        note,
        rootPid: running.child.pid ?? null,
        ended: running.ended,
        async stop() {
          await end(running, confinement === 'bubblewrap');
          rmSync(socket, { recursive: true, force: true });
          rmSync(place.cluster, { recursive: true, force: true });
        },
      };
    } catch (error) {
      if (confinement === 'none') throw error;
      why.push(
        `Bubblewrap is installed, but its trial start failed: ${error instanceof Error ? error.message : error}.`,
      );
    }
  }
  throw new Error('no way to start PostgreSQL was left');
}

type Wrap = NonNullable<ReturnType<typeof confinedLaunch>>;

async function makeCluster(
  folders: Folders,
  account: Account | null,
  password: string,
  wrap: Wrap,
): Promise<void> {
  rmSync(folders.cluster, { recursive: true, force: true });
  mkdirSync(folders.cluster, { mode: 0o700 });
  // In the socket's folder, which the confined program sees too.
  const file = path.join(folders.socket, 'initdb.password');
  writeFileSync(file, password, { mode: 0o600 });
  if (account) {
    chownSync(folders.cluster, account.uid, account.gid);
    chownSync(file, account.uid, account.gid);
  }
  const { command, args } = wrap('initdb', (places) => [
    ...['-D', places.cluster, '-U', superuser, `--pwfile=${path.join(places.socket, 'initdb.password')}`],
    ...['-A', 'scram-sha-256', '--locale=C', '-E', 'UTF8', '--no-sync'],
  ]);
  try {
    const { code, said } = await finish(spawnAs(command, args, account, ['ignore', 'pipe', 'pipe']));
    if (code !== 0) throw new Error(`initdb ended with ${code}: ${said.trim().slice(-400)}`);
  } finally {
    rmSync(file, { force: true });
  }
}

interface Running {
  child: ChildProcess;
  ended: Promise<string>;
  logFile: string;
}

function launch({ command, args }: Launch, account: Account | null, logFile: string): Running {
  const log = openSync(logFile, 'w', 0o600);
  const child = spawnAs(command, args, account, ['ignore', log, log]);
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  return { child, ended, logFile };
}

function spawnAs(
  command: string,
  args: string[],
  account: Account | null,
  stdio: ['ignore', 'pipe' | number, 'pipe' | number],
): ChildProcess {
  return spawn(command, args, {
    cwd: '/',
    env: serverEnvironment,
    stdio,
    detached: true,
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
}

function finish(child: ChildProcess): Promise<{ code: number | string; said: string }> {
  return new Promise((resolve) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString('utf8')).slice(-4_000);
      });
    }
    child.once('error', (error) => resolve({ code: error.message, said }));
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? 'nothing', said }));
  });
}

async function untilReady(running: Running, socket: string, password: string): Promise<void> {
  const until = performance.now() + serverStartLimitMs;
  let over = '';
  void running.ended.then((how) => {
    over = how;
  });
  const address = { path: path.join(socket, '.s.PGSQL.5432'), host: '', port: 0 };
  for (;;) {
    try {
      const connection = await WireConnection.open({
        ...{ address, user: superuser, password, database: 'postgres' },
        applicationName: 'plumbline lab',
      });
      connection.close();
      return;
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      if (over !== '' || performance.now() > until) {
        await end(running, true);
        throw new Error(`PostgreSQL did not start (${over || 'not in time'}): ${lastWords(running.logFile)}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** Under bubblewrap a signal reaches bubblewrap only, and everything in it goes with it. */
async function end(running: Running, atOnce: boolean): Promise<void> {
  const { child, ended } = running;
  for (const signal of atOnce ? (['SIGKILL'] as const) : (['SIGINT', 'SIGQUIT', 'SIGKILL'] as const)) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, 5_000);
    });
    await Promise.race([ended, patience]);
    clearTimeout(timer);
  }
}

function lastWords(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return 'nothing';
  }
}
