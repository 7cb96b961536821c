export async function withRetry<T>(op: (call: Call) => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, signal, budget, maxAttempts } = options;
  if (signal.aborted) throw signal.reason;
  const deadline = clock.now() + options.deadlineMs;

  for (let attempt = 1; ; attempt += 1) {
    try {
      const value = await untilAborted<T>(signal, (resolve, reject) => {
        startCall(op, { attempt, remainingMs: deadline - clock.now() }).then(resolve, reject);
        return () => {};
      });
      if (attempt > 1) budget.tryTake();
      return value;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const failure = error as CallError;
      if (attempt === maxAttempts || !mayRetry(failure, options.idempotent)) throw error;
      const delay = delayBefore(attempt, failure, options);
      if (clock.now() + delay >= deadline ) throw error;
      await untilAborted<void>(signal, (resolve) => clock.after(delay, resolve));
    }
  }
}

/** A synchronous throw is a rejection like any other. */
async function startCall<T>(op: (call: Call) => Promise<T>, call: Call): Promise<T> {
  return op(call);
}

function mayRetry(error: CallError, idempotent: boolean): boolean {
  const { status } = error;
  const retryable = status === undefined || status === 429 || (status >= 500 && status <= 599);
  return retryable && (idempotent || error.sent === false);
}

function delayBefore(retry: number, error: CallError, options: RetryOptions): number {
  const ceiling = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** (retry - 1));
  return Math.max(options.rng() * ceiling, error.retryAfterMs ?? 0);
}

/** Waits for `start` or for the abort, whichever is first, and takes back what the other one had set up. */
function untilAborted<T>(
  signal: Signal,
  start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let cancel = () => {};
    const forget = signal.onAbort(() => {
      cancel();
      forget();
      reject(signal.reason);
    });
    cancel = start(
      (value) => {
        forget();
        resolve(value);
      },
      (error) => {
        forget();
        reject(error);
      },
    );
  });
}
