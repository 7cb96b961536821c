import {
  append,
  createObject,
  indexInText,
  NativeError,
  NativePromise,
  NativeTypeError,
  sliceText,
  stringifyJson,
  toText,
} from '../primordials.ts';

/** The outcome of a call, as the world told it. */
interface Outcome {
  error: { code: string; message: string; sent: boolean } | null;
  value: unknown;
}

interface Pending {
  settle: (outcome: Outcome) => void;
}

/** A call that is on its way. `cancel` says that nobody waits for it any more. */
export interface OpenCall {
  outcome: Promise<Outcome>;
  cancel: (outcome: Outcome) => void;
}

export interface Outbox {
  /** Sends a call and rejects with a `RemoteError` where it failed. */
  call(op: string, args: readonly unknown[], signal?: unknown): Promise<unknown>;
  open(op: string, args: readonly unknown[]): OpenCall;
  /** Says something that is not answered. */
  note(op: string, args: readonly unknown[]): void;
  settle(id: number, error: Outcome['error'], value: unknown): void;
  /** All that was said since the last time, joined by commas. */
  take(): string;
}

/** What is thrown when a call to another machine failed. `sent` means that its outcome is unknown. */
export class RemoteError extends NativeError {
  readonly code: string;
  readonly sent: boolean;

  constructor(code: string, message: string, sent: boolean) {
    super(message);
    this.name = 'RemoteError';
    this.code = code;
    this.sent = sent;
  }
}

export interface AbortState {
  aborted: boolean;
  reason: unknown;
  listeners: (() => void)[];
}

/** Behind each signal of ours stands its state; a signal that the program made up has none. */
const statesOfSignals = new WeakMap<object, AbortState>();
const getState = WeakMap.prototype.get;
const setState = WeakMap.prototype.set;
const applyState = Reflect.apply;

export function makeSignal(): { signal: object; state: AbortState } {
  const state: AbortState = { aborted: false, reason: undefined, listeners: [] };
  const signal = {
    get aborted() {
      return state.aborted;
    },
    get reason() {
      return state.reason;
    },
    onAbort(listener: () => void) {
      if (typeof listener !== 'function') throw new NativeTypeError('onAbort takes a function');
      if (state.aborted) {
        listener();
        return () => {};
      }
      append(state.listeners, listener);
      return () => forget(state, listener);
    },
  };
  applyState(setState, statesOfSignals, [signal, state]);
  return { signal, state };
}

export function abortSignal(state: AbortState, reason: unknown): void {
  if (state.aborted) return;
  state.aborted = true;
  state.reason = reason;
  const { listeners } = state;
  state.listeners = [];
  for (let index = 0; index < listeners.length; index += 1) (listeners[index] as () => void)();
}

function forget(state: AbortState, listener: () => void): void {
  const kept: (() => void)[] = [];
  for (let index = 0; index < state.listeners.length; index += 1) {
    const other = state.listeners[index] as () => void;
    if (other !== listener) append(kept, other);
  }
  state.listeners = kept;
}

function stateOf(signal: unknown): AbortState | null {
  if (typeof signal !== 'object' || signal === null) return null;
  return (applyState(getState, statesOfSignals, [signal]) as AbortState | undefined) ?? null;
}

/** `places` makes every call tell the line that made it; it costs a stack trace a call. */
export function makeOutbox(places: boolean): Outbox {
  const pending = createObject(null) as Record<number, Pending | undefined>;
  let lastId = 0;
  let text = '';

  const say = (id: number, op: string, args: readonly unknown[], at: string) => {
    const written: string | undefined = stringifyJson(args);
    const place: string = at === '' ? '""' : stringifyJson(at);
    const line = `[${id},"${op}",${written ?? '[]'},${place}]`;
    text += text === '' ? line : `,${line}`;
  };

  const open = (op: string, args: readonly unknown[]): OpenCall => {
    lastId += 1;
    const id = lastId;
    say(id, op, args, places ? placeOf() : '');
    let settle: (outcome: Outcome) => void = () => {};
    const outcome = new NativePromise<Outcome>((resolve) => {
      settle = resolve;
    });
    pending[id] = { settle };
    return {
      outcome,
      cancel(instead) {
        if (pending[id] === undefined) return;
        delete pending[id];
        say(0, 'cancel', [id], '');
        settle(instead);
      },
    };
  };

  return {
    open,
    async call(op, args, signal) {
      const state = stateOf(signal);
      if (state?.aborted === true) throw new RemoteError('aborted', `${op} was aborted`, false);
      const made = open(op, args);
      let listener: (() => void) | null = null;
      if (state !== null) {
        listener = () =>
          made.cancel({
            error: { code: 'aborted', message: `${op} was aborted`, sent: true },
            value: null,
          });
        append(state.listeners, listener);
      }
      const { error, value } = await made.outcome;
      if (state !== null && listener !== null) forget(state, listener);
      if (error === null) return value;
      // Made here and not where the answer came in: so the stack leads to the line that waited.
      if (error.code === 'bad_call') throw new NativeTypeError(error.message);
      throw new RemoteError(error.code, error.message, error.sent);
    },
    note: (op, args) => say(0, op, args, ''),
    settle(id, error, value) {
      const waiting = pending[id];
      if (waiting === undefined) return;
      delete pending[id];
      waiting.settle({ error, value });
    },
    take() {
      const taken = text;
      text = '';
      return taken;
    },
  };
}

/** The first frame of the answer's own files, as `solution.ts:12:5`. Stacks hold no frames of ours. */
function placeOf(): string {
  const stack = toText(new NativeError('').stack);
  const from = indexInText(stack, '\n    at ');
  if (from < 0) return '';
  let line = sliceText(stack, from + 8);
  const end = indexInText(line, '\n');
  if (end >= 0) line = sliceText(line, 0, end);
  const open = indexInText(line, '(');
  return open < 0 ? line : sliceText(line, open + 1, line.length - 1);
}
