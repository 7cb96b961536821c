import type {
  Confinement,
  RunOutcome,
  RunRequest,
  Sandbox,
  SandboxFailure,
  SandboxHealth,
  Verdict,
  WorldOutcome,
  WorldResult,
  WorldRunOptions,
  WorldRunRequest,
  WorldSandbox,
} from '../contract.ts';
import {
  queuedRunsMax,
  queuedRunsPerKeyMax,
  queueWaitLimitMs,
  retryAfterMaxMs,
  retryAfterMinMs,
  sourceBytesMax,
} from '../limits.ts';
import type { Clock } from '../pool/clock.ts';
import { PoolUnavailable, WorkerPool } from '../pool/pool.ts';
import type { WorkerPort } from '../pool/worker-port.ts';
import { parseRunRequest, parseWorldRunRequest } from '../request-schema.ts';
import { stopError, stoppedVerdict } from './compose-verdict.ts';
import { FairQueue } from './fair-queue.ts';
import { RunExecutor, type SupervisorEvent } from './run-executor.ts';
import { RunFailed } from './run-failed.ts';
import { unrunResult } from './world-ledger.ts';

export interface SupervisorOptions {
  start: () => WorkerPort;
  clock: Clock;
  confinement: Confinement;
  confinementNote: string;
  /** Runs at the same time. */
  workers: number;
  spares: number;
  jobsPerWorkerMax: number;
  /** An operator's explicit word that real candidates may run without confinement. */
  allowUnconfined: boolean;
  log: (event: SupervisorEvent) => void;
}

interface Turn {
  start: () => void;
}

type Failed = { kind: 'failure'; failure: SandboxFailure };

/** The door of the sandbox: queue, workers, kills, retries, and the words in which all that is told. */
export class Supervisor implements Sandbox, WorldSandbox {
  readonly #options: SupervisorOptions;
  readonly #pool: WorkerPool;
  readonly #executor: RunExecutor;
  readonly #queue: FairQueue<Turn>;
  #running = 0;
  #meanRunMs = 50;
  #closed = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#queue = new FairQueue(Math.max(1, options.workers - 1));
    this.#pool = new WorkerPool({
      start: options.start,
      clock: options.clock,
      size: options.workers + options.spares,
      jobsPerWorkerMax: options.jobsPerWorkerMax,
    });
    this.#executor = new RunExecutor(this.#pool, options.clock, options.log);
  }

  async run(input: RunRequest, signal?: AbortSignal): Promise<RunOutcome> {
    signal?.throwIfAborted();
    const parsed = parseRunRequest(input);
    if (!parsed.ok)
      return this.#failure(input.requestId, new RunFailed('internal', `bad request: ${parsed.problem}`));
    const request = parsed.request;
    return this.#inTurn(request, signal, async (begin) => {
      const tooLarge = sourceProblem(request);
      if (tooLarge !== null) return this.#verdict(stoppedVerdict('output-limit', tooLarge, [], 0));
      await begin();
      return this.#verdict(await this.#executor.execute(request, signal));
    });
  }

  async runWorld(input: WorldRunRequest, options: WorldRunOptions = {}): Promise<WorldOutcome> {
    options.signal?.throwIfAborted();
    const parsed = parseWorldRunRequest(input);
    if (!parsed.ok)
      return this.#failure(input.requestId, new RunFailed('internal', `bad request: ${parsed.problem}`));
    const request = parsed.request;
    const world = (result: WorldResult): WorldOutcome => ({
      kind: 'world',
      result,
      confinement: this.#options.confinement,
    });
    return this.#inTurn(request, options.signal, async (begin) => {
      const tooLarge = sourceProblem(request);
      if (tooLarge !== null) return world(unrunResult(stopError('output-limit', tooLarge)));
      await begin();
      return world(await this.#executor.executeWorld(request, options));
    });
  }

  /** Admits a request and lets `work` ask for its turn; whatever was lost on our side becomes a failure. */
  async #inTurn<T>(
    request: RunRequest | WorldRunRequest,
    signal: AbortSignal | undefined,
    work: (begin: () => Promise<void>) => Promise<T>,
  ): Promise<T | Failed> {
    let startedAt: number | null = null;
    try {
      this.#admit(request);
      return await work(async () => {
        await this.#turn(request, signal);
        startedAt = this.#options.clock.now();
      });
    } catch (error) {
      if (error instanceof RunFailed) return this.#failure(request.requestId, error);
      if (error instanceof PoolUnavailable) {
        return this.#failure(request.requestId, new RunFailed('unavailable', error.message, retryAfterMinMs));
      }
      throw error;
    } finally {
      if (startedAt !== null) this.#finished(request.fairnessKey, this.#options.clock.now() - startedAt);
    }
  }

  health(): Promise<SandboxHealth> {
    const { confinement, confinementNote } = this.#options;
    const up = !this.#closed && this.#pool.isAvailable;
    return Promise.resolve({
      status: up ? 'ok' : 'down',
      confinement,
      confinementNote: up
        ? confinementNote
        : `${confinementNote} No worker starts: ${this.#pool.lastFailure || 'closed'}.`,
      queued: this.#queue.size,
      running: this.#running,
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { item } of this.#queue.drain()) item.start();
    await this.#pool.close();
  }

  /** Refuses before anything is queued. */
  #admit(request: RunRequest | WorldRunRequest): void {
    if (this.#closed) throw new RunFailed('unavailable', 'the sandbox is closed');
    const { confinement, allowUnconfined } = this.#options;
    if (request.realCandidate && confinement === 'none' && !allowUnconfined) {
      throw new RunFailed('unconfined-refused', 'a real candidate’s program is not run without confinement');
    }
    if (!this.#pool.isAvailable) {
      throw new RunFailed('unavailable', `no worker starts: ${this.#pool.lastFailure}`, retryAfterMinMs);
    }
    if (
      this.#queue.size >= queuedRunsMax ||
      this.#queue.waitingOf(request.fairnessKey) >= queuedRunsPerKeyMax
    ) {
      throw this.#overloaded(request);
    }
  }

  #overloaded(request: RunRequest | WorldRunRequest): RunFailed {
    const wait = ((this.#queue.size + 1) * this.#meanRunMs) / this.#options.workers;
    const retryAfterMs = Math.round(Math.min(retryAfterMaxMs, Math.max(retryAfterMinMs, wait)));
    this.#options.log({
      event: 'overloaded',
      requestId: request.requestId,
      detail: `${this.#queue.size} waiting`,
    });
    return new RunFailed('overloaded', 'the queue is full', retryAfterMs);
  }

  /** Resolves when it is this request's turn. */
  #turn(request: RunRequest | WorldRunRequest, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (error: unknown) => {
        if (this.#queue.remove(request.fairnessKey, turn)) {
          settle();
          reject(error);
        }
      };
      const abort = () => leave(signal?.reason);
      const cancel = this.#options.clock.after(queueWaitLimitMs, () => leave(this.#overloaded(request)));
      const settle = () => {
        cancel();
        signal?.removeEventListener('abort', abort);
      };
      const turn: Turn = {
        start: () => {
          settle();
          if (this.#closed) reject(new RunFailed('unavailable', 'the sandbox is closed'));
          else resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#queue.add(request.fairnessKey, turn);
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#running < this.#options.workers) {
      const next = this.#queue.next();
      if (next === null) return;
      this.#running += 1;
      next.item.start();
    }
  }

  #finished(key: string, tookMs: number): void {
    this.#running -= 1;
    this.#meanRunMs = this.#meanRunMs * 0.9 + tookMs * 0.1;
    this.#queue.finished(key, tookMs);
    this.#dispatch();
  }

  #verdict(verdict: Verdict): RunOutcome {
    return { kind: 'verdict', verdict, confinement: this.#options.confinement };
  }

  #failure(requestId: string, error: RunFailed): Failed {
    const failure: SandboxFailure = {
      code: error.code,
      message: error.message.slice(0, 1_000),
      requestId,
      retryAfterMs: error.retryAfterMs,
    };
    return { kind: 'failure', failure };
  }
}

function sourceProblem(request: RunRequest | WorldRunRequest): string | null {
  const bytes = request.files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0);
  return bytes <= sourceBytesMax ? null : `The answer has ${bytes} bytes; at most ${sourceBytesMax} are run`;
}
