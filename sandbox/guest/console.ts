import { formatArguments } from './format.ts';
import {
  defineProperty,
  fixedNumber,
  floor,
  NativeMap,
  realNow,
  repeatText,
  stringifyJson,
  toText,
} from './primordials.ts';

type Level = 'log' | 'info' | 'warn' | 'error' | 'debug';

/**
 * The host's end: takes one line as JSON; ends the isolate when there is too much. Every line crosses when it is printed,
 * so that the last ones before a kill are there: they tell most.
 */
export type ConsoleSink = (lineJson: string) => void;

export function installConsole(sink: ConsoleSink): void {
  const start = realNow();
  let indent = '';
  const counts = new NativeMap<string, number>();
  const timers = new NativeMap<string, number>();

  const print = (level: Level, args: ArrayLike<unknown>) => {
    const atMs = realNow() - start;
    const text = indent + formatArguments(args);
    sink(`{"level":"${level}","text":${stringifyJson(text)},"atMs":${atMs}}`);
  };
  const at = (level: Level) =>
    function consoleMethod() {
      // biome-ignore lint/complexity/noArguments: a rest parameter would build its array with an iterator that can be patched.
      print(level, arguments);
    };
  const label = (value: unknown) => (value === undefined ? 'default' : toText(value));
  const elapsed = (key: string) => `${key}: ${fixedNumber(realNow() - (timers.get(key) ?? realNow()), 0)} ms`;

  const console: Record<string, (...args: unknown[]) => void> = {
    log: at('log'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    debug: at('debug'),
    trace: at('debug'),
    dir: (value) => print('log', [value]),
    table: (value) => print('log', [value]),
    assert(condition, message) {
      if (!condition)
        print('error', [message === undefined ? 'Assertion failed' : 'Assertion failed:', message ?? '']);
    },
    count(name) {
      const key = label(name);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      print('log', [`${key}: ${count}`]);
    },
    countReset(name) {
      counts.delete(label(name));
    },
    group() {
      // biome-ignore lint/complexity/noArguments: as above.
      if (arguments.length > 0) print('log', arguments);
      indent = repeatText(' ', floor(indent.length / 2) * 2 + 2 > 20 ? 20 : indent.length + 2);
    },
    groupEnd() {
      indent = repeatText(' ', indent.length > 2 ? indent.length - 2 : 0);
    },
    time(name) {
      timers.set(label(name), realNow());
    },
    timeLog(name) {
      print('log', [elapsed(label(name))]);
    },
    timeEnd(name) {
      const key = label(name);
      print('log', [elapsed(key)]);
      timers.delete(key);
    },
  };
  console.groupCollapsed = console.group as (...args: unknown[]) => void;
  defineProperty(globalThis, 'console', {
    value: console,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}
