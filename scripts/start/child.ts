import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { endsWithParent, type StopSignal } from '../../db/embedded/parent-death.ts';
import type { Guard } from './guard.ts';
import { decideRestart } from './restart-policy.ts';

/** One process of the application: how it is started, when it counts as ready, and where its words go. */
export interface Part {
  name: string;
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  /** A file (the demo, whose terminal is for people) or this terminal (production's logs, development). */
  output: { kind: 'file'; path: string } | { kind: 'terminal' };
  /** What the kernel sends it when the start command is killed. */
  whenOrphaned: StopSignal;
  /** Settles when the started process answers; called again after every restart. */
  untilReady(process: Starting): Promise<void>;
}

export interface Starting {
  /** Settles when the process has written such a line to its standard output. */
  line(matches: (text: string) => boolean): Promise<void>;
  /** Aborted when the process has ended or has taken too long: no more waiting then. */
  signal: AbortSignal;
}

export interface RunningPart {
  name: string;
  pid(): number | null;
  /** Ready for the first time. */
  ready: Promise<void>;
  /** Ends it and whatever it started, in at most `withinMs` + a moment. */
  stop(withinMs: number): Promise<void>;
}

export interface SupervisorHooks {
  guard: Guard;
  say(line: string): void;
  /** The part cannot live: the application stops with this sentence. */
  giveUp(sentence: string): void;
}

const logBytesMax = 20_000_000;
const readyWithinMs = 60_000;

/** Starts a part and starts it again whenever it ends by itself, until `stop` or until it has ended too often. */
export function supervise(part: Part, hooks: SupervisorHooks): RunningPart {
  const endings: number[] = [];
  let child: ChildProcess | null = null;
  let stopping = false;
  let again: NodeJS.Timeout | undefined;
  let announce: { resolve(): void; reject(error: Error): void };
  const ready = new Promise<void>((resolve, reject) => {
    announce = { resolve, reject };
  });
  // Who starts us may be waiting for something else when this rejects.
  ready.catch(() => {});

  const start = (): void => {
    const began = launch(part);
    child = began.child;
    const { pid } = began.child;
    if (pid !== undefined) hooks.guard.add(pid, `SIG${part.whenOrphaned}`);
    const first = endings.length === 0;
    void becomeReady(part, began).then(
      () => {
        if (!first) hooks.say(`${part.name} is back`);
        announce.resolve();
      },
      // The ending is handled below; a part that lives but does not answer is ended here, and so comes there too.
      () => killGroup(pid, 'SIGKILL'),
    );
    void began.ended.then((how) => {
      // Whatever the process had started itself goes with it: an orphan would keep the port.
      killGroup(pid, 'SIGKILL');
      if (pid !== undefined) hooks.guard.remove(pid);
      child = null;
      if (stopping) return;
      const now = performance.now();
      endings.push(now);
      const decision = decideRestart(endings, now);
      const words = lastWords(part);
      if (decision.kind === 'give-up') {
        const sentence = `${part.name} keeps ending (${how})${words}`;
        announce.reject(new Error(sentence));
        hooks.giveUp(sentence);
        return;
      }
      hooks.say(`${part.name} ended unexpectedly (${how}); starting it again${words}`);
      again = setTimeout(start, decision.afterMs);
    });
  };
  start();

  return {
    name: part.name,
    pid: () => child?.pid ?? null,
    ready,
    async stop(withinMs) {
      stopping = true;
      clearTimeout(again);
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => running.once('exit', () => resolve()));
      running.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(running.pid, 'SIGKILL'), withinMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

interface Launched {
  child: ChildProcess;
  /** How it ended, in words. */
  ended: Promise<string>;
  line(matches: (text: string) => boolean): Promise<void>;
}

function launch(part: Part): Launched {
  const [command, args] = endsWithParent(part.whenOrphaned, process.execPath, part.args);
  const log = part.output.kind === 'file' ? openLog(part.output.path) : null;
  const child = spawn(command, args, {
    cwd: part.cwd,
    env: { ...part.env, NODE_ENV: part.env.NODE_ENV === 'development' ? 'development' : 'production' },
    // A session of its own: Ctrl-C reaches the start command only, which stops its parts in order.
    detached: true,
    stdio: ['ignore', 'pipe', log ?? 'inherit'],
  });
  if (log !== null) closeSync(log);
  const waiting = new Set<(text: string) => void>();
  if (!child.stdout) throw new Error('a part was started without its output');
  const lines = createInterface({ input: child.stdout });
  const sink = part.output;
  lines.on('line', (text) => {
    for (const each of waiting) each(text);
    if (sink.kind === 'terminal') process.stdout.write(`${text}\n`);
    else appendFileSync(sink.path, `${text}\n`);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  return {
    child,
    ended,
    line: (matches) =>
      new Promise((resolve) => {
        const each = (text: string): void => {
          if (!matches(text)) return;
          waiting.delete(each);
          resolve();
        };
        waiting.add(each);
      }),
  };
}

/** Rejects when the process ends first or takes too long. */
async function becomeReady(part: Part, launched: Launched): Promise<void> {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), readyWithinMs);
  void launched.ended.then(() => waiting.abort());
  const over = new Promise<never>((_, reject) => {
    waiting.signal.addEventListener('abort', () => reject(new Error(`${part.name} did not become ready`)));
  });
  try {
    await Promise.race([part.untilReady({ line: launched.line, signal: waiting.signal }), over]);
  } finally {
    clearTimeout(timer);
  }
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** The log before the last restart is kept too. */
function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function lastWords(part: Part): string {
  if (part.output.kind !== 'file') return '.';
  try {
    const tail = readFileSync(part.output.path, 'utf8').trim().split('\n').slice(-6).join('\n    ');
    return `; its log is ${part.output.path} and ends with:\n    ${tail}`;
  } catch {
    return '.';
  }
}
