/** Time as the supervisor sees it; the simulation of the pool gives another. */
export interface Clock {
  /** Milliseconds; only differences mean anything. */
  now(): number;
  /** Calls `run` after `ms`; gives back what cancels it. */
  after(ms: number, run: () => void): () => void;
  /** Calls `run` once whatever has already arrived has been read. */
  soon(run: () => void): void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  soon: (run) => {
    setImmediate(run);
  },
};
