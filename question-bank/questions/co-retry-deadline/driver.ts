import { withRetry } from './solution.ts';

interface Outcome {
  afterMs: number;
  value?: string;
  error?: { message: string; status?: number; retryAfterMs?: number; sent?: boolean };
  /** Throws instead of rejecting. */
  throws?: boolean;
}

interface Scenario {
  outcomes: Outcome[];
  rng: number[];
  tokens: number;
  abortAtMs: number | null;
  startAtMs: number;
  deadlineMs: number;
  maxAttempts: number;
  idempotent: boolean;
  baseDelayMs: number;
  maxDelayMs: number;
}

/** Plays one scenario in virtual time until nothing can happen any more, and reports what was seen. */
export async function play(scenario: Scenario): Promise<unknown> {
  let now = scenario.startAtMs;
  let order = 0;
  const events: Array<{ at: number; order: number; run: () => void; own: boolean }> = [];
  const schedule = (ms: number, run: () => void, own: boolean) => {
    const event = { at: now + Math.max(0, ms), order, run, own };
    order += 1;
    events.push(event);
    return () => {
      const place = events.indexOf(event);
      if (place >= 0) events.splice(place, 1);
    };
  };
  const settleAll = async () => {
    for (let turn = 0; turn < 40; turn += 1) await null;
  };

  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    reason: { message: 'the caller went away' },
    onAbort(listener: () => void) {
      const entry = () => listener();
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
  };
  const abort = () => {
    signal.aborted = true;
    for (const listener of [...listeners]) listener();
  };

  const calls: unknown[] = [];
  const thrown: unknown[] = [];
  let settled = false;
  let callsAfterSettled = 0;
  const op = (call: { attempt: number; remainingMs: number }): Promise<string> => {
    calls.push({ at: now, attempt: call?.attempt ?? null, remainingMs: call?.remainingMs ?? null });
    if (settled) callsAfterSettled += 1;
    const outcome = scenario.outcomes[Math.min(calls.length, scenario.outcomes.length) - 1];
    const error =
      outcome.error && Object.assign(new Error(outcome.error.message), outcome.error, { cause: 'socket' });
    if (error && outcome.throws) {
      thrown.push(error);
      throw error;
    }
    return new Promise((resolve, reject) => {
      schedule(
        outcome.afterMs,
        () => {
          if (error) {
            thrown.push(error);
            reject(error);
          } else resolve(outcome.value ?? '');
        },
        false,
      );
    });
  };

  let rngCalls = 0;
  let tokens = scenario.tokens;
  let tokensTaken = 0;
  let tokensAsked = 0;
  const options = {
    deadlineMs: scenario.deadlineMs,
    maxAttempts: scenario.maxAttempts,
    idempotent: scenario.idempotent,
    baseDelayMs: scenario.baseDelayMs,
    maxDelayMs: scenario.maxDelayMs,
    budget: {
      tryTake() {
        tokensAsked += 1;
        if (tokens === 0) return false;
        tokens -= 1;
        tokensTaken += 1;
        return true;
      },
    },
    clock: { now: () => now, after: (ms: number, run: () => void) => schedule(ms, run, true) },
    rng: () => {
      rngCalls += 1;
      return scenario.rng[(rngCalls - 1) % scenario.rng.length];
    },
    signal,
  };

  const seen: { [key: string]: unknown } = { outcome: 'pending', settledAt: null };
  const settle = (more: { [key: string]: unknown }) => {
    settled = true;
    const timersLeft = events.filter((event) => event.own).length;
    Object.assign(seen, { settledAt: now, timersLeft, listenersLeft: listeners.size }, more);
  };
  if (scenario.abortAtMs === 0) abort();
  else if (scenario.abortAtMs !== null) schedule(scenario.abortAtMs, abort, false);
  Promise.resolve()
    .then(() => withRetry(op, options))
    .then(
      (value) => settle({ outcome: 'resolved', value }),
      (error) =>
        settle({
          outcome: 'rejected',
          message: error?.message ?? String(error),
          cause: error?.cause ?? null,
          isReason: error === signal.reason,
          isLastError: thrown.length > 0 && error === thrown[thrown.length - 1],
        }),
    );
  await settleAll();
  for (let step = 0; step < 2_000 && events.length > 0; step += 1) {
    events.sort((a, b) => a.at - b.at || a.order - b.order);
    const next = events.shift();
    now = next.at;
    next.run();
    await settleAll();
  }
  return { ...seen, calls, callsAfterSettled, rngCalls, tokensTaken, tokensAsked };
}
