import { apply, defineProperty, getDescriptor } from './primordials.ts';

/**
 * Removed before any candidate code runs: memory that V8 does not charge to the isolate (WebAssembly, shared and
 * resizable buffers), threads (Atomics), and what makes a run depend on the garbage collector (weak references).
 */
const removedGlobals = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'WeakRef'];
const removedBufferMethods = ['resize', 'transfer', 'transferToFixedLength', 'resizable', 'maxByteLength'];

export function hardenGlobals(): void {
  for (let index = 0; index < removedGlobals.length; index += 1) {
    Reflect.deleteProperty(globalThis, removedGlobals[index] as string);
  }
  for (let index = 0; index < removedBufferMethods.length; index += 1) {
    Reflect.deleteProperty(ArrayBuffer.prototype, removedBufferMethods[index] as string);
  }
  fixBufferConstructor();
}

/** A resizable buffer grows past the isolate's limit unseen, so the option that makes one is dropped on every way in. */
function fixBufferConstructor(): void {
  const Native = ArrayBuffer;
  const construct = Reflect.construct;
  const limited: ArrayBufferConstructor = new Proxy(Native, {
    construct(target, args, newTarget): object {
      return construct(target, [args[0]], newTarget === limited ? target : newTarget);
    },
  });
  defineProperty(Native.prototype, 'constructor', {
    value: limited,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  defineProperty(globalThis, 'ArrayBuffer', {
    value: limited,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

/** Time and chance that are the same on every machine: for questions that promise a repeatable verdict. */
export function makeDeterministic(startMs: number, seed: number): void {
  const Native = Date;
  const construct = Reflect.construct;
  const shared = Native.prototype;
  // Every look at the clock moves it by a microsecond, so that a loop which waits for time to pass ends.
  let microseconds = 0;
  const now = () => {
    microseconds += 1;
    return startMs + Math.floor(microseconds / 1000);
  };
  const toDateText = shared.toString;
  function virtualDate(this: unknown): unknown {
    // biome-ignore lint/complexity/noArguments: the arguments decide by their number, and a rest array by an iterator.
    const given = arguments;
    if (new.target === undefined) return apply(toDateText, new Native(now()), []);
    const target = (new.target as unknown) === virtualDate ? Native : (new.target as DateConstructor);
    return construct(Native, given.length === 0 ? [now()] : (given as unknown as unknown[]), target);
  }
  const statics: Record<string, unknown> = { now, parse: Native.parse, UTC: Native.UTC, prototype: shared };
  for (const key in statics) {
    defineProperty(virtualDate, key, {
      value: statics[key],
      writable: key !== 'prototype',
      enumerable: false,
      configurable: key !== 'prototype',
    });
  }
  defineProperty(virtualDate, 'name', { value: 'Date', configurable: true });
  defineProperty(virtualDate, 'length', { value: 7, configurable: true });
  defineProperty(shared, 'constructor', {
    value: virtualDate,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  defineProperty(globalThis, 'Date', {
    value: virtualDate,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  // A formatter called without a date reads the real clock.
  Reflect.deleteProperty(Intl, 'DateTimeFormat');
  Reflect.deleteProperty(Intl, 'DurationFormat');

  let state = seed >>> 0 || 1;
  const random = () => {
    // mulberry32, Tommy Ettinger; public domain.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  defineProperty(Math, 'random', { value: random, writable: true, enumerable: false, configurable: true });
  definePerformance(() => {
    microseconds += 1;
    return microseconds / 1000;
  }, startMs);
}

/** `performance.now` for programs that measure themselves. */
export function definePerformance(now: () => number, timeOrigin: number): void {
  if (getDescriptor(globalThis, 'performance') !== undefined) return;
  const performance = { now, timeOrigin };
  defineProperty(globalThis, 'performance', {
    value: performance,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
