import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { notesBytesMax } from '../limits.ts';
import type { LaunchCommand } from '../pool/worker-process.ts';
import { findProgram, type Runtime } from './runtime.ts';

const innerRoot = '/plumbline/app';
const innerNode = '/plumbline/node';

/** Node's own permission model is the inner wall: no other file, no child process, no thread. */
function nodeArguments(runtime: Runtime, root: string): string[] {
  return [
    // The addon's authors ask for it; it costs 50 ms of start, which the spare hides.
    '--no-node-snapshot',
    // A new hash seed for every isolate means hashing all its names again, a twentieth of a run. A program that looks
    // for collisions slows down itself only, and its processor time is limited.
    '--no-rehash-snapshot',
    // A fresh isolate meets V8's threshold for machine code of its baseline compiler in every run, seldom to use it: the
    // compiler's thread took a twentieth of a run. Loops that matter are optimised as before.
    '--baseline-batch-compilation-threshold=16384',
    // The parser that erases types is WebAssembly. A worker's life is too short for its optimised code to pay: with it a
    // new program of 40 lines took 0.4 ms to erase instead of 0.2, and the compiler's threads 0.1 s a worker.
    '--wasm-tiering-budget=1000000000',
    // Parts of WebAssembly and of Atomics that V8 would build into each of an isolate's two contexts, to be taken away
    // again before a program begins.
    '--no-experimental-wasm-jspi',
    '--no-js-source-phase-imports',
    '--no-js-atomics-pause',
    '--disable-warning=ExperimentalWarning',
    '--permission',
    '--allow-addons',
    ...runtime.parts.map(
      (part) => `--allow-fs-read=${join(root, part)}${runtime.isFolder(part) ? '/*' : ''}`,
    ),
    // The addon's loader looks there to tell musl from glibc.
    '--allow-fs-read=/etc/alpine-release',
    join(root, 'sandbox', 'worker', 'main.ts'),
  ];
}

/** A plain process under Node's permission model: no boundary, only fewer accidents. */
export function unconfinedLaunch(runtime: Runtime): LaunchCommand {
  const node = [runtime.node, ...nodeArguments(runtime, runtime.root)];
  const setpriv = findProgram('setpriv');
  // The kernel ends the worker together with the supervisor, however that one ends.
  const [command = runtime.node, ...args] =
    setpriv === null ? node : [setpriv, '--pdeathsig', 'KILL', '--no-new-privs', ...node];
  return limited({ command, args, user: runtime.user, cwd: runtime.root }, notesBytesMax);
}

/** Own user, process, network, mount, host-name and IPC namespaces; the file system is the host's, seen by Node's rules. */
export function namespacesLaunch(runtime: Runtime): LaunchCommand | null {
  const unshare = findProgram('unshare');
  if (unshare === null) return null;
  const setpriv = findProgram('setpriv');
  // The outer one ends unshare together with the supervisor, and unshare ends what it holds.
  const outer = setpriv === null ? [] : [setpriv, '--pdeathsig', 'KILL'];
  const inner = setpriv === null ? [] : [setpriv, '--no-new-privs'];
  const spaces = ['--user', '--map-current-user', '--fork', '--pid', '--net', '--ipc', '--uts', '--mount'];
  const [command = unshare, ...args] = [
    ...outer,
    unshare,
    ...spaces,
    '--kill-child=SIGKILL',
    '--',
    ...inner,
    runtime.node,
    ...nodeArguments(runtime, runtime.root),
  ];
  return limited({ command, args, user: runtime.user, cwd: runtime.root }, notesBytesMax);
}

/** Something read-only to show inside, at a path of its own. */
export interface Bind {
  from: string;
  to: string;
}

/**
 * Bubblewrap: an empty file system with Node, the libraries it loads and what `binds` names, all read-only; no network,
 * no capabilities, no environment, own namespaces of every kind. Null when it is not installed.
 */
export function bubblewrapCommand(
  runtime: Runtime,
  binds: Bind[],
  nodeArgs: string[],
  fileBytesMax = 0,
): LaunchCommand | null {
  const bwrap = findProgram('bwrap');
  if (bwrap === null) return null;
  // No session of its own: whoever starts it gives it one, and ends it by its process group.
  const args = [
    '--unshare-all',
    '--die-with-parent',
    ...['--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
    ...['--cap-drop', 'ALL', '--clearenv', '--setenv', 'TZ', 'UTC', '--dev', '/dev'],
  ];
  for (const { from, to } of [{ from: runtime.node, to: innerNode }, ...librariesOf(runtime), ...binds]) {
    args.push('--ro-bind', from, to);
  }
  args.push(
    '--remount-ro',
    '/dev',
    '--remount-ro',
    '/',
    '--chdir',
    '/plumbline',
    '--',
    innerNode,
    ...nodeArgs,
  );
  return limited({ command: bwrap, args, user: runtime.user, cwd: '/' }, fileBytesMax);
}

export function bubblewrapLaunch(runtime: Runtime): LaunchCommand | null {
  const binds = runtime.parts.map((part) => ({ from: join(runtime.root, part), to: join(innerRoot, part) }));
  return bubblewrapCommand(runtime, binds, nodeArguments(runtime, innerRoot), notesBytesMax);
}

/** No core dump, no file that grows past this (the only writable place would be memory), few open files. */
function limited(launch: LaunchCommand, fileBytesMax: number): LaunchCommand {
  const prlimit = findProgram('prlimit');
  if (prlimit === null) return launch;
  const args = ['--core=0', `--fsize=${fileBytesMax}`, '--nofile=256', '--', launch.command, ...launch.args];
  return { ...launch, command: prlimit, args };
}

/** Exactly the shared libraries that Node and the addon load; whole library folders where `ldd` cannot tell. */
function librariesOf(runtime: Runtime): Bind[] {
  const ldd = findProgram('ldd');
  const listed =
    ldd === null ? [] : readLdd(spawnSync(ldd, [runtime.node], { encoding: 'utf8' }).stdout ?? '');
  if (listed.length > 0) return listed.map((path) => ({ from: realpathSync(path), to: path }));
  return ['/usr/lib', '/lib', '/lib64', '/usr/lib64'].filter(existsSync).map((path) => {
    const link = lstatSync(path).isSymbolicLink() ? join('/', readlinkSync(path)) : path;
    return { from: link, to: path };
  });
}

function readLdd(output: string): string[] {
  const paths = new Set<string>();
  for (const line of output.split('\n')) {
    const path = /(?:=> )?(\/\S+) \(0x/u.exec(line)?.[1];
    if (path !== undefined && existsSync(path)) paths.add(path);
  }
  return [...paths];
}
