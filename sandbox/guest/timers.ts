import { describeThrown } from './calls.ts';
import {
  append,
  apply,
  defineProperty,
  NativeRangeError,
  NativeTypeError,
  realNow,
  stringifyJson,
  toNumber,
} from './primordials.ts';

interface Timer {
  id: number;
  dueAt: number;
  everyMs: number | null;
  callback: (...args: never[]) => unknown;
  args: unknown[];
}

export interface GuestTimers {
  /** Milliseconds until the next timer is due, or null when none is set. */
  nextDelay(): number | null;
  /** Runs the next timer that is due. Gives back `e` and the error as JSON when its callback threw, else nothing. */
  runDue(): string;
}

const delayMaxMs = 2_147_483_647;

/** Timers on the real clock, pumped by the host: only for programs whose verdict does not promise to be repeatable. */
export function installTimers(pendingMax: number): GuestTimers {
  let timers: Timer[] = [];
  let lastId = 0;

  const add = (callback: unknown, delay: unknown, repeat: boolean, args: unknown[]): number => {
    if (typeof callback !== 'function')
      throw new NativeTypeError('The callback of a timer must be a function');
    if (timers.length >= pendingMax) throw new NativeRangeError(`More than ${pendingMax} timers are pending`);
    const number = toNumber(delay);
    const ms = number >= 1 && number <= delayMaxMs ? number : 1;
    lastId += 1;
    append(timers, {
      id: lastId,
      dueAt: realNow() + ms,
      everyMs: repeat ? ms : null,
      callback: callback as Timer['callback'],
      args,
    });
    return lastId;
  };
  const rest = (args: ArrayLike<unknown>, from: number) => {
    const list: unknown[] = [];
    for (let index = from; index < args.length; index += 1) append(list, args[index]);
    return list;
  };
  const remove = (id: unknown) => {
    const kept: Timer[] = [];
    for (let index = 0; index < timers.length; index += 1) {
      const timer = timers[index] as Timer;
      if (timer.id !== id) append(kept, timer);
    }
    timers = kept;
  };
  const define = (name: string, value: unknown) =>
    defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });

  /* biome-ignore-start lint/complexity/noArguments: rest parameters would use an iterator that can be patched. */
  define('setTimeout', function setTimeout(callback: unknown, delay: unknown) {
    return add(callback, delay, false, rest(arguments, 2));
  });
  define('setInterval', function setInterval(callback: unknown, delay: unknown) {
    return add(callback, delay, true, rest(arguments, 2));
  });
  define('setImmediate', function setImmediate(callback: unknown) {
    return add(callback, 1, false, rest(arguments, 1));
  });
  /* biome-ignore-end lint/complexity/noArguments: see above. */
  define('clearTimeout', remove);
  define('clearInterval', remove);
  define('clearImmediate', remove);

  const larger = Math.max;
  const earliest = (): Timer | null => {
    let found: Timer | null = null;
    for (let index = 0; index < timers.length; index += 1) {
      const timer = timers[index] as Timer;
      if (found === null || timer.dueAt < found.dueAt || (timer.dueAt === found.dueAt && timer.id < found.id))
        found = timer;
    }
    return found;
  };
  return {
    nextDelay() {
      const timer = earliest();
      if (timer === null) return null;
      const delay = timer.dueAt - realNow();
      return larger(delay, 0);
    },
    runDue() {
      // One timer a call: the host then drains microtasks before the next, as an event loop does.
      const timer = earliest();
      if (timer === null || timer.dueAt > realNow()) return '';
      if (timer.everyMs === null) remove(timer.id);
      else timer.dueAt = realNow() + timer.everyMs;
      try {
        apply(timer.callback, undefined, timer.args);
      } catch (error) {
        return `e${stringifyJson(describeThrown(error))}`;
      }
      return '';
    },
  };
}
