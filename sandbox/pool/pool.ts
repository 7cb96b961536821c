import { startFailuresInARowMax, startRetryDelayMs, workerStartLimitMs } from '../limits.ts';
import type { Clock } from './clock.ts';
import type { WorkerPort } from './worker-port.ts';
import { WorkerSession } from './worker-session.ts';

/** No worker can be started. */
export class PoolUnavailable extends Error {}

export interface PoolOptions {
  start: () => WorkerPort;
  clock: Clock;
  /** How many processes are kept: the workers and the spares behind them. */
  size: number;
  jobsPerWorkerMax: number;
}

interface Waiter {
  resolve: (session: WorkerSession) => void;
  reject: (error: Error) => void;
}

/** Keeps so many ready processes that a kill costs the next run nothing: a spare stands by, another is started. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #sessions = new Set<WorkerSession>();
  readonly #idle: WorkerSession[] = [];
  readonly #waiters: Waiter[] = [];
  /** Started processes that have not been seen to end, replaced ones included. */
  #processes = 0;
  #failuresInARow = 0;
  #lastFailure = '';
  #retryPlanned = false;
  #closed = false;
  #onEmpty: () => void = () => {};

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#fill();
  }

  get isAvailable(): boolean {
    return !this.#closed && (this.#failuresInARow < startFailuresInARowMax || this.#idle.length > 0);
  }

  get lastFailure(): string {
    return this.#lastFailure;
  }

  /** A ready worker, as soon as there is one. Rejects with `PoolUnavailable`. */
  take(): Promise<WorkerSession> {
    for (let session = this.#idle.pop(); session !== undefined; session = this.#idle.pop()) {
      // One that spoke out of turn has been killed where it stood.
      if (session.state === 'idle') return Promise.resolve(session);
    }
    if (!this.isAvailable) return Promise.reject(this.#unavailable());
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** Gives a worker back. One that is dead, was said to be poisoned or has served long enough is replaced. */
  giveBack(session: WorkerSession, poisoned: boolean): void {
    if (session.state !== 'idle') {
      this.#fill();
      return;
    }
    if (poisoned || session.jobs >= this.#options.jobsPerWorkerMax || this.#closed) {
      session.kill();
      this.#forget(session);
      return;
    }
    this.#offer(session);
  }

  /** Kills everything; resolves when the last process is gone. */
  close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#unavailable());
    this.#idle.length = 0;
    if (this.#processes === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      for (const session of this.#sessions) session.kill();
    });
  }

  #fill(): void {
    for (const session of this.#sessions) if (session.state === 'dead') this.#forget(session, false);
    if (this.#closed || this.#retryPlanned) return;
    while (this.#sessions.size < this.#options.size) {
      this.#start();
      if (this.#retryPlanned) return;
    }
  }

  #start(): void {
    const { clock } = this.#options;
    const session = new WorkerSession(this.#options.start(), clock);
    this.#sessions.add(session);
    this.#processes += 1;
    let ready = false;
    const cancel = clock.after(workerStartLimitMs, () => {
      this.#lastFailure = 'a worker was not ready in time';
      session.kill();
    });
    session.onReady = () => {
      ready = true;
      cancel();
      this.#failuresInARow = 0;
      this.#offer(session);
    };
    session.onGone = (exit) => {
      cancel();
      this.#processes -= 1;
      if (!ready && !this.#closed) {
        this.#failuresInARow += 1;
        this.#lastFailure =
          exit.stderr.trim().slice(-300) || this.#lastFailure || `exit ${exit.code ?? exit.signal}`;
        this.#planRetry();
      }
      this.#forget(session);
      if (this.#processes === 0) this.#onEmpty();
    };
  }

  #planRetry(): void {
    if (!this.isAvailable) for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#unavailable());
    if (this.#failuresInARow < startFailuresInARowMax || this.#retryPlanned) return;
    this.#retryPlanned = true;
    this.#options.clock.after(startRetryDelayMs, () => {
      this.#retryPlanned = false;
      this.#fill();
    });
  }

  #forget(session: WorkerSession, fill = true): void {
    this.#sessions.delete(session);
    const at = this.#idle.indexOf(session);
    if (at >= 0) this.#idle.splice(at, 1);
    if (fill) this.#fill();
  }

  #offer(session: WorkerSession): void {
    const waiter = this.#waiters.shift();
    if (waiter !== undefined) waiter.resolve(session);
    else this.#idle.push(session);
  }

  #unavailable(): PoolUnavailable {
    return new PoolUnavailable(
      this.#closed ? 'the sandbox is closed' : `no worker starts: ${this.#lastFailure}`,
    );
  }
}
