interface Clock {
  now(): number;
  /** Calls back once after `ms`; gives back a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
}

interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** Calls back once when aborted; gives back a function that removes the listener. */
  onAbort(listener: () => void): () => void;
}

interface RetryBudget {
  /** Takes one token; false when there is none. */
  tryTake(): boolean;
}

interface CallError extends Error {
  status?: number;
  retryAfterMs?: number;
  sent?: boolean;
}

interface Call {
  attempt: number;
  remainingMs: number;
}

interface RetryOptions {
  deadlineMs: number;
  maxAttempts: number;
  idempotent: boolean;
  baseDelayMs: number;
  maxDelayMs: number;
  budget: RetryBudget;
  clock: Clock;
  rng: () => number;
  signal: Signal;
}
