import ivm from 'isolated-vm';
import {
  type BootMessage,
  type Delivery,
  ProgramStopped,
  type ReplicaHost,
  type ReplicaProcess,
  readCalls,
  type Step,
} from '../../../simulation/world/protocol.ts';
import type { GuestError } from '../../contract.ts';
import type { WorldDispatch } from '../../guest/world/world-kernel.ts';
import { worldOutboxCharactersMax, worldStepLimitMs } from '../../limits.ts';
import type { JobLimits } from '../../protocol/job.ts';
import { isAllocationFailure, memoryMessage } from '../guest-end.ts';
import { readThrown, sourceErrorToGuestError, toGuestError } from '../guest-error.ts';
import { loadWorldSource } from '../guest-source.ts';
import { linkModules, type ModuleSources } from '../modules.ts';
import { SourceError } from '../strip-types.ts';

/** The program is none: no line of it ran. */
export class ProgramUnloadable extends ProgramStopped {
  readonly error: GuestError;

  constructor(error: GuestError) {
    super('error', error.message);
    this.error = error;
  }
}

/** One step ran on without ever waiting. */
export class NeverYielded extends ProgramStopped {
  constructor() {
    super('time-limit', `One step ran for more than ${worldStepLimitMs} ms without waiting for anything`);
  }
}

let source: string | null = null;

/**
 * The isolate in which the replicas of one run live, each start of one in a context of its own. Which context was
 * entered says who is calling; nothing that the program says does.
 */
export class WorldIsolate implements ReplicaHost {
  readonly #isolate: ivm.Isolate;
  readonly #kernel: ivm.Script;
  readonly #sources: ModuleSources;
  readonly #limits: JobLimits;
  readonly #processes = new Set<IsolateProcess>();
  #cpuAtSeedMs = 0;
  #cpuMs = 0;
  #stopped: ProgramStopped | null = null;

  constructor(sources: ModuleSources, limits: JobLimits, places: boolean) {
    source ??= loadWorldSource();
    this.#sources = sources;
    this.#limits = limits;
    // No handler for catastrophic errors: see `isolate-supply.ts`.
    this.#isolate = new ivm.Isolate({ memoryLimit: limits.memoryMb });
    this.#kernel = this.#isolate.compileScriptSync(`(${source})(${places})`, { filename: 'plumbline:world' });
  }

  /** Fresh processor time for the next seed. */
  beginSeed(): void {
    this.#cpuAtSeedMs = this.cpuMs;
  }

  get seedCpuMs(): number {
    return this.cpuMs - this.#cpuAtSeedMs;
  }

  get cpuMs(): number {
    if (!this.#isolate.isDisposed) this.#cpuMs = Number(this.#isolate.cpuTime) / 1e6;
    return this.#cpuMs;
  }

  get isUsable(): boolean {
    return this.#stopped === null && !this.#isolate.isDisposed;
  }

  heapBytes(): number {
    if (this.#isolate.isDisposed) return 0;
    const heap = this.#isolate.getHeapStatisticsSync();
    return heap.used_heap_size + heap.externally_allocated_size;
  }

  start(): ReplicaProcess {
    const made = new IsolateProcess(this);
    this.#processes.add(made);
    return made;
  }

  drop(): void {
    for (const process of this.#processes) process.release();
    if (this.#isolate.isDisposed) return;
    this.#cpuMs = Number(this.#isolate.cpuTime) / 1e6;
    this.#isolate.dispose();
  }

  forget(process: IsolateProcess): void {
    this.#processes.delete(process);
  }

  /** A context with the kernel and the program in it, evaluated but not started. */
  load(): { context: ivm.Context; dispatch: ivm.Reference<WorldDispatch> } {
    const context = this.enter(() => this.#isolate.createContextSync());
    const dispatch: ivm.Reference<WorldDispatch> = this.enter((timeout) =>
      this.#kernel.runSync(context, { timeout, reference: true }),
    );
    const modules: ivm.Module[] = [];
    try {
      const root = linkModules(this.#isolate, context, this.#sources, (made) => modules.push(made));
      this.enter((timeout) => root.evaluateSync({ timeout }));
      const namespace = root.namespace;
      const state = this.enter((timeout) =>
        dispatch.applySync(undefined, ['attach', namespace.derefInto({ release: true })], { timeout }),
      );
      if (state !== 'loaded') {
        throw new ProgramUnloadable({
          ...nowhere,
          name: 'NeverSettled',
          message: 'The file waits at its top level for a promise that nothing is left to settle',
        });
      }
    } catch (error) {
      if (error instanceof ProgramStopped) throw error;
      if (error instanceof SourceError) throw new ProgramUnloadable(sourceErrorToGuestError(error));
      throw new ProgramUnloadable(this.describe(error));
    } finally {
      // Otherwise this process's own collector decides when a dead replica's memory goes.
      for (const made of modules) made.release();
    }
    return { context, dispatch };
  }

  /** Every way into the isolate. Throws `ProgramStopped` at a limit, and whatever the program threw. */
  enter<T>(work: (timeoutMs: number) => T): T {
    if (this.#stopped !== null) throw this.#stopped;
    const leftMs = this.#limits.cpuMs - this.seedCpuMs;
    if (leftMs <= 0) throw this.#stop(this.#overBudget());
    try {
      return work(Math.max(1, Math.min(worldStepLimitMs, Math.ceil(leftMs * 2))));
    } catch (error) {
      throw this.#explain(error);
    }
  }

  describe(error: unknown): GuestError {
    return toGuestError(readThrown(error), this.#sources.answerFiles);
  }

  /** An error that the kernel wrote down, as one line. */
  describeText(json: string): string {
    return oneLine(toGuestError(readThrown(JSON.parse(json)), this.#sources.answerFiles));
  }

  outputLimit(): ProgramStopped {
    return this.#stop(new ProgramStopped('output-limit', 'One step said more than is allowed'));
  }

  #explain(error: unknown): unknown {
    if (this.#isolate.isDisposed)
      return this.#stop(new ProgramStopped('memory-limit', memoryMessage(this.#limits)));
    const described = this.describe(error);
    if (described.message === 'Script execution timed out.') {
      return this.#stop(
        this.seedCpuMs > this.#limits.cpuMs && this.#limits.cpuMs < worldStepLimitMs
          ? this.#overBudget()
          : new NeverYielded(),
      );
    }
    if (isAllocationFailure(described))
      return this.#stop(new ProgramStopped('memory-limit', memoryMessage(this.#limits)));
    return error;
  }

  #overBudget(): ProgramStopped {
    return new ProgramStopped(
      'time-limit',
      `The seed took more than ${this.#limits.cpuMs} ms of processor time`,
    );
  }

  /** What was pending may still run at a later entry, so nothing enters this isolate again. */
  #stop(why: ProgramStopped): ProgramStopped {
    this.#stopped ??= why;
    this.drop();
    return this.#stopped;
  }
}

class IsolateProcess implements ReplicaProcess {
  readonly #host: WorldIsolate;
  #context: ivm.Context | null = null;
  #dispatch: ivm.Reference<WorldDispatch> | null = null;

  constructor(host: WorldIsolate) {
    this.#host = host;
  }

  boot(message: BootMessage): Step {
    const { context, dispatch } = this.#host.load();
    this.#context = context;
    this.#dispatch = dispatch;
    return this.#step(dispatch, 'boot', JSON.stringify(message));
  }

  deliver(now: number, mono: number, delivery: Delivery): Step {
    if (this.#dispatch === null) return { calls: [], exit: null };
    return this.#step(this.#dispatch, 'deliver', JSON.stringify([now, mono, delivery]));
  }

  release(): void {
    this.#dispatch?.release();
    this.#context?.release();
    this.#dispatch = null;
    this.#context = null;
    this.#host.forget(this);
  }

  /** One entry; the engine drains every microtask before it returns. Then what it left is taken. */
  #step(dispatch: ivm.Reference<WorldDispatch>, operation: 'boot' | 'deliver', text: string): Step {
    const host = this.#host;
    let exit: string | null = null;
    try {
      host.enter((timeout) => dispatch.applySync(undefined, [operation, text], { timeout }));
    } catch (error) {
      if (error instanceof ProgramStopped) throw error;
      // A rejection that nobody handled.
      exit = oneLine(host.describe(error));
    }
    let taken: unknown;
    try {
      taken = host.enter((timeout) => dispatch.applySync(undefined, ['take'], { timeout }));
    } catch (error) {
      if (error instanceof ProgramStopped) throw error;
      return { calls: [], exit: exit ?? oneLine(host.describe(error)) };
    }
    if (typeof taken !== 'string') return { calls: [], exit: brokenSurroundings };
    if (taken.length > worldOutboxCharactersMax) throw host.outputLimit();
    let outbox = taken;
    if (outbox.startsWith('!')) {
      const end = outbox.indexOf('\n');
      exit ??= host.describeText(outbox.slice(1, end));
      outbox = outbox.slice(end + 1);
    }
    const calls = readCalls(outbox);
    return calls === null ? { calls: [], exit: exit ?? brokenSurroundings } : { calls, exit };
  }
}

const brokenSurroundings = 'The program broke the surroundings that it runs in';
const nowhere = { file: null, line: null, column: null, stack: [] };

function oneLine(error: GuestError): string {
  const place = error.file === null ? '' : ` (${error.file}:${error.line ?? 1})`;
  return `${error.name}: ${error.message}${place}`;
}
