import ivm from 'isolated-vm';
import type { ConsoleLine, GuestError, Json } from '../contract.ts';
import type { KernelDispatch, KernelOptions } from '../guest/kernel.ts';
import { jsonDepthMax, resultBytesMax, timersPendingMax } from '../limits.ts';
import type { JobLimits } from '../protocol/job.ts';
import { jsonDepth } from '../protocol/json-depth.ts';
import { ConsoleMeter, consoleMessage } from './console-meter.ts';
import {
  GuestFailed,
  GuestStopped,
  isAllocationFailure,
  memoryMessage,
  type StopStatus,
  stopNames,
  timeMessage,
} from './guest-end.ts';
import { readThrown, sourceErrorToGuestError, toGuestError } from './guest-error.ts';
import { makeHostServices } from './host-services.ts';
import type { FreshIsolate } from './isolate-supply.ts';
import { linkModules, type ModuleSources } from './modules.ts';
import { SourceError } from './strip-types.ts';

export interface ProgramOptions {
  deterministic: boolean;
  limits: JobLimits;
  onConsole: (line: ConsoleLine) => void;
}

/** How far a program has come. */
export interface Standing {
  /** Every module has been evaluated, top-level await included. */
  loaded: boolean;
  /** Milliseconds until its next timer is due, or null when none is set. */
  timerMs: number | null;
}

/** The kernel's answer: `l` or `p`, then the delay if there is one. */
function readStanding(text: string): Standing {
  const delay = text.slice(1);
  return { loaded: text.startsWith('l'), timerMs: delay === '' ? null : Math.max(0, Number(delay)) };
}

/** Virtual time of repeatable runs begins here: 2026-01-01T00:00:00Z. */
const virtualStartMs = Date.UTC(2026, 0, 1);
const randomSeed = 0x5eed_1e55;
const heapSampleEvery = 32;

/** One program in one fresh isolate, from loading to its end. Every entry has a timeout and may throw `GuestStopped`. */
export class GuestProgram {
  readonly #fresh: FreshIsolate;
  readonly #sources: ModuleSources;
  readonly #options: ProgramOptions;
  readonly #kernel: ivm.Reference<KernelDispatch>;
  readonly #startedAt = performance.now();
  #wallUsedMs = 0;
  readonly #console = new ConsoleMeter();
  #stopped: GuestStopped | null = null;
  #entries = 0;
  #memoryBytes = 0;
  #cpuMs = 0;

  constructor(fresh: FreshIsolate, sources: ModuleSources, options: ProgramOptions) {
    this.#fresh = fresh;
    this.#sources = sources;
    this.#options = options;
    const services = makeHostServices(() => this.#stop('time-limit', 'The program parsed too many URLs'));
    const kernelOptions: KernelOptions = {
      deterministic: options.deterministic,
      startMs: virtualStartMs,
      seed: randomSeed,
      resultCharactersMax: resultBytesMax,
      timersPendingMax,
    };
    this.#kernel = fresh.start.applySync(
      undefined,
      [
        new ivm.Callback((service: unknown, ...args: unknown[]) => {
          switch (service) {
            case 'console':
              return this.#takeConsole(args[0]);
            case 'parse-url':
              return services.parseUrl(args[0], args[1], args[2], args[3]);
            case 'random-hex':
              return services.randomHex(args[0]);
          }
        }),
        JSON.stringify(kernelOptions),
      ],
      { result: { reference: true } },
    );
  }

  /** Evaluates every module. Throws `GuestFailed` for syntax, imports and what the top level throws. */
  load(): Standing {
    if (this.#stopped !== null) throw this.#stopped;
    let root: ivm.Module;
    try {
      root = linkModules(this.#fresh.isolate, this.#fresh.context, this.#sources);
    } catch (error) {
      if (error instanceof SourceError) throw new GuestFailed(sourceErrorToGuestError(error), true);
      throw new GuestFailed(this.#describe(error), true);
    }
    this.#timed((timeout) => root.evaluateSync({ timeout }));
    return readStanding(this.#dispatch('attach', root.namespace.derefInto()));
  }

  /** Where the program stands once all that could go on has gone on. */
  standing(): Standing {
    return readStanding(this.#dispatch('standing'));
  }

  /** The global `input`, which is null until then. */
  setInput(input: Json): void {
    if (input !== null) this.#dispatch('input', JSON.stringify(input));
  }

  exports(): string[] {
    const names: unknown = JSON.parse(this.#dispatch('exports'));
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  }

  /** Calls an exported function and gives back its result. Throws `GuestFailed` when it threw or never settled. */
  call(name: string, args: readonly Json[]): Json {
    return this.#settle(this.#dispatch('call', name, JSON.stringify(args)), name);
  }

  /** The default export, or `result`, once it has settled. */
  value(): Json {
    return this.#settle(this.#dispatch('value'), 'the exported value');
  }

  fireTimer(): void {
    const outcome = this.#dispatch('fire');
    if (outcome !== '') this.#settle(outcome, 'a timer');
  }

  get cpuMs(): number {
    if (this.#fresh.isolate.isDisposed) return this.#cpuMs;
    this.#cpuMs = Number(this.#fresh.isolate.cpuTime) / 1e6;
    return this.#cpuMs;
  }

  /** Milliseconds spent inside the isolate. */
  get wallMs(): number {
    return this.#wallUsedMs;
  }

  get memoryBytes(): number {
    return this.#memoryBytes;
  }

  get isDisposed(): boolean {
    return this.#fresh.isolate.isDisposed;
  }

  /** Time that is left of the wall limit when waiting counts too. */
  remainingMs(): number {
    return this.#options.limits.wallMs - (performance.now() - this.#startedAt);
  }

  /** Measures what the program has used. Nothing of it runs afterwards. */
  finish(): void {
    if (this.#fresh.isolate.isDisposed) return;
    this.#sampleHeap();
    this.#cpuMs = Number(this.#fresh.isolate.cpuTime) / 1e6;
  }

  /** Lets go of the isolate and of all that is in it. Safe to call twice. */
  drop(): void {
    this.#drop();
  }

  #drop(): void {
    if (this.#fresh.isolate.isDisposed) return;
    this.#cpuMs = Number(this.#fresh.isolate.cpuTime) / 1e6;
    this.#fresh.isolate.dispose();
  }

  #settle(outcome: string, what: string): Json {
    const settled = outcome === '' ? this.#dispatch('take') : outcome;
    const payload = settled.slice(1);
    switch (settled.charAt(0)) {
      case 'v': {
        if (jsonDepth(payload) > jsonDepthMax) {
          throw new GuestFailed(
            this.#plainError(
              'RangeError',
              `The result of ${what} is nested more than ${jsonDepthMax} levels deep`,
            ),
          );
        }
        const value: Json = JSON.parse(payload);
        return value;
      }
      case 'e':
        throw this.#failedWith(payload);
      case 'o':
        throw this.#stop('output-limit', `The result is larger than ${resultBytesMax} bytes`);
      case 'n':
        throw new GuestFailed(
          this.#plainError('TypeError', `The answer does not export a function "${what}"`),
        );
      case 'j': {
        const why = readThrown(JSON.parse(payload)).message.split('\n')[0]?.slice(0, 200) ?? '';
        throw new GuestFailed(
          this.#plainError('TypeError', `The result of ${what} cannot be written as JSON: ${why}`),
        );
      }
      default:
        throw new GuestFailed(
          this.#plainError('NeverSettled', 'The promise never settled: nothing is left that could settle it'),
        );
    }
  }

  #failedWith(payload: string): Error {
    const error = toGuestError(readThrown(JSON.parse(payload)), this.#sources.answerFiles);
    if (isAllocationFailure(error)) return this.#stop('memory-limit', memoryMessage(this.#options.limits));
    return new GuestFailed(error);
  }

  #dispatch(operation: string, first?: string | ivm.Dereference<unknown>, second?: string): string {
    const result = this.#timed((timeout) =>
      this.#kernel.applySync(undefined, [operation, first, second], { timeout }),
    );
    return typeof result === 'string' ? result : '';
  }

  /** Every way into the isolate goes through here. */
  #timed<T>(enter: (timeoutMs: number) => T): T {
    if (this.#stopped !== null) throw this.#stopped;
    const { limits } = this.#options;
    // In a check only time inside counts: what the question's own code takes between two calls is not the program's.
    const leftMs = this.#options.deterministic ? limits.wallMs - this.#wallUsedMs : this.remainingMs();
    if (leftMs <= 0) throw this.#stop('time-limit', timeMessage(limits));
    const enteredAt = performance.now();
    let result: T;
    try {
      result = enter(Math.max(1, Math.ceil(leftMs)));
    } catch (error) {
      throw this.#explain(error);
    } finally {
      this.#wallUsedMs += performance.now() - enteredAt;
      this.#entries += 1;
      if (this.#entries % heapSampleEvery === 0) this.#sampleHeap();
    }
    // A service that was called too often may have stopped the program although the call itself came back.
    if (this.#stopped !== null) throw this.#stopped;
    if (this.cpuMs > limits.cpuMs) throw this.#stop('time-limit', timeMessage(limits));
    return result;
  }

  #explain(error: unknown): Error {
    if (this.#stopped !== null) return this.#stopped;
    const { limits } = this.#options;
    if (this.#fresh.isolate.isDisposed) return this.#stop('memory-limit', memoryMessage(limits));
    const described = this.#named(this.#describe(error));
    if (described.message === 'Script execution timed out.') {
      return this.#stop('time-limit', timeMessage(limits), described);
    }
    if (isAllocationFailure(described)) return this.#stop('memory-limit', memoryMessage(limits), described);
    return new GuestFailed(described);
  }

  /** A copied error has lost the name that it was given after it was made; the kernel may know it. */
  #named(error: GuestError): GuestError {
    if (error.name !== 'Error') return error;
    try {
      const header: unknown = this.#kernel.applySync(undefined, ['thrown'], { timeout: 50 });
      const name = typeof header === 'string' ? /^([\w$]{1,100})(?:: ([\s\S]*))?$/u.exec(header) : null;
      return name !== null && (name[2] ?? '') === error.message
        ? { ...error, name: name[1] ?? error.name }
        : error;
    } catch {
      return error;
    }
  }

  #describe(error: unknown): GuestError {
    return toGuestError(readThrown(error), this.#sources.answerFiles);
  }

  #plainError(name: string, message: string): GuestError {
    return { name, message, file: null, line: null, column: null, stack: [] };
  }

  /** Ends the program. A position is kept when V8 could say where the program was. */
  #stop(status: StopStatus, message: string, at?: GuestError): GuestStopped {
    if (this.#stopped === null) {
      const where = at === undefined ? this.#plainError('', '') : at;
      this.#stopped = new GuestStopped(status, { ...where, name: stopNames[status], message });
      // What a stopped program has used is measured before the isolate goes, except where it was stopped from within.
      if (status === 'time-limit' && at !== undefined) this.finish();
      this.#drop();
    }
    return this.#stopped;
  }

  #sampleHeap(): void {
    if (this.#fresh.isolate.isDisposed) return;
    try {
      const heap = this.#fresh.isolate.getHeapStatisticsSync();
      this.#memoryBytes = Math.max(this.#memoryBytes, heap.used_heap_size + heap.externally_allocated_size);
    } catch {
      // An isolate that is going away has no heap to measure.
    }
  }

  #takeConsole(lineJson: unknown): void {
    if (typeof lineJson !== 'string' || this.#stopped !== null) return;
    const line = this.#console.take(lineJson);
    if (line === null) this.#stop('output-limit', consoleMessage);
    else this.#options.onConsole(line);
  }
}
