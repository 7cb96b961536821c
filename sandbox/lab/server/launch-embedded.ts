import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '../../../db/embedded/account.ts';
import { endsWithParent } from '../../../db/embedded/parent-death.ts';
import { findProgram } from '../../confinement/runtime.ts';
import { backendAddressSpaceBytes, serverConnectionsMax, temporaryFilesLimitMb } from '../limits.ts';
import { pinnedSettings } from './lab-server.ts';

export interface Folders {
  /** Unpacked PostgreSQL: bin, lib, share. */
  native: string;
  cluster: string;
  socket: string;
}

export interface Launch {
  command: string;
  args: string[];
}

/** Where things stand for a program that is started this way. */
type Wrap = (program: string, args: (places: Folders) => string[]) => Launch;

/**
 * Nothing of the machine but PostgreSQL itself: no network, no other process, no file but the cluster and the socket's
 * folder, no capability, no environment. Null when bubblewrap is not installed.
 */
export function confinedLaunch(folders: Folders, account: Account | null): Wrap | null {
  const bwrap = findProgram('bwrap');
  if (bwrap === null) return null;
  const inside: Folders = { native: '/pg', cluster: '/data', socket: '/sock' };
  // initdb wants a name for the user that it runs as.
  const passwd = path.join(path.dirname(folders.cluster), 'lab-passwd');
  const uid = account?.uid ?? process.getuid?.() ?? 65_534;
  const gid = account?.gid ?? process.getgid?.() ?? 65_534;
  writeFileSync(passwd, `lab:x:${uid}:${gid}::/:/bin/false\n`, { mode: 0o644 });
  const libraries = ['/lib', '/lib64', '/lib32'].filter((folder) => existsSync(folder));
  const walls = [
    ...['--tmpfs', '/tmp', '--unshare-all', '--die-with-parent', '--new-session', '--clearenv'],
    ...['--setenv', 'LC_ALL', 'C', '--setenv', 'TZ', 'UTC'],
    ...['--ro-bind', '/usr/lib', '/usr/lib'],
    ...(existsSync('/usr/lib64') ? ['--ro-bind', '/usr/lib64', '/usr/lib64'] : []),
    ...libraries.flatMap((folder) => ['--ro-bind', folder, folder]),
    ...['--ro-bind', folders.native, inside.native, '--ro-bind', passwd, '/etc/passwd'],
    ...shellFor(),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--bind', folders.cluster, inside.cluster, '--bind', folders.socket, inside.socket],
    ...['--cap-drop', 'ALL', '--chdir', '/', '--'],
  ];
  return (program, args) => {
    const [command, all] = limited(path.join(inside.native, 'bin', program), args(inside), false);
    return { command: bwrap, args: [...withProgram(walls, command), command, ...all] };
  };
}

/** Under an account of its own at best, and bound in memory; what the machine shows to that account it shows here too. */
export function plainLaunch(folders: Folders): Wrap {
  return (program, args) => {
    const [command, all] = limited(path.join(folders.native, 'bin', program), args(folders), true);
    const [outer, outerArgs] = endsWithParent('INT', command, all);
    return { command: outer, args: outerArgs };
  };
}

/** initdb starts `postgres` through the shell. */
function shellFor(): string[] {
  return ['/bin/sh', '/usr/bin/sh'].flatMap((shell) =>
    existsSync(shell) ? ['--ro-bind', shell, shell] : [],
  );
}

function withProgram(walls: string[], command: string): string[] {
  if (command.startsWith('/pg/')) return walls;
  const end = walls.lastIndexOf('--');
  return [...walls.slice(0, end), '--ro-bind', command, command, ...walls.slice(end)];
}

function limited(command: string, args: string[], _plain: boolean): [string, string[]] {
  const prlimit = findProgram('prlimit');
  if (prlimit === null) return [command, args];
  return [prlimit, [`--as=${backendAddressSpaceBytes}`, '--core=0', '--', command, ...args]];
}

/** Crashes may lose everything in it: each start makes the cluster anew. */
export function serverArguments(places: Folders): string[] {
  const settings: Record<string, string | number> = {
    ...pinnedSettings,
    listen_addresses: '',
    unix_socket_directories: places.socket,
    unix_socket_permissions: '0700',
    max_connections: serverConnectionsMax,
    superuser_reserved_connections: 20,
    shared_buffers: '128MB',
    max_worker_processes: 0,
    max_notify_queue_pages: 64,
    max_locks_per_transaction: 256,
    temp_file_limit: `${temporaryFilesLimitMb}MB`,
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '512MB',
    // Passwords here are 192 random bits: hashing them thousands of times protects nothing.
    scram_iterations: 1,
    fsync: 'off',
    full_page_writes: 'off',
    // Pages with rows whose commit is not yet in the log are not marked as seen by all, and the log is written when there
    // is time. Written with the commit and without fsync it costs microseconds, and plans do not depend on it.
    synchronous_commit: 'on',
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return [
    '-D',
    places.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}
