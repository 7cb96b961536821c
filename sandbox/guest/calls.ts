import { apply, getDescriptor, ownKeys, parseJson, sliceText, stringifyJson, toText } from './primordials.ts';

const errorTextCharactersMax = 2_000;

/** An error as plain strings; whatever the program put in its place is read inside a try. */
export interface DescribedError {
  name: string;
  message: string;
  stack: string;
}

function readText(target: object, key: string): string | null {
  try {
    const value = (target as Record<string, unknown>)[key];
    return value === undefined ? null : sliceText(toText(value), 0, errorTextCharactersMax);
  } catch {
    return null;
  }
}

/** Never throws. The name is the error's own, or its class's where the class did not set one. */
export function describeThrown(thrown: unknown): DescribedError {
  if (typeof thrown === 'object' && thrown !== null) {
    const message = readText(thrown, 'message');
    const stack = readText(thrown, 'stack');
    if (message !== null || stack !== null) {
      let name = readText(thrown, 'name') ?? 'Error';
      if (name === 'Error') {
        try {
          const maker = (thrown as { constructor?: unknown }).constructor;
          const own = typeof maker === 'function' ? getDescriptor(maker, 'name')?.value : undefined;
          if (typeof own === 'string' && own !== '') name = own;
        } catch {
          // A getter that throws leaves the plain name.
        }
      }
      return { name: sliceText(name, 0, 100), message: message ?? '', stack: stack ?? '' };
    }
    return { name: 'Error', message: 'The program threw an object that is not an error', stack: '' };
  }
  let text: string;
  try {
    text = typeof thrown === 'string' ? thrown : toText(thrown);
  } catch {
    text = typeof thrown;
  }
  return {
    name: 'Error',
    message: `The program threw ${typeof thrown === 'string' ? 'the text' : 'the value'} ${sliceText(text, 0, 500)}`,
    stack: '',
  };
}

/**
 * What a call came to, as one string: a letter and its payload.
 * `v` value as JSON · `e` thrown error as JSON · `o` the result is too large · `n` there is no such function ·
 * `j` the result cannot be JSON · empty while the promise is pending.
 */
export interface GuestCalls {
  attach(namespace: Record<string, unknown>): void;
  /** True once every module of the program has been evaluated, top-level await included. */
  isLoaded(): boolean;
  exportsOf(): string;
  start(name: string, argsJson: string): string;
  startValue(): string;
  take(): string;
}

interface Loaded {
  done?: unknown;
  entry: Record<string, unknown>;
  callable: Record<string, unknown>;
}

export function makeCalls(resultCharactersMax: number): GuestCalls {
  let loaded: Loaded | null = null;
  let outcome = '';

  const settle = async (value: unknown): Promise<void> => {
    try {
      outcome = encode(await value);
    } catch (error) {
      outcome = `e${stringifyJson(describeThrown(error))}`;
    }
  };
  const encode = (value: unknown): string => {
    let json: string | undefined;
    try {
      json = stringifyJson(value);
    } catch (error) {
      return `j${stringifyJson(describeThrown(error))}`;
    }
    if (json === undefined) return 'vnull';
    return json.length > resultCharactersMax ? 'o' : `v${json}`;
  };
  const invoke = (target: (...args: never[]) => unknown, args: unknown[]): string => {
    outcome = '';
    try {
      const value = apply(target, undefined, args);
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return encode(value);
      void settle(value);
    } catch (error) {
      return `e${stringifyJson(describeThrown(error))}`;
    }
    return '';
  };

  return {
    attach(namespace) {
      loaded = namespace as unknown as Loaded;
    },
    isLoaded() {
      try {
        return loaded !== null && loaded.done === true;
      } catch {
        // The binding is in its dead zone: a module before it has not finished.
        return false;
      }
    },
    exportsOf() {
      return stringifyJson(loaded === null ? [] : ownKeys(loaded.entry), (_key, value: unknown) =>
        typeof value === 'symbol' ? undefined : value,
      );
    },
    start(name, argsJson) {
      if (loaded === null) return 'n';
      const target = getDescriptor(loaded.callable, name)?.value;
      if (typeof target !== 'function') return 'n';
      return invoke(target as (...args: never[]) => unknown, parseJson(argsJson) as unknown[]);
    },
    startValue() {
      if (loaded === null) return 'vnull';
      const entry = loaded.entry;
      const value =
        getDescriptor(entry, 'default') !== undefined ? entry.default : getDescriptor(entry, 'result')?.value;
      return invoke(() => value, []);
    },
    take: () => outcome,
  };
}
