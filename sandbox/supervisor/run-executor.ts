import { randomUUID } from 'node:crypto';
import { clampLimits } from '../clamp-limits.ts';
import type {
  RunRequest,
  Verdict,
  WorldResult,
  WorldRunOptions,
  WorldRunRequest,
  WorldSeedResult,
} from '../contract.ts';
import {
  killsPerRunMax,
  retryAfterMinMs,
  runWallTimeMaxMs,
  worldRunWallTimeMaxMs,
  worldSeedCpuDefaultMs,
} from '../limits.ts';
import type { Clock } from '../pool/clock.ts';
import type { WorkerPool } from '../pool/pool.ts';
import type { LegEnd } from '../pool/worker-session.ts';
import type { WorkerJob } from '../protocol/job.ts';
import { ChecksLedger, moduleVerdict, stopMessage, stoppedVerdict } from './compose-verdict.ts';
import { RunFailed } from './run-failed.ts';
import { WorldLedger } from './world-ledger.ts';

/** For the log: what happened to which request. Never holds candidate text. */
export interface SupervisorEvent {
  event: 'killed' | 'failed' | 'retried' | 'overloaded';
  requestId: string;
  detail: string;
}

/** Carries one request through as many workers as it takes, and says what that means: a verdict, or `RunFailed`. */
export class RunExecutor {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;
  readonly #log: (event: SupervisorEvent) => void;

  constructor(pool: WorkerPool, clock: Clock, log: (event: SupervisorEvent) => void) {
    this.#pool = pool;
    this.#clock = clock;
    this.#log = log;
  }

  async execute(request: RunRequest, signal: AbortSignal | undefined): Promise<Verdict> {
    return request.kind === 'module'
      ? this.#executeModule(request, signal)
      : this.#executeChecks(request, signal);
  }

  async #executeModule(
    request: Extract<RunRequest, { kind: 'module' }>,
    signal: AbortSignal | undefined,
  ): Promise<Verdict> {
    const limits = clampLimits(request.limits ?? {});
    const startedAt = this.#clock.now();
    const end = await this.#leg(
      request,
      () => ({
        job: randomUUID(),
        kind: 'module',
        files: request.files,
        entry: request.entry,
        input: request.input ?? null,
        limits,
      }),
      signal,
    );
    if (end.kind === 'done') return moduleVerdict(end.transcript);
    const status = this.#statusOf(end, request, signal);
    return stoppedVerdict(
      status,
      stopMessage(status, limits),
      end.transcript.console,
      this.#clock.now() - startedAt,
    );
  }

  async #executeChecks(
    request: Extract<RunRequest, { kind: 'checks' }>,
    signal: AbortSignal | undefined,
  ): Promise<Verdict> {
    const limits = clampLimits(request.limits ?? {});
    const clock = this.#clock;
    const startedAt = clock.now();
    const ledger = new ChecksLedger();
    for (;;) {
      const legStartedAt = clock.now();
      const end = await this.#leg(
        request,
        () => ({
          job: randomUUID(),
          kind: 'checks',
          files: request.files,
          driver: request.driver,
          checks: request.checks,
          select: request.select,
          stopAfterFailureOf: request.stopAfterFailureOf ?? null,
          from: ledger.next,
          runWallMs: Math.max(0, runWallTimeMaxMs - (clock.now() - startedAt)),
          limits,
        }),
        signal,
      );
      ledger.take(end.transcript);
      if (end.kind === 'done') return ledger.verdict();
      const status = this.#statusOf(end, request, signal);
      const stopped = end.transcript.current;
      const planned = stopped === null ? undefined : ledger.plan?.[stopped];
      if (stopped === null || planned === undefined) {
        throw new RunFailed('worker-died', 'a worker was lost between two checks', retryAfterMinMs);
      }
      ledger.stop(stopped, status, stopMessage(status, planned), clock.now() - legStartedAt);
      ledger.kills += 1;
      if (planned.name === request.stopAfterFailureOf || ledger.isComplete) return ledger.verdict();
      if (ledger.kills >= killsPerRunMax) {
        ledger.stopRest(status, `Not run: the program had to be stopped ${killsPerRunMax} times before`);
        return ledger.verdict();
      }
    }
  }

  /** Seeds in order. One that had to be killed from outside is told as such, and the run goes on behind it. */
  async executeWorld(request: WorldRunRequest, options: WorldRunOptions): Promise<WorldResult> {
    const clock = this.#clock;
    const limits = clampLimits({ ...request.limits, cpuMs: request.limits?.cpuMs ?? worldSeedCpuDefaultMs });
    const startedAt = clock.now();
    const ledger = new WorldLedger(request.seeds, request.stopAfterFailures);
    for (;;) {
      const legStartedAt = clock.now();
      const end = await this.#leg(
        request,
        () => ({
          job: randomUUID(),
          kind: 'world',
          files: request.files,
          world: request.world,
          secret: request.secret,
          seeds: request.seeds,
          wantTrace: request.wantTrace,
          shrink: request.shrink,
          without: request.without ?? [],
          stopAfterFailures: request.stopAfterFailures ?? request.seeds.length + 1,
          from: ledger.next,
          runWallMs: Math.max(0, worldRunWallTimeMaxMs - (clock.now() - startedAt)),
          limits,
        }),
        options.signal,
        options.onSeed,
      );
      ledger.take(end.transcript);
      if (end.kind === 'done') return ledger.result(clock.now() - startedAt);
      const status = this.#statusOf(end, request, options.signal);
      if (end.transcript.current === null) {
        throw new RunFailed('worker-died', 'a worker was lost between two seeds', retryAfterMinMs);
      }
      const stopped = ledger.stop(status, stopMessage(status, limits), clock.now() - legStartedAt);
      options.onSeed?.(stopped);
      if (ledger.isOver) return ledger.result(clock.now() - startedAt);
    }
  }

  /** One job on one worker; a second worker when the first was lost before it looked at the program. */
  async #leg(
    request: RunRequest | WorldRunRequest,
    makeJob: () => WorkerJob,
    signal: AbortSignal | undefined,
    onSeed?: (seed: WorldSeedResult) => void,
  ): Promise<LegEnd> {
    for (let attempt = 1; ; attempt += 1) {
      const session = await this.#pool.take();
      const end = await session.run(makeJob(), signal, onSeed);
      this.#pool.giveBack(session, isPoisoned(end));
      if (end.kind === 'done' || end.kind === 'broken' || end.kind === 'aborted') return end;
      if (end.transcript.begun || attempt > 1) return end;
      this.#log({ event: 'retried', requestId: request.requestId, detail: describeEnd(end) });
    }
  }

  /** What the loss of a worker means for the program; throws where it means nothing about it. */
  #statusOf(
    end: Exclude<LegEnd, { kind: 'done' }>,
    request: RunRequest | WorldRunRequest,
    signal: AbortSignal | undefined,
  ) {
    const { requestId } = request;
    this.#log({
      event: end.kind === 'killed' ? 'killed' : 'failed',
      requestId,
      detail: describeEnd(end),
    });
    switch (end.kind) {
      case 'killed':
        if (!end.transcript.begun)
          throw new RunFailed('worker-died', `before it began: ${end.status}`, retryAfterMinMs);
        return end.status;
      case 'died':
        if (end.transcript.begun && end.outOfMemory) return 'memory-limit';
        throw new RunFailed('worker-died', end.detail, retryAfterMinMs);
      case 'stalled':
        throw new RunFailed('worker-died', 'the worker did not answer', retryAfterMinMs);
      case 'bad-frame':
        throw new RunFailed('bad-frame', end.detail, retryAfterMinMs);
      case 'broken':
        throw new RunFailed('check-broken', end.message);
      case 'aborted':
        signal?.throwIfAborted();
        throw new RunFailed('internal', 'aborted without a signal');
    }
  }
}

/** After a memory verdict the process may be in any state, so it does not see another program. */
function isPoisoned(end: LegEnd): boolean {
  if (end.kind === 'broken') return true;
  if (end.kind !== 'done') return false;
  const { done, outcomes, seeds } = end.transcript;
  return (
    done?.retire === true ||
    seeds.some(({ status }) => status === 'memory-limit') ||
    done?.status === 'memory-limit' ||
    outcomes.some(({ outcome }) => outcome.status === 'memory-limit')
  );
}

function describeEnd(end: LegEnd): string {
  switch (end.kind) {
    case 'killed':
      return end.status;
    case 'died':
    case 'bad-frame':
      return end.detail.slice(0, 300);
    case 'broken':
      return end.message.slice(0, 300);
    default:
      return end.kind;
  }
}
