import { type Dist, quantileOf } from '../core/distribution.ts';
import { EventQueue, type Ms, type Scheduled } from '../core/event-queue.ts';
import type { KeyedRandom } from '../core/keyed-random.ts';
import { Trace, type TraceEvent } from '../core/trace.ts';
import type { FaultPlan } from './faults.ts';
import { eventsPerSeedMax } from './limits.ts';
import type { CallError } from './protocol.ts';
import type { Replica } from './replica.ts';
import type { Json } from './value.ts';

/** What a call came to: a value, or an error as the program sees it. */
export type Outcome = { value: Json } | { error: CallError };

/** One call of a replica, on its way through a part of the world. */
export interface Call {
  replica: Replica;
  /** The process that made it: a later start of the same replica is another. */
  epoch: number;
  id: number;
  op: string;
  args: readonly Json[];
  at: string;
  /** Id of the trace event of the step in which it was made. */
  cause: number;
  /** Set when its process died and the network had not yet carried it: it takes no effect. */
  dropped: boolean;
  /** The part has taken it: it has had its effect, or is waiting for it there. */
  arrived: boolean;
}

/** Something that replicas call. `name` is the first half of an operation's name: `kv` of `kv.get`. */
export interface Part {
  readonly name: string;
  /** Answers through `world.reply` or `world.remote`. Throws `BadCall` for arguments of the wrong shape. */
  call(call: Call): void;
  /** The process is gone: what it held here (transactions, connections) is let go. */
  processEnded?(replica: Replica, epoch: number): void;
}

export interface RemoteOptions {
  call: Call;
  /** Whom the call is about, for the trace and for keyed chance: the same in every program that does the same. */
  key: string;
  latency: Dist;
  /** After so long the caller is told `timeout`; null waits for ever. */
  timeoutMs: Ms | null;
  /** Carries the call no further: the part never sees it. */
  lost?: boolean;
  /** The part does its work and the answer does not come back. */
  answerLost?: boolean;
  /** The connection breaks after so long. */
  resetAfterMs?: Ms;
  shown?: Readonly<Record<string, Json>>;
  /** What the trace says of a value that came back. */
  told?: (value: Json) => Readonly<Record<string, Json>>;
  /** Called when the call has reached the part; `answer` may be called then or later, once. */
  arrive: (answer: (outcome: Outcome) => void) => void;
}

/** Ends a seed early: its own clear status instead of a verdict about invariants. */
export class SeedEnded extends Error {
  readonly status: 'too-many-events' | 'deadlock' | 'exited';

  constructor(status: SeedEnded['status'], message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * One small production in virtual time: events ordered by (time, sequence), a trace with causes, and the way of a call
 * to a part and back. It knows nothing of what the parts do. Everything that happens, happens through `schedule`.
 */
export class World {
  readonly random: KeyedRandom;
  readonly faults: FaultPlan;
  readonly trace: Trace;
  readonly #queue = new EventQueue<() => void>();
  readonly #parts = new Map<string, Part>();
  readonly #listeners: ((event: TraceEvent) => void)[] = [];
  readonly #cuts: { replica: Replica; part: string; until: Ms }[] = [];
  /** The event that the present step follows from; every record names it unless it names another. */
  cause = 0;

  constructor(options: { random: KeyedRandom; faults: FaultPlan; keepTrace: boolean }) {
    this.random = options.random;
    this.faults = options.faults;
    this.trace = new Trace({ keep: options.keepTrace });
  }

  get now(): Ms {
    return this.#queue.now;
  }

  add(part: Part): void {
    this.#parts.set(part.name, part);
  }

  part(name: string): Part | null {
    return this.#parts.get(name) ?? null;
  }

  get parts(): Iterable<Part> {
    return this.#parts.values();
  }

  /** For a while nothing of a replica reaches a part, and nothing comes back. */
  cut(replica: Replica, part: string, forMs: Ms): void {
    this.#cuts.push({ replica, part, until: this.now + forMs });
  }

  #isCut(replica: Replica, part: string): boolean {
    return this.#cuts.some((cut) => cut.replica === replica && cut.part === part && this.now < cut.until);
  }

  onEvent(listener: (event: TraceEvent) => void): void {
    this.#listeners.push(listener);
  }

  at(time: Ms, work: () => void): Scheduled<() => void> {
    return this.#queue.at(time, this.#caused(work));
  }

  schedule(delay: Ms, work: () => void): Scheduled<() => void> {
    return this.#queue.after(delay, this.#caused(work));
  }

  /** What is scheduled now follows from what is happening now. */
  #caused(work: () => void): () => void {
    const { cause } = this;
    return () => {
      this.cause = cause;
      work();
    };
  }

  record(event: Omit<TraceEvent, 'id' | 't' | 'cause'> & { cause?: number }): TraceEvent {
    const made = this.trace.add({ ...event, t: this.now, cause: event.cause ?? this.cause });
    for (const listener of this.#listeners) listener(made);
    if (made.id >= eventsPerSeedMax)
      throw new SeedEnded('too-many-events', `More than ${eventsPerSeedMax} events`);
    return made;
  }

  /** Runs until `until`; gives false when nothing is left to happen before that. */
  run(until: Ms): boolean {
    for (;;) {
      const next = this.#queue.peek();
      if (next === null) return false;
      if (next.time > until) return true;
      this.#queue.take()?.event();
    }
  }

  /** Answers a call at once, without a network in between: clocks, logs, chance. */
  reply(call: Call, outcome: Outcome): void {
    call.replica.settle(call, outcome);
  }

  /**
   * The way there and back. Half of the latency lies before the part, half behind it; a timeout is told to the caller
   * with `sent: true` and stops nothing: the call may still arrive and take effect.
   */
  remote(options: RemoteOptions): void {
    const { call, key, timeoutMs } = options;
    const sent = this.record({
      replica: call.replica.name,
      part: partOf(call.op),
      op: call.op,
      key,
      outcome: 'call',
      data: { ...options.shown, ...(call.at === '' ? {} : { at: call.at }) },
      cause: call.cause,
    });
    const u = this.faults.uniform(`latency ${call.op}`, key);
    const total = quantileOf(options.latency, u);
    let settled = false;
    const settle = (outcome: Outcome) => {
      if (settled) return;
      settled = true;
      this.record({
        replica: call.replica.name,
        part: partOf(call.op),
        op: call.op,
        key,
        outcome: 'error' in outcome ? outcome.error.code : 'ok',
        data: 'error' in outcome ? {} : (options.told?.(outcome.value) ?? {}),
        cause: sent.id,
      });
      call.replica.settle(call, outcome);
    };
    this.cause = sent.id;
    if (timeoutMs !== null)
      this.schedule(timeoutMs, () => settle(remoteError('timeout', `${call.op} timed out`, true)));
    if (options.resetAfterMs !== undefined)
      this.schedule(options.resetAfterMs, () =>
        settle(remoteError('conn_reset', `${call.op}: the connection was reset`, true)),
      );
    if (options.lost === true || this.#isCut(call.replica, partOf(call.op))) return;
    this.schedule(total / 2, () => {
      if (call.dropped) return;
      call.arrived = true;
      options.arrive((outcome) => {
        if (options.answerLost === true || this.#isCut(call.replica, partOf(call.op))) return;
        this.schedule(total / 2, () => settle(outcome));
      });
    });
  }
}

export function partOf(op: string): string {
  const dot = op.indexOf('.');
  return dot < 0 ? op : op.slice(0, dot);
}

export function remoteError(code: string, message: string, sent = false): Outcome {
  return { error: { code, message, sent } };
}
