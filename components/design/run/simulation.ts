import { runDesign, type SimulationInput, type SimulationResult } from './run-design.ts';
import type { WorkerMessage } from './simulate-worker.ts';

export interface SimulationState {
  /** The last run that finished; it stays while the next one runs. */
  result: SimulationResult | null;
  /** Which run it was, counted on this page. */
  number: number;
  running: { share: number } | null;
  /** Why the last run came to nothing. */
  problem: string | null;
}

const nothingYet: SimulationState = { result: null, number: 0, running: null, problem: null };

/** On the page's own thread a slice leaves a frame for what is typed. */
const pageSliceMs = 12;
/** A worker that has not said anything by then is not coming: a policy or an old browser keeps it away. */
const workerStartMs = 4_000;

/**
 * The runs of one drawing. A run goes on while the candidate is at another question, and its result is there when she is
 * back. It works in a worker; where none can be started, on this page in slices.
 */
export class Simulation {
  #state = nothingYet;
  readonly #listeners = new Set<() => void>();
  #stop: (() => void) | null = null;

  get state(): SimulationState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(input: SimulationInput): void {
    if (this.#state.running) return;
    this.#set({ running: { share: 0 }, problem: null });
    this.#stop = runInWorker(input, this.#hear, () => runOnPage(input, this.#hear));
  }

  cancel(): void {
    this.#stop?.();
    this.#stop = null;
    this.#set({ running: null });
  }

  readonly #hear = (message: Exclude<WorkerMessage, { kind: 'ready' }>): void => {
    switch (message.kind) {
      case 'progress':
        this.#set({ running: { share: message.share } });
        break;
      case 'finished':
        this.#stop = null;
        this.#set({ running: null, result: message.result, number: this.#state.number + 1 });
        break;
      case 'failed':
        this.#stop = null;
        this.#set({ running: null, problem: message.message });
    }
  };

  #set(change: Partial<SimulationState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const known = new Map<string, Simulation>();

/** The simulation of an answer's document: the same on every look of this page. */
export function simulationOf(documentId: string): Simulation {
  const simulation = known.get(documentId) ?? new Simulation();
  known.set(documentId, simulation);
  return simulation;
}

type Hear = (message: Exclude<WorkerMessage, { kind: 'ready' }>) => void;

function startWorker(): Worker {
  return new Worker(new URL('./simulate-worker.ts', import.meta.url), { type: 'module', name: 'simulation' });
}

/** Brings the worker's files into the browser, which may have no network when Simulate is pressed. Without them the page works itself. */
export async function preloadSimulation(): Promise<void> {
  await new Promise<void>((resolve) => {
    let worker: Worker;
    try {
      worker = startWorker();
    } catch {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(waiting);
      worker.terminate();
      resolve();
    };
    const waiting = setTimeout(done, workerStartMs);
    worker.onmessage = done;
    worker.onerror = done;
  });
}

/** Ends what it began when the answer is called. `otherwise` takes the run over where no worker is to be had. */
function runInWorker(input: SimulationInput, hear: Hear, otherwise: () => () => void): () => void {
  let worker: Worker;
  try {
    worker = startWorker();
  } catch {
    return otherwise();
  }
  let ready = false;
  let end = () => {
    clearTimeout(waiting);
    worker.terminate();
  };
  const giveUp = () => {
    end();
    end = otherwise();
  };
  const waiting = setTimeout(giveUp, workerStartMs);
  worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.kind === 'ready') {
      ready = true;
      clearTimeout(waiting);
      worker.postMessage(input);
      return;
    }
    if (data.kind !== 'progress') end();
    hear(data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    if (!ready) return giveUp();
    end();
    hear({ kind: 'failed', message: event.message || 'the worker ended' });
  };
  return () => end();
}

function runOnPage(input: SimulationInput, hear: Hear): () => void {
  let stopped = false;
  runDesign(input, {
    sliceMs: pageSliceMs,
    onProgress: (share) => {
      if (!stopped) hear({ kind: 'progress', share });
    },
    pause: async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      return !stopped;
    },
  }).then(
    (result) => {
      if (result && !stopped) hear({ kind: 'finished', result });
    },
    (error: unknown) => {
      if (!stopped) hear({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    },
  );
  return () => {
    stopped = true;
  };
}
