import { makeCalls } from './calls.ts';
import { installConsole } from './console.ts';
import { definePerformance, hardenGlobals, makeDeterministic } from './harden.ts';
import { structuredClone } from './library/clone.ts';
import { makeEncoding } from './library/encoding.ts';
import { makeEvents } from './library/events.ts';
import { makeUrl } from './library/url.ts';
import { defineProperty, NativePromise, NativeTypeError, parseJson, realNow } from './primordials.ts';
import { fixStackTraces } from './stack.ts';
import { type GuestTimers, installTimers } from './timers.ts';

export interface KernelOptions {
  /** Virtual time and seeded chance instead of the real ones; no timers, no `crypto`. */
  deterministic: boolean;
  startMs: number;
  seed: number;
  resultCharactersMax: number;
  timersPendingMax: number;
}

/**
 * The host's services behind one function, because each function that crosses is made anew for every isolate. They take
 * and give plain text and are never reachable by the program itself.
 */
export type KernelHost = (service: 'console' | 'parse-url' | 'random-hex', ...args: unknown[]) => string;

/** What the host may ask of the kernel. One function, so that the host holds one reference. */
export type KernelDispatch = (operation: string, first?: unknown, second?: unknown) => string;

function defineGlobal(name: string, value: unknown): void {
  const descriptor = { __proto__: null, value, writable: true, enumerable: false, configurable: true };
  defineProperty(globalThis, name, descriptor);
}

/** Built on first use: most programs touch none of these, and building them costs more than an empty run. */
function defineLazily(names: readonly string[], make: () => Record<string, unknown>): void {
  const settle = () => {
    const made = make();
    for (let index = 0; index < names.length; index += 1)
      defineGlobal(names[index] as string, made[names[index] as string]);
    return made;
  };
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    defineProperty(globalThis, name, {
      get: () => settle()[name],
      set: (value) => defineGlobal(name, value),
      enumerable: false,
      configurable: true,
    });
  }
}

function makeCrypto(randomHex: (bytes: number) => string) {
  const crypto = {
    getRandomValues(view: Uint8Array) {
      if (!ArrayBuffer.isView(view) || view.byteLength > 65_536)
        throw new TypeError('getRandomValues takes an integer array of at most 65,536 bytes');
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      const hex = randomHex(bytes.length);
      for (let index = 0; index < bytes.length; index += 1)
        bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
      return view;
    },
    randomUUID() {
      const hex = randomHex(16).split('');
      hex[12] = '4';
      hex[16] = '89ab'[Number.parseInt(hex[16] as string, 16) & 3] as string;
      const text = hex.join('');
      return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
    },
  };
  return { crypto };
}

export function startKernel(host: KernelHost, options: KernelOptions): KernelDispatch {
  const then = NativePromise.resolve();
  hardenGlobals();
  const lastStackHeader = fixStackTraces();
  installConsole((line) => void host('console', line));
  defineGlobal('queueMicrotask', (callback: unknown) => {
    if (typeof callback !== 'function') throw new NativeTypeError('queueMicrotask takes a function');
    void (async () => {
      await then;
      (callback as () => unknown)();
    })();
  });
  defineGlobal('structuredClone', structuredClone);
  defineLazily(['TextEncoder', 'TextDecoder', 'atob', 'btoa'], makeEncoding);
  defineLazily(['DOMException', 'Event', 'EventTarget', 'AbortSignal', 'AbortController'], makeEvents);
  defineLazily(['URL', 'URLSearchParams'], () =>
    makeUrl((text, base, set, value) => host('parse-url', text, base, set, value)),
  );
  let timers: GuestTimers | null = null;
  if (options.deterministic) {
    makeDeterministic(options.startMs, options.seed);
  } else {
    const start = realNow();
    definePerformance(() => realNow() - start, start);
    defineLazily(['crypto'], () => makeCrypto((bytes) => host('random-hex', bytes)));
    timers = installTimers(options.timersPendingMax);
    defineGlobal('input', null);
  }
  const calls = makeCalls(options.resultCharactersMax);

  /** `l` when every module has been evaluated, else `p`; then the milliseconds until the next timer, if there is one. */
  const standing = (): string => {
    const delay = timers === null ? null : timers.nextDelay();
    return (calls.isLoaded() ? 'l' : 'p') + (delay === null ? '' : delay);
  };

  return (operation, first, second) => {
    switch (operation) {
      case 'attach':
        calls.attach(first as Record<string, unknown>);
        return standing();
      case 'standing':
        return standing();
      case 'exports':
        return calls.exportsOf();
      case 'call':
        return calls.start(first as string, second as string);
      case 'value':
        return calls.startValue();
      case 'take':
        return calls.take();
      case 'input':
        defineGlobal('input', parseJson(first as string));
        return '';
      case 'fire':
        // What a timer's callback throws is an error nobody caught: it ends the program, as in any runtime.
        return timers === null ? '' : timers.runDue();
      case 'thrown':
        return lastStackHeader();
      default:
        return '';
    }
  };
}
