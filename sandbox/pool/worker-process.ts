import { spawn } from 'node:child_process';
import { stderrTailBytesMax } from '../limits.ts';
import { TreeWatch } from './process-usage.ts';
import type { WorkerExit, WorkerPort } from './worker-port.ts';

/** How to start a worker under some confinement. */
export interface LaunchCommand {
  command: string;
  args: string[];
  /** Set when the supervisor is root: the worker, and what confines it, never are. */
  user: { uid: number; gid: number } | null;
  cwd: string;
}

/** Nothing of ours; the time zone, so that dates come out alike everywhere. */
const workerEnvironment: NodeJS.ProcessEnv = Object.assign(Object.create(null), { TZ: 'UTC' });

/** A worker as a process of its own, with no environment of ours and three pipes. */
export function startWorkerProcess(launch: LaunchCommand): WorkerPort {
  const child = spawn(launch.command, launch.args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: workerEnvironment,
    cwd: launch.cwd,
    // Its own session: a Ctrl-C in the terminal is the supervisor's to handle, in order.
    detached: true,
    ...(launch.user === null ? {} : launch.user),
  });
  const watch = child.pid === undefined ? null : new TreeWatch(child.pid);
  let stderr = '';
  let onExit: (exit: WorkerExit) => void = () => {};
  let exited: WorkerExit | null = null;
  const end = (code: number | null, signal: string | null) => {
    if (exited !== null) return;
    exited = { code, signal, stderr };
    onExit(exited);
  };
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-stderrTailBytesMax);
  });
  child.on('error', (error) => {
    stderr += error.message;
    if (child.pid === undefined) end(null, null);
  });
  // `close` comes after `exit`, once all pipes have been read to their end.
  child.on('close', end);
  // A worker that dies while a job is written to it is reported by its exit, not by the broken pipe.
  child.stdin.on('error', () => {});
  child.stdout.on('error', () => {});
  return {
    write: (bytes) => {
      child.stdin.write(bytes);
    },
    onData: (receive) => {
      child.stdout.on('data', receive);
    },
    onExit: (receive) => {
      onExit = receive;
      if (exited !== null) receive(exited);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    usage: () => watch?.look() ?? null,
  };
}
