import ivm from 'isolated-vm';
import type { KernelDispatch, KernelOptions } from '../guest/kernel.ts';
import { loadGuestSource } from './guest-source.ts';

/** The host's services are one callback into this process; inside it is a plain function over text. */
type StartKernel = (host: unknown, optionsJson: string) => KernelDispatch;

/** An isolate that no program has touched, with the kernel in it but not started. */
export interface FreshIsolate {
  isolate: ivm.Isolate;
  context: ivm.Context;
  /** Starts the kernel; used once. */
  start: ivm.Reference<StartKernel>;
  memoryMb: number;
}

const kernelGlobal = 'plumblineKernel';

/** Runs the kernel once while the snapshot is made, so that its usual paths are in it as compiled code. */
function warmUp(options: KernelOptions): string {
  return `{
    const dispatch = ${kernelGlobal}(() => '', ${JSON.stringify(JSON.stringify(options))});
    console.log('a', 1, { a: 1, b: [1, 2, 'x'], m: new Map([[1, new Set([2])]]) }, new Error('x'), null);
    dispatch('input', 'null');
    dispatch('attach', { done: true, entry: { default: { a: 1 } }, callable: { run: (x) => ({ x }) } });
    dispatch('exports');
    dispatch('call', 'run', '[1]');
    dispatch('take');
    dispatch('value');
    dispatch('standing');
  }`;
}

/**
 * Makes isolates from a snapshot that holds the kernel, one of them ahead of time while the worker waits for its next
 * job. The snapshot saves about a third of what a fresh isolate costs.
 */
export class IsolateSupply {
  readonly #snapshot: ivm.ExternalCopy<ArrayBuffer>;
  #ahead: FreshIsolate | null = null;

  constructor() {
    const code = `globalThis.${kernelGlobal} = (() => { const startKernel = ${loadGuestSource()};
return (host, options) => startKernel(host, JSON.parse(options)); })();`;
    const options = {
      deterministic: false,
      startMs: 0,
      seed: 1,
      resultCharactersMax: 1_000,
      timersPendingMax: 1,
    };
    this.#snapshot = ivm.Isolate.createSnapshot([{ code, filename: 'plumbline:kernel' }], warmUp(options));
  }

  /** Fresh in every case: a program never meets an isolate in which another has run. */
  take(memoryMb: number): FreshIsolate {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead === null) return this.#make(memoryMb);
    if (ahead.memoryMb === memoryMb && !ahead.isolate.isDisposed) return ahead;
    ahead.isolate.dispose();
    return this.#make(memoryMb);
  }

  prepare(memoryMb: number): void {
    this.#ahead ??= this.#make(memoryMb);
  }

  #make(memoryMb: number): FreshIsolate {
    // No handler for catastrophic errors: with one, V8 parks this very thread for ever when the heap is lost; without,
    // the process aborts at once, and the supervisor reads the reason from what V8 prints.
    const isolate = new ivm.Isolate({ memoryLimit: memoryMb, snapshot: this.#snapshot });
    const context = isolate.createContextSync();
    const start: ivm.Reference<StartKernel> = context.global.getSync(kernelGlobal, { reference: true });
    context.global.deleteSync(kernelGlobal);
    return { isolate, context, start, memoryMb };
  }
}
