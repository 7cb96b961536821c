import { SingleFlight } from './solution.ts';

interface Entry {
  signal: { aborted: boolean; reason: unknown; onAbort(listener: () => void): () => void };
  abort(reason: unknown): void;
  listeners: Set<() => void>;
}

function createAborter(): Entry {
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
  return {
    signal,
    listeners,
    abort(reason: unknown) {
      if (signal.aborted) return;
      signal.aborted = true;
      signal.reason = reason;
      for (const listener of [...listeners]) listener();
      listeners.clear();
    },
  };
}

const callers: Array<{ state: string; entry: Entry | null }> = [];
const loads: Array<{
  key: string;
  by: number;
  signal: Entry['signal'];
  resolve: (value: string) => void;
  reject: (error: unknown) => void;
}> = [];
const flight = new SingleFlight<string>({ createAborter });

/** A new caller; its number is its place in `observe().callers`. */
export function call(
  key: string,
  withSignal: boolean,
  mode: 'hold' | 'throw',
  abortedBefore = false,
): number {
  const number = callers.length;
  const entry = withSignal ? createAborter() : null;
  if (abortedBefore) entry?.abort(`caller ${number} left`);
  const caller = { state: 'waiting', entry };
  callers.push(caller);
  const loader = (signal: Entry['signal']): Promise<string> => {
    const load = { key, by: number, signal, resolve: (_: string) => {}, reject: (_: unknown) => {} };
    loads.push(load);
    if (mode === 'throw') throw new Error(`loader of ${number} threw`);
    return new Promise((resolve, reject) => {
      load.resolve = resolve;
      load.reject = reject;
    });
  };
  let promise: Promise<string>;
  try {
    promise = entry ? flight.load(key, loader, entry.signal) : flight.load(key, loader);
  } catch (error) {
    caller.state = `threw ${error?.message ?? error}`;
    return number;
  }
  promise.then(
    (value) => {
      caller.state = `got ${value}`;
    },
    (error) => {
      caller.state = `failed: ${typeof error === 'string' ? error : error?.message}`;
    },
  );
  return number;
}

export function abort(number: number): void {
  callers[number].entry?.abort(`caller ${number} left`);
}

export function settle(load: number, well: boolean): void {
  if (well) loads[load].resolve(`value of load ${load}`);
  else loads[load].reject(new Error(`load ${load} failed`));
}

/** Everything that happened so far. */
export async function observe(): Promise<unknown> {
  for (let turn = 0; turn < 30; turn += 1) await null;
  return {
    callers: callers.map((caller) => caller.state),
    listeners: callers.map((caller) => caller.entry?.listeners.size ?? 0),
    loads: loads.map((load) => ({ key: load.key, by: load.by, aborted: load.signal?.aborted ?? null })),
  };
}

/** Loads `count` keys of about 1 KB one after another; gives back how many came out right, and listeners left. */
export async function loadMany(count: number): Promise<unknown> {
  const many = new SingleFlight<number[]>({ createAborter });
  const caller = createAborter();
  let right = 0;
  for (let index = 0; index < count; index += 1) {
    const value = await many.load(`key ${index}`, async () => new Array(128).fill(index), caller.signal);
    if (value.length === 128 && value[0] === index) right += 1;
  }
  return { right, listeners: caller.listeners.size };
}
