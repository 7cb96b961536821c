import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { stderrTailBytesMax } from '../limits.ts';
import { NoteFile } from './note-file.ts';
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

/** A worker as a process of its own, with no environment of ours, three pipes and a file for its notes. */
export function startWorkerProcess(launch: LaunchCommand): WorkerPort {
  const notes = NoteFile.open();
  const child = spawn(launch.command, launch.args, {
    // Where no file for notes can be made, the worker says everything aloud.
    stdio: ['pipe', 'pipe', 'pipe', notes?.descriptor ?? 'ignore'],
    env: workerEnvironment,
    cwd: launch.cwd,
    // Its own session and process group: a Ctrl-C in the terminal is the supervisor's to handle, in order, there is no
    // terminal to write into, and one signal ends everything that the command has started.
    detached: true,
    ...(launch.user === null ? {} : launch.user),
    // The types know three pipes and nothing else as having no null among them.
  }) as ChildProcessWithoutNullStreams;
  const { pid } = child;
  const watch = pid === undefined ? null : new TreeWatch(pid);
  let stderr = '';
  let onExit: (exit: WorkerExit) => void = () => {};
  let exited: WorkerExit | null = null;
  let notesAreOpen = notes !== null;
  const end = (code: number | null, signal: string | null) => {
    if (exited !== null) return;
    exited = { code, signal, stderr };
    onExit(exited);
    notesAreOpen = false;
    notes?.close();
  };
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-stderrTailBytesMax);
  });
  child.on('error', (error) => {
    stderr += error.message;
    if (pid === undefined) end(null, null);
  });
  /**
   * The worker and all that was started around it, which is one process group. The first process alone would not do:
   * in its first milliseconds bubblewrap has a second one that does not yet die with it and waits for its word for ever.
   */
  const killAll = () => {
    if (pid === undefined || exited !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // None of them is left, or this is Windows, which has no process groups.
      child.kill('SIGKILL');
    }
  };
  // What outlives the first process would hold the pipes open.
  child.on('exit', killAll);
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
    takeNotes: () => (notesAreOpen && notes !== null ? notes.take() : []),
    clearNotes: () => {
      if (notesAreOpen) notes?.clear();
    },
    onExit: (receive) => {
      onExit = receive;
      if (exited !== null) receive(exited);
    },
    kill: killAll,
    usage: () => watch?.look() ?? null,
  };
}
