import { append, createObject, functionText, NativeError, NativeTypeError, toText } from '../primordials.ts';

/** Evaluates in the global scope: the script sees its arguments and no variable of whoever wrote it. */
// biome-ignore lint/security/noGlobalEval: the script is the program's own text, run in its own context.
const indirectEval = eval;

/** A program sends the same few scripts over and over; compiling one costs more than running it. */
const compiled = createObject(null) as Record<string, unknown>;
const compiledMax = 32;
let compiledCount = 0;

function compile(source: string): unknown {
  const known = compiled[source];
  if (known !== undefined) return known;
  const script: unknown = indirectEval(`'use strict';(${source}\n)`);
  if (compiledCount < compiledMax) {
    compiledCount += 1;
    compiled[source] = script;
  }
  return script;
}

type Pairs = [member: string, score: number][];
type Entry = { value: string | Pairs | null; expiresAt: number | null; changed: boolean };

/** The source of a function that is to run on a store's side. */
export function scriptSource(script: unknown): string {
  if (typeof script !== 'function') throw new NativeTypeError('kv.atomic: the second argument is a function');
  return functionText(script);
}

/**
 * Runs a script over its declared keys. Gives the arguments of `kv.done` behind the call's id: result, writes, and the
 * failure or null.
 */
export function runStoreScript(
  source: string,
  argument: unknown,
  serverNow: number,
  entries: readonly (readonly [string, string | Pairs | null, number | null])[],
): [result: unknown, writes: unknown[], failure: string | null] {
  const byKey = createObject(null) as Record<string, Entry | undefined>;
  for (let index = 0; index < entries.length; index += 1) {
    const [key, value, expiresAt] = entries[index] as (typeof entries)[number];
    byKey[key] = { value, expiresAt, changed: false };
  }
  try {
    const script = compile(source);
    if (typeof script !== 'function') throw new NativeTypeError('the script is not a function');
    const result: unknown = script(makeStoreTx(byKey, serverNow), serverNow, argument);
    if (
      typeof result === 'object' &&
      result !== null &&
      typeof (result as { then?: unknown }).then === 'function'
    )
      throw new NativeTypeError('a script runs in one step: it cannot be async');
    const writes: unknown[] = [];
    for (let index = 0; index < entries.length; index += 1) {
      const [key] = entries[index] as (typeof entries)[number];
      const entry = byKey[key] as Entry;
      if (entry.changed) append(writes, [key, entry.value, entry.expiresAt]);
    }
    return [result === undefined ? null : result, writes, null];
  } catch (error) {
    return [null, [], describeFailure(error)];
  }
}

function describeFailure(error: unknown): string {
  try {
    return `kv.atomic: ${toText(error)}`;
  } catch {
    return 'kv.atomic: the script threw';
  }
}

function makeStoreTx(byKey: Record<string, Entry | undefined>, serverNow: number) {
  const find = (key: unknown): Entry => {
    const entry = typeof key === 'string' ? byKey[key] : undefined;
    if (entry === undefined) throw new NativeError(`the key ${toText(key)} was not declared`);
    return entry;
  };
  const write = (entry: Entry, value: Entry['value'], expiresAt: number | null) => {
    entry.value = value;
    entry.expiresAt = value === null ? null : expiresAt;
    entry.changed = true;
  };
  const pairsOf = (entry: Entry): Pairs =>
    typeof entry.value === 'string' || entry.value === null ? [] : entry.value;
  return {
    get(key: string): string | null {
      const { value } = find(key);
      return typeof value === 'string' ? value : null;
    },
    set(key: string, value: string, px?: number): void {
      if (typeof value !== 'string') throw new NativeTypeError('set takes a string as value');
      write(find(key), value, px === undefined ? null : serverNow + px);
    },
    del(key: string): void {
      write(find(key), null, null);
    },
    zadd(key: string, score: number, member: string): void {
      const entry = find(key);
      const pairs: Pairs = [];
      const before = pairsOf(entry);
      for (let index = 0; index < before.length; index += 1) {
        const pair = before[index] as Pairs[number];
        if (pair[0] !== member) append(pairs, pair);
      }
      append(pairs, [toText(member), score]);
      write(entry, pairs, entry.expiresAt);
    },
    zremBelow(key: string, score: number): number {
      const entry = find(key);
      const before = pairsOf(entry);
      const pairs: Pairs = [];
      for (let index = 0; index < before.length; index += 1) {
        const pair = before[index] as Pairs[number];
        if (pair[1] >= score) append(pairs, pair);
      }
      const removed = before.length - pairs.length;
      if (removed > 0) write(entry, pairs, entry.expiresAt);
      return removed;
    },
    zcard(key: string): number {
      return pairsOf(find(key)).length;
    },
    pexpire(key: string, px: number): void {
      const entry = find(key);
      if (entry.value !== null) write(entry, entry.value, serverNow + px);
    },
  };
}
