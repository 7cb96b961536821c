import { Limiter } from './solution.ts';

function createSignal() {
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    reason: undefined as unknown,
    onAbort(listener: () => void) {
      const entry = () => listener();
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
  };
  const abort = (reason: string) => {
    if (signal.aborted) return;
    signal.aborted = true;
    signal.reason = reason;
    for (const listener of [...listeners]) listener();
    listeners.clear();
  };
  return { signal, abort, listeners };
}

interface Job {
  state: string;
  running: boolean;
  source: ReturnType<typeof createSignal> | null;
  resolve: (value: string) => void;
  reject: (error: unknown) => void;
}

let limiter: Limiter | null = null;
let jobs: Job[] = [];
let started: number[] = [];
let running = 0;
let maxRunning = 0;

export function create(max: number, queueMax: number): void {
  limiter = new Limiter(max, queueMax);
  jobs = [];
  started = [];
  running = 0;
  maxRunning = 0;
}

/** A new job; its number is its place in `observe().states`. Says whether its task was called before run returned. */
export function run(
  priority: number | null,
  withSignal: boolean,
  abortedBefore: boolean,
  throws: boolean,
): boolean {
  const number = jobs.length;
  const job: Job = {
    state: 'pending',
    running: false,
    source: withSignal ? createSignal() : null,
    resolve: () => {},
    reject: () => {},
  };
  if (abortedBefore) job.source?.abort(`job ${number} was aborted`);
  jobs.push(job);
  const task = (): Promise<string> => {
    started.push(number);
    if (throws) throw new Error(`job ${number} threw`);
    job.running = true;
    running += 1;
    if (running > maxRunning) maxRunning = running;
    return new Promise((resolve, reject) => {
      job.resolve = resolve;
      job.reject = reject;
    });
  };
  const options: { priority?: number; signal?: unknown } = {};
  if (priority !== null) options.priority = priority;
  if (job.source) options.signal = job.source.signal;
  let promise: Promise<string>;
  try {
    promise = priority === null && !job.source ? limiter.run(task) : limiter.run(task, options);
  } catch (error) {
    job.state = `run threw ${error?.message ?? error}`;
    return started.includes(number);
  }
  promise.then(
    (value) => {
      job.state = `got ${value}`;
    },
    (error) => {
      job.state = `failed: ${typeof error === 'string' ? error : error?.message}`;
    },
  );
  return started[started.length - 1] === number;
}

export function end(number: number, well: boolean): void {
  const job = jobs[number];
  job.running = false;
  running -= 1;
  if (well) job.resolve(`value of job ${number}`);
  else job.reject(new Error(`job ${number} failed`));
}

export function abort(number: number): void {
  jobs[number].source?.abort(`job ${number} was aborted`);
}

export async function observe(): Promise<unknown> {
  for (let turn = 0; turn < 30; turn += 1) await null;
  return {
    states: jobs.map((job) => job.state),
    started,
    maxRunning,
    listeners: jobs.map((job) => job.source?.listeners.size ?? 0),
  };
}

/** Fills the queue behind one held task, aborts every second job, lets go, and reports how the rest ran. */
export async function crowd(count: number, seed: number): Promise<unknown> {
  const many = new Limiter(1, count);
  let state = seed >>> 0;
  let letGo = () => {};
  many.run(() => new Promise<void>((resolve) => (letGo = resolve)));
  let ran = 0;
  let checksum = 0;
  let aborted = 0;
  const sources: Array<ReturnType<typeof createSignal>> = [];
  for (let index = 0; index < count; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const priority = Math.floor((state / 4294967296) * 10);
    const source = createSignal();
    sources.push(source);
    const task = async () => {
      ran += 1;
      checksum = (Math.imul(checksum, 16777619) ^ index) >>> 0;
    };
    many.run(task, { priority, signal: source.signal }).catch((error) => {
      if (error === 'not needed') aborted += 1;
    });
  }
  for (let index = count - 1; index >= 0; index -= 2) sources[index].abort('not needed');
  letGo();
  // Bounded, so that tasks which are never called show up as missing and not as a run without end.
  for (let turn = 0; turn < 20 * count && ran + aborted < count; turn += 1) await null;
  return { ran, aborted, checksum };
}
