import type { Dist } from '../../core/distribution.ts';
import type { Ms } from '../../core/event-queue.ts';
import { Arguments, BadCall, type Json } from '../value.ts';
import { wallClockStartMs } from '../wall-clock.ts';
import { type Call, type Outcome, type Part, remoteError, type World } from '../world.ts';

export interface KvOptions {
  latency?: Dist;
  timeoutMs?: Ms;
}

interface Entry {
  value: string | Map<string, number>;
  /** Virtual time at which it is gone, or null. */
  expiresAt: Ms | null;
}

/** A write that a failover may take back: what stood there before. */
interface Undo {
  t: Ms;
  key: string;
  before: Entry | null;
}

const defaultLatency: Dist = { p50: 0.6, p99: 4 };
const defaultTimeoutMs = 50;
const undoKeptMs = 60_000;
const valueCharactersMax = 100_000;
const scriptCharactersMax = 20_000;
const scriptKeysMax = 20;

/**
 * A key-value store with one primary. Single operations and scripts are linearizable; expiry is exact on the server's
 * clock. Not promised: durability. At a failover the last acknowledged writes vanish, and a call that timed out may
 * have been applied.
 */
export class KvStore implements Part {
  readonly name = 'kv';
  readonly #world: World;
  readonly #latency: Dist;
  readonly #timeoutMs: Ms;
  readonly #entries = new Map<string, Entry>();
  #undo: Undo[] = [];
  #downUntil: Ms = 0;

  constructor(world: World, options: KvOptions = {}) {
    this.#world = world;
    this.#latency = options.latency ?? defaultLatency;
    this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  }

  /** The live strings, for invariants. */
  snapshot(): ReadonlyMap<string, string> {
    const now = this.#world.now;
    const live = new Map<string, string>();
    for (const [key, entry] of this.#entries) {
      if (typeof entry.value === 'string' && (entry.expiresAt === null || entry.expiresAt > now))
        live.set(key, entry.value);
    }
    return live;
  }

  /** Characters that each live key and its value take, sorted sets included. */
  sizes(): ReadonlyMap<string, number> {
    const { now } = this.#world;
    const sizes = new Map<string, number>();
    for (const [key, { value, expiresAt }] of this.#entries) {
      if (expiresAt !== null && expiresAt <= now) continue;
      let characters = key.length;
      if (typeof value === 'string') characters += value.length;
      else for (const member of value.keys()) characters += member.length + 8;
      sizes.set(key, characters);
    }
    return sizes;
  }

  /** The primary is lost: away for `downMs`, and writes acknowledged in the last `lossMs` never happened. */
  failover(lossMs: Ms, downMs: Ms): void {
    const { now } = this.#world;
    this.#downUntil = Math.max(this.#downUntil, now + downMs);
    for (let last = this.#undo.pop(); last !== undefined; last = this.#undo.pop()) {
      if (last.t < now - lossMs) {
        this.#undo.push(last);
        break;
      }
      if (last.before === null) this.#entries.delete(last.key);
      else this.#entries.set(last.key, last.before);
    }
  }

  call(call: Call): void {
    const args = new Arguments(call.op, call.args);
    const effect = this.#effectOf(call, args);
    this.#world.remote({
      call,
      key: effect.key,
      latency: this.#latency,
      timeoutMs: this.#timeoutMs,
      shown: effect.shown,
      arrive: (answer) => {
        if (this.#world.now < this.#downUntil)
          answer(remoteError('unavailable', 'The store is failing over'));
        else answer(effect.apply());
      },
    });
  }

  /** Arguments are read when the call is made, so that a wrong one is told at once. */
  #effectOf(
    call: Call,
    args: Arguments,
  ): { key: string; shown: Readonly<Record<string, Json>>; apply: () => Outcome } {
    const value = (made: Json): Outcome => ({ value: made });
    switch (call.op) {
      case 'kv.get': {
        const key = args.text(0);
        return { key, shown: {}, apply: () => value(this.#text(key)) };
      }
      case 'kv.set': {
        const key = args.text(0);
        const text = args.text(1, valueCharactersMax);
        const o = readSetOptions(args.record(2));
        return {
          key,
          shown: { value: shown(text), ...args.record(2) },
          apply: () => value(this.#set(key, text, o)),
        };
      }
      case 'kv.del': {
        const key = args.text(0);
        const { ifValue } = readSetOptions(args.record(1));
        return {
          key,
          shown: { ...args.record(1) },
          apply: () => {
            const there = this.#live(key);
            if (there === null || (ifValue !== null && there.value !== ifValue)) return value(false);
            this.#write(key, null);
            return value(true);
          },
        };
      }
      case 'kv.incrBy': {
        const key = args.text(0);
        const by = args.integer(1);
        const pxIfNew = args.record(2).pxIfNew;
        return {
          key,
          shown: { by },
          apply: () => {
            const there = this.#live(key);
            const sum = Number(typeof there?.value === 'string' ? there.value : 0) + by;
            if (!Number.isSafeInteger(sum)) return remoteError('not_integer', `${key} holds no integer`);
            const expiresAt =
              there === null
                ? typeof pxIfNew === 'number'
                  ? this.#world.now + pxIfNew
                  : null
                : there.expiresAt;
            this.#write(key, { value: String(sum), expiresAt });
            return value(sum);
          },
        };
      }
      case 'kv.pttl': {
        const key = args.text(0);
        return {
          key,
          shown: {},
          apply: () => {
            const there = this.#live(key);
            if (there === null) return value(-2);
            return value(there.expiresAt === null ? -1 : Math.max(0, there.expiresAt - this.#world.now));
          },
        };
      }
      case 'kv.zadd': {
        const key = args.text(0);
        const score = args.number(1);
        const member = args.text(2);
        return {
          key,
          shown: { score, member },
          apply: () => {
            const set = new Map(this.#sortedSet(key));
            set.set(member, score);
            this.#write(key, { value: set, expiresAt: this.#live(key)?.expiresAt ?? null });
            return value(null);
          },
        };
      }
      case 'kv.zrange': {
        const key = args.text(0);
        const min = args.number(1);
        const max = args.number(2);
        const limit = args.value(3) === null ? 10_000 : args.integer(3, 0, 10_000);
        return {
          key,
          shown: { min, max },
          apply: () =>
            value(
              ranged(this.#sortedSet(key), min, max)
                .slice(0, limit)
                .map(([m, score]) => ({ m, score })),
            ),
        };
      }
      case 'kv.zrem': {
        const key = args.text(0);
        const member = args.text(1);
        return {
          key,
          shown: { member },
          apply: () => {
            const set = new Map(this.#sortedSet(key));
            const had = set.delete(member);
            if (had) this.#write(key, { value: set, expiresAt: this.#live(key)?.expiresAt ?? null });
            return value(had);
          },
        };
      }
      case 'kv.time':
        return { key: 'time', shown: {}, apply: () => value(wallClockStartMs + this.#world.now) };
      case 'kv.atomic': {
        const keys = args.list(0, scriptKeysMax).map((key) => {
          if (typeof key !== 'string') throw new BadCall('kv.atomic: keys must be strings');
          return key;
        });
        const source = args.text(1, scriptCharactersMax);
        const argument = args.value(2);
        return {
          key: keys.join(' '),
          shown: { keys },
          apply: () => this.#atomic(call, keys, source, argument),
        };
      }
      default:
        throw new BadCall(`There is no ${call.op}`);
    }
  }

  /** Runs the script in its author's context with the declared keys, and takes over what it wrote, all or nothing. */
  #atomic(call: Call, keys: readonly string[], source: string, argument: Json): Outcome {
    const serverNow = wallClockStartMs + this.#world.now;
    const entries: Json = keys.map((key) => {
      const there = this.#live(key);
      if (there === null) return [key, null, null];
      const value = typeof there.value === 'string' ? there.value : [...there.value];
      return [key, value, there.expiresAt === null ? null : wallClockStartMs + there.expiresAt];
    });
    const done = call.replica.runScript(call, source, argument, serverNow, entries);
    if (done === null) return remoteError('conn_reset', 'The connection was lost', true);
    const [, result, writes, failure] = done.args;
    if (typeof failure === 'string') return remoteError('script', failure);
    if (!Array.isArray(writes)) return remoteError('script', 'The script left no readable result');
    const read: Array<[string, Entry | null]> = [];
    for (const write of writes) {
      const made = readWrite(write, keys);
      if (made === null) return remoteError('script', 'The script wrote a key that was not declared');
      read.push(made);
    }
    for (const [key, entry] of read) this.#write(key, entry);
    return { value: result ?? null };
  }

  #live(key: string): Entry | null {
    const there = this.#entries.get(key);
    if (there === undefined) return null;
    if (there.expiresAt !== null && there.expiresAt <= this.#world.now) {
      this.#entries.delete(key);
      return null;
    }
    return there;
  }

  #text(key: string): string | null {
    const there = this.#live(key);
    return there === null || typeof there.value !== 'string' ? null : there.value;
  }

  #sortedSet(key: string): ReadonlyMap<string, number> {
    const there = this.#live(key);
    return there === null || typeof there.value === 'string' ? new Map() : there.value;
  }

  #set(key: string, text: string, o: SetOptions): boolean {
    const there = this.#live(key);
    if (o.nx && there !== null) return false;
    if (o.xx && there === null) return false;
    if (o.ifValue !== null && (there === null || there.value !== o.ifValue)) return false;
    this.#write(key, { value: text, expiresAt: o.px === null ? null : this.#world.now + o.px });
    return true;
  }

  #write(key: string, entry: Entry | null): void {
    const { now } = this.#world;
    this.#undo.push({ t: now, key, before: this.#entries.get(key) ?? null });
    const oldest = this.#undo[0];
    if (oldest !== undefined && this.#undo.length > 1_000 && oldest.t < now - undoKeptMs)
      this.#undo = this.#undo.filter(({ t }) => t >= now - undoKeptMs);
    if (entry === null) this.#entries.delete(key);
    else this.#entries.set(key, entry);
  }
}

interface SetOptions {
  px: Ms | null;
  nx: boolean;
  xx: boolean;
  ifValue: string | null;
}

function readSetOptions(o: { readonly [key: string]: Json }): SetOptions {
  const { px, nx, xx, ifValue } = o;
  if (px !== undefined && (typeof px !== 'number' || !(px > 0)))
    throw new BadCall('px must be a number above 0');
  return {
    px: typeof px === 'number' ? px : null,
    nx: nx === true,
    xx: xx === true,
    ifValue: typeof ifValue === 'string' ? ifValue : null,
  };
}

const shown = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function ranged(set: ReadonlyMap<string, number>, min: number, max: number): Array<[string, number]> {
  return [...set]
    .filter(([, score]) => score >= min && score <= max)
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
}

/** `[key, value, expiresAt]`, where a value is a text, pairs of a sorted set, or null for a deletion. */
function readWrite(write: Json, keys: readonly string[]): [string, Entry | null] | null {
  if (!Array.isArray(write)) return null;
  const [key, value, expiresAt] = write;
  if (typeof key !== 'string' || !keys.includes(key)) return null;
  if (value === null || value === undefined) return [key, null];
  const expiry =
    typeof expiresAt === 'number' && Number.isFinite(expiresAt) ? expiresAt - wallClockStartMs : null;
  if (typeof value === 'string') {
    return value.length > valueCharactersMax ? null : [key, { value, expiresAt: expiry }];
  }
  if (!Array.isArray(value)) return null;
  const set = new Map<string, number>();
  for (const pair of value) {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string' || typeof pair[1] !== 'number') return null;
    set.set(pair[0], pair[1]);
  }
  return [key, { value: set, expiresAt: expiry }];
}
