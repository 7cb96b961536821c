import { describeThrown } from '../calls.ts';
import { hardenGlobals } from '../harden.ts';
import { structuredClone } from '../library/clone.ts';
import { makeEncoding } from '../library/encoding.ts';
import {
  append,
  apply,
  createObject,
  defineProperty,
  freeze,
  getDescriptor,
  NativeTypeError,
  parseJson,
  stringifyJson,
  toText,
} from '../primordials.ts';
import { fixStackTraces } from '../stack.ts';
import { abortSignal, makeOutbox, makeSignal, type Outbox } from './outbox.ts';
import { type Consumer, makeParts } from './parts.ts';
import { runStoreScript } from './scripts.ts';
import {
  installChance,
  installLogConsole,
  installTime,
  installWorldTimers,
  makeChance,
  type WorldTime,
} from './surroundings.ts';

/** What the host asks of one process of a simulated world. One function, so that the host holds one reference. */
export type WorldDispatch = (operation: 'attach' | 'boot' | 'deliver' | 'take', first?: unknown) => string;

interface Boot {
  replica: string;
  now: number;
  mono: number;
  random: readonly number[];
  config: Record<string, unknown>;
}

interface AppShape {
  http: ((request: unknown) => unknown) | null;
}

type Work = () => unknown;

interface Assignment {
  stream: string;
  group: string;
  partitions: number[];
}

/** Globals that are built on first use: most programs touch none of them. */
function defineLazyEncoding(): void {
  const names = ['TextEncoder', 'TextDecoder', 'atob', 'btoa'];
  const define = (name: string, value: unknown) =>
    defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    defineProperty(globalThis, name, {
      get() {
        const made: Record<string, unknown> = makeEncoding();
        for (let other = 0; other < names.length; other += 1)
          define(names[other] as string, made[names[other] as string]);
        return made[name];
      },
      set: (value) => define(name, value),
      enumerable: false,
      configurable: true,
    });
  }
}

/** Makes the surroundings of one process. `places` makes calls tell the line that made them. */
export function startWorld(places: boolean): WorldDispatch {
  hardenGlobals();
  fixStackTraces();
  const outbox = makeOutbox(places);
  const time: WorldTime = { now: 0, mono: 0 };
  let failure = '';
  const fail = (error: unknown) => {
    if (failure === '') failure = stringifyJson(describeThrown(error));
  };
  installTime(time);
  installLogConsole(outbox);
  installWorldTimers(outbox, fail);
  defineProperty(globalThis, 'structuredClone', {
    value: structuredClone,
    writable: true,
    configurable: true,
  });
  defineLazyEncoding();

  let namespace: { done?: unknown; entry: Record<string, unknown> } | null = null;
  let process: Process | null = null;

  return (operation, first) => {
    switch (operation) {
      case 'attach':
        namespace = first as typeof namespace;
        try {
          return namespace?.done === true ? 'loaded' : 'pending';
        } catch {
          // The binding is in its dead zone: a module before it has not finished.
          return 'pending';
        }
      case 'boot': {
        const boot = parseJson(first as string) as Boot;
        time.now = boot.now;
        time.mono = boot.mono;
        process = startProcess(boot, outbox, time, fail);
        const entry = namespace === null ? undefined : getDescriptor(namespace.entry, 'default')?.value;
        process.run(entry);
        return '';
      }
      case 'deliver':
        if (process !== null) process.deliver(parseJson(first as string) as unknown[]);
        return '';
      case 'take': {
        // What ended the process stands on a line of its own before the calls: JSON has no line breaks.
        if (failure === '') return outbox.take();
        const text = `!${failure}\n${outbox.take()}`;
        failure = '';
        return text;
      }
      default:
        return '';
    }
  };
}

interface Process {
  run(start: unknown): void;
  deliver(message: readonly unknown[]): void;
}

function startProcess(boot: Boot, outbox: Outbox, time: WorldTime, fail: (error: unknown) => void): Process {
  const chance = makeChance(boot.random);
  installChance(chance);
  const terms: ((deadline: number) => unknown)[] = [];
  const requests = createObject(null) as Record<number, ReturnType<typeof makeSignal>['state'] | undefined>;
  const early: (readonly unknown[])[] = [];
  let app: AppShape | null = null;
  let unsettled = 0;

  /** The world asks only whether anything is unsettled, so only the first and the last are told. */
  const settle = (by: number) => {
    const before = unsettled;
    unsettled += by;
    if (before === 0 || unsettled === 0) outbox.note('waiting', [unsettled]);
  };
  /** Runs something of the program; what it throws ends the process. */
  const run = async (work: Work): Promise<void> => {
    settle(1);
    try {
      await work();
    } catch (error) {
      fail(error);
    }
    settle(-1);
  };
  const serve = async (number: number, inbound: Record<string, unknown>): Promise<void> => {
    const { signal, state } = makeSignal();
    requests[number] = state;
    settle(1);
    let response: unknown = { status: 404 };
    try {
      const handler = app === null ? null : app.http;
      if (handler !== null) {
        inbound.signal = signal;
        const made = (await handler(inbound)) as { status?: unknown; headers?: unknown; body?: unknown };
        response = { status: made.status, headers: made.headers ?? {}, body: made.body ?? null };
      }
    } catch (error) {
      const { name, message } = describeThrown(error);
      outbox.note('log', ['error', `The handler threw ${name}: ${message}`]);
      response = { status: 500 };
    }
    delete requests[number];
    try {
      outbox.note('respond', [number, response]);
    } catch {
      outbox.note('respond', [number, { status: 500 }]);
    }
    settle(-1);
  };

  const parts = makeParts(outbox);
  const tellConsumers = (what: 'revoke' | 'assign', { stream, group, partitions }: Assignment) => {
    const { consumers } = parts;
    for (let index = 0; index < consumers.length; index += 1) {
      const consumer = consumers[index] as Consumer;
      if (consumer.stream !== stream || consumer.group !== group) continue;
      const listeners = what === 'revoke' ? consumer.onRevoke : consumer.onAssign;
      for (let other = 0; other < listeners.length; other += 1) {
        const listener = listeners[other] as Consumer['onRevoke'][number];
        void run(() => listener(partitions));
      }
    }
  };

  return {
    run(start) {
      if (typeof start !== 'function') {
        fail(new NativeTypeError('solution.ts must have a default export: (ctx) => App'));
        return;
      }
      const ctx = makeContext(boot, outbox, parts, time, chance, terms, fail);
      void run(async () => {
        const made = (await start(ctx)) as { http?: unknown; background?: unknown } | undefined;
        const http = made?.http;
        app = {
          http: typeof http === 'function' ? (request) => apply(http as never, made, [request]) : null,
        };
        const background = made?.background;
        if (Array.isArray(background)) {
          for (let index = 0; index < background.length; index += 1) {
            const task: unknown = background[index];
            if (typeof task === 'function') void run(task as Work);
          }
        }
        for (let index = 0; index < early.length; index += 1) {
          const [number, inbound] = early[index] as [number, Record<string, unknown>];
          void serve(number, inbound);
        }
      });
    },
    deliver(message) {
      time.now = message[0] as number;
      time.mono = message[1] as number;
      const [id, kind, third, fourth, fifth, sixth] = message[2] as unknown[];
      switch (kind) {
        case 0:
          outbox.settle(id as number, third as never, null);
          return;
        case 1:
          outbox.settle(id as number, null, third);
          return;
        case 2: {
          const [result, writes, problem] = runStoreScript(
            third as string,
            fourth,
            fifth as number,
            sixth as never,
          );
          outbox.note('kv.done', [id, result, writes, problem]);
          return;
        }
        case 3:
          if (app === null) append(early, [third, fourth]);
          else void serve(third as number, fourth as Record<string, unknown>);
          return;
        case 4:
          if (third === 'term') {
            for (let index = 0; index < terms.length; index += 1) {
              const handler = terms[index] as (deadline: number) => unknown;
              void run(() => handler(fourth as number));
            }
          } else if (third === 'abort') {
            const state = requests[fourth as number];
            if (state !== undefined) abortSignal(state, 'the caller has gone');
          } else tellConsumers(third as 'revoke' | 'assign', fourth as Assignment);
          return;
        default:
          return;
      }
    },
  };
}

function makeContext(
  boot: Boot,
  outbox: Outbox,
  parts: ReturnType<typeof makeParts>,
  time: WorldTime,
  chance: () => number,
  terms: ((deadline: number) => unknown)[],
  fail: (error: unknown) => void,
) {
  const { kv, sql, queue, stream, http, locks } = parts;
  const clock = freeze({
    now: () => time.now,
    mono: () => time.mono,
    sleep: async (ms: unknown, signal?: unknown) => {
      await outbox.call('clock.sleep', [ms], signal);
    },
    timer(ms: unknown, callback: unknown) {
      if (typeof callback !== 'function') throw new NativeTypeError('clock.timer takes a function');
      const call = outbox.open('clock.sleep', [ms]);
      let cancelled = false;
      void (async () => {
        await call.outcome;
        if (cancelled) return;
        try {
          callback();
        } catch (error) {
          fail(error);
        }
      })();
      return freeze({
        cancel() {
          cancelled = true;
          call.cancel({ error: null, value: null });
        },
      });
    },
  });
  const rng = freeze({ next: chance, int: (n: number) => Math.floor(chance() * n) });
  const lifecycle = freeze({
    onTerm(callback: unknown) {
      if (typeof callback !== 'function') throw new NativeTypeError('onTerm takes a function');
      append(terms, callback as (deadline: number) => unknown);
    },
    ready: (up: unknown) => outbox.note('ready', [up === true]),
    exit: () => outbox.note('exit', []),
  });
  return freeze({
    replica: boot.replica,
    config: freeze(boot.config),
    clock,
    rng,
    kv,
    sql,
    queue,
    stream,
    http,
    locks,
    lifecycle,
    log(level: unknown, message: unknown, fields?: unknown) {
      const detail = fields === undefined ? '' : ` ${stringifyJson(fields) ?? ''}`;
      outbox.note('log', [level, toText(message) + detail]);
    },
    work: async (ms: unknown) => {
      await outbox.call('clock.work', [ms]);
    },
    newAbort() {
      const { signal, state } = makeSignal();
      return freeze({ signal, abort: (reason?: unknown) => abortSignal(state, reason) });
    },
  });
}
