/** What the edit log's client needs of a browser, given from outside so that simulations run it in virtual time. */
export interface Environment {
  /** Milliseconds of this machine, for waiting and for showing; never compared with the server's. */
  now(): number;
  /** Runs once after `delayMs`; the answer cancels. */
  setTimer(run: () => void, delayMs: number): () => void;
  /** Uniform in [0, 1). */
  random(): number;
  uuid(): string;
  /** False only when the browser is sure that there is no network. */
  online(): boolean;
}

export const browserEnvironment: Environment = {
  now: () => Date.now(),
  setTimer(run, delayMs) {
    const id = setTimeout(run, delayMs);
    return () => clearTimeout(id);
  },
  random: () => Math.random(),
  uuid: () => crypto.randomUUID(),
  online: () => navigator.onLine,
};

/** Waiting after the n-th failure in a row: doubles, with jitter so that many browsers do not come back together. */
export function backoffMs(env: Environment, failures: number, firstMs: number, mostMs: number): number {
  const base = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 10));
  return base * (0.5 + env.random() / 2);
}
