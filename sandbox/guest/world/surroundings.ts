import { formatArguments } from '../format.ts';
import {
  append,
  apply,
  defineProperty,
  NativeDate,
  NativePromise,
  NativeTypeError,
  sliceText,
  toNumber,
} from '../primordials.ts';
import type { Outbox } from './outbox.ts';

/** Virtual time as of the step that runs; nothing moves within a step. */
export interface WorldTime {
  now: number;
  mono: number;
}

const define = (target: object, name: string, value: unknown) =>
  defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });

/** Chance of this process alone. Source: D. Blackman, S. Vigna, xoshiro128** 1.1 (2018), public domain. */
export function makeChance(words: readonly number[]): () => number {
  let a = (words[0] as number) | 0;
  let b = (words[1] as number) | 0;
  let c = (words[2] as number) | 0;
  let d = (words[3] as number) | 0;
  const multiply = Math.imul;
  const next = () => {
    const five = multiply(b, 5);
    const result = multiply((five << 7) | (five >>> 25), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  return () => ((next() >>> 6) * 134_217_728 + (next() >>> 5)) / 9_007_199_254_740_992;
}

/** `Date` and `performance` on the replica's own clocks. */
export function installTime(time: WorldTime): void {
  const Native = NativeDate;
  const construct = Reflect.construct;
  const shared = Native.prototype;
  const toDateText = shared.toString;
  const whole = Math.floor;
  // As everywhere, a date has whole milliseconds.
  const now = () => whole(time.now);
  // A plain function: a subclass would lead to the real constructor, which knows the real time.
  function virtualDate(this: unknown): unknown {
    // biome-ignore lint/complexity/noArguments: the arguments decide by their number, and a rest array by an iterator.
    const given = arguments;
    if (new.target === undefined) return apply(toDateText, new Native(time.now), []);
    const target = (new.target as unknown) === virtualDate ? Native : (new.target as DateConstructor);
    return construct(Native, given.length === 0 ? [time.now] : (given as unknown as unknown[]), target);
  }
  define(virtualDate, 'now', now);
  define(virtualDate, 'parse', Native.parse);
  define(virtualDate, 'UTC', Native.UTC);
  defineProperty(virtualDate, 'prototype', { value: shared, writable: false });
  defineProperty(virtualDate, 'name', { value: 'Date', configurable: true });
  define(shared, 'constructor', virtualDate);
  define(globalThis, 'Date', virtualDate);
  // Formatters called without a date read the real clock.
  Reflect.deleteProperty(globalThis, 'Intl');
  Reflect.deleteProperty(shared, 'toLocaleString');
  Reflect.deleteProperty(shared, 'toLocaleDateString');
  Reflect.deleteProperty(shared, 'toLocaleTimeString');
  define(globalThis, 'performance', { now: () => time.mono, timeOrigin: time.now });
}

export function installChance(chance: () => number): void {
  define(Math, 'random', chance);
  const byte = () => Math.floor(chance() * 256);
  define(globalThis, 'crypto', {
    getRandomValues(view: Uint8Array) {
      if (!ArrayBuffer.isView(view) || view.byteLength > 65_536)
        throw new NativeTypeError('getRandomValues takes an integer array of at most 65,536 bytes');
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      for (let index = 0; index < bytes.length; index += 1) bytes[index] = byte();
      return view;
    },
    randomUUID() {
      let text = '';
      for (let index = 0; index < 36; index += 1) {
        if (index === 8 || index === 13 || index === 18 || index === 23) text += '-';
        else if (index === 14) text += '4';
        else if (index === 19) text += '89ab'[byte() & 3] as string;
        else text += '0123456789abcdef'[byte() & 15] as string;
      }
      return text;
    },
  });
}

/** The console is the replica's log: the world stamps each line with its virtual time. */
export function installLogConsole(outbox: Outbox): void {
  const charactersMax = 2_000;
  const at = (level: string) =>
    function consoleMethod() {
      // biome-ignore lint/complexity/noArguments: a rest parameter would build its array with an iterator that can be patched.
      outbox.note('log', [level, sliceText(formatArguments(arguments), 0, charactersMax)]);
    };
  const target = {};
  define(target, 'log', at('info'));
  define(target, 'info', at('info'));
  define(target, 'debug', at('info'));
  define(target, 'dir', at('info'));
  define(target, 'warn', at('warn'));
  define(target, 'error', at('error'));
  define(target, 'trace', at('error'));
  define(globalThis, 'console', target);
}

/** Timers in virtual time, one call of the clock each. What a callback throws ends the process. */
export function installWorldTimers(outbox: Outbox, fail: (error: unknown) => void): void {
  const running: (() => void)[] = [];
  const start = (callback: unknown, delay: unknown, repeat: boolean, args: unknown[]): number => {
    if (typeof callback !== 'function')
      throw new NativeTypeError('The callback of a timer must be a function');
    const number = toNumber(delay);
    const ms = !(number >= 1) ? 1 : number;
    const id = running.length + 1;
    let stopped = false;
    let cancel = () => {};
    append(running, () => {
      stopped = true;
      cancel();
    });
    const turn = async (): Promise<void> => {
      for (;;) {
        const call = outbox.open('clock.sleep', [ms]);
        cancel = () => call.cancel({ error: null, value: null });
        await call.outcome;
        if (stopped) return;
        try {
          apply(callback as () => unknown, undefined, args);
        } catch (error) {
          fail(error);
        }
        if (!repeat) return;
      }
    };
    void turn();
    return id;
  };
  const rest = (args: ArrayLike<unknown>) => {
    const list: unknown[] = [];
    for (let index = 2; index < args.length; index += 1) append(list, args[index]);
    return list;
  };
  const stop = (id: unknown) => {
    if (typeof id === 'number' && id >= 1 && id <= running.length) (running[id - 1] as () => void)();
  };
  /* biome-ignore-start lint/complexity/noArguments: rest parameters would use an iterator that can be patched. */
  define(globalThis, 'setTimeout', function setTimeout(callback: unknown, delay: unknown) {
    return start(callback, delay, false, rest(arguments));
  });
  define(globalThis, 'setInterval', function setInterval(callback: unknown, delay: unknown) {
    return start(callback, delay, true, rest(arguments));
  });
  /* biome-ignore-end lint/complexity/noArguments: see above. */
  define(globalThis, 'clearTimeout', stop);
  define(globalThis, 'clearInterval', stop);
  const ready = NativePromise.resolve();
  define(globalThis, 'queueMicrotask', (callback: unknown) => {
    if (typeof callback !== 'function') throw new NativeTypeError('queueMicrotask takes a function');
    void (async () => {
      await ready;
      try {
        (callback as () => unknown)();
      } catch (error) {
        fail(error);
      }
    })();
  });
}
