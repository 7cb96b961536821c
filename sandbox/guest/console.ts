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

/** The host's end: takes lines as a JSON array; ends the isolate when there is too much of them. */
export type ConsoleSink = (linesJson: string) => void;

/** The first lines cross at once, so that they survive a kill; later ones in batches. */
const linesAtOnce = 16;
const batchCharacters = 2_048;
const batchAgeMs = 20;

export interface GuestConsole {
  flush(): void;
}

export function installConsole(sink: ConsoleSink): GuestConsole {
  const start = realNow();
  let batch = '';
  let batchStart = start;
  let written = 0;
  let indent = '';
  const counts = new NativeMap<string, number>();
  const timers = new NativeMap<string, number>();

  const flush = () => {
    if (batch === '') return;
    const lines = `[${batch}]`;
    batch = '';
    sink(lines);
  };
  const print = (level: Level, args: ArrayLike<unknown>) => {
    const now = realNow();
    const text = indent + formatArguments(args);
    const line = `{"level":"${level}","text":${stringifyJson(text)},"atMs":${now - start}}`;
    if (batch === '') batchStart = now;
    batch += batch === '' ? line : `,${line}`;
    written += 1;
    if (written <= linesAtOnce || batch.length > batchCharacters || now - batchStart > batchAgeMs) flush();
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
  return { flush };
}
