import type { Ms } from '../core/event-queue.ts';
import type { SipKey } from '../core/siphash.ts';
import type { Fault } from './faults.ts';
import { between } from './faults.ts';
import {
  callsPerStepMax,
  deliveriesPerSeedMax,
  logCharactersMax,
  logLinesPerSeedMax,
  sleepMinMs,
  timeMaxMs,
} from './limits.ts';
import type { Delivery, GuestCall, ReplicaHost, ReplicaProcess, Step } from './protocol.ts';
import { Arguments, BadCall, type Json } from './value.ts';
import { wallClockStartMs } from './wall-clock.ts';
import { type Call, type Outcome, partOf, SeedEnded, type World } from './world.ts';

export interface LogLine {
  t: Ms;
  replica: string;
  level: 'info' | 'warn' | 'error';
  text: string;
}

/** Counts that all replicas of a seed share. */
export interface Fleet {
  host: ReplicaHost;
  config: Readonly<Record<string, string | number | boolean>>;
  faults: readonly Fault[];
  logs: LogLine[];
  deliveries: number;
  crashes: number;
  pauses: number;
  /** Called with every answer to an inbound request. */
  onResponse: (request: number, response: Json) => void;
  /** Called when a process ends: what it was working on is cut off. */
  onProcessEnd: (replica: Replica) => void;
}

/** A process that ends itself is started again by whatever keeps replicas running. */
const exitRestartMs = 1_000;

type State = 'down' | 'up' | 'paused';

/**
 * One replica over its whole life: processes that start, stand still and end. Each start is a fresh process with a new
 * epoch; whatever still comes for an old epoch falls away. State: down → up ⇄ paused, up or paused → down.
 */
export class Replica {
  readonly name: string;
  readonly index: number;
  readonly #world: World;
  readonly #fleet: Fleet;
  #state: State = 'down';
  #epoch = 0;
  #process: ReplicaProcess | null = null;
  #bootedAt: Ms = 0;
  #skewMs = 0;
  #held: Delivery[] = [];
  /** Calls of a step in whose middle the process stood still; they come first when it goes on. */
  #heldCalls: readonly GuestCall[] = [];
  readonly #outstanding = new Map<number, Call>();
  #starts = 0;
  /** Said ready by the program, or up and never said otherwise. */
  #ready = false;
  /** Background tasks and inbound requests of the process that have not settled. */
  #unsettled = 0;
  #restartAfterExitMs: Ms = exitRestartMs;

  constructor(world: World, fleet: Fleet, index: number) {
    this.#world = world;
    this.#fleet = fleet;
    this.index = index;
    this.name = `r${index + 1}`;
  }

  get state(): State {
    return this.#state;
  }

  get epoch(): number {
    return this.#epoch;
  }

  get isServing(): boolean {
    return this.#state !== 'down' && this.#ready;
  }

  /** Calls whose answer is still to come. */
  get outstanding(): number {
    return this.#outstanding.size;
  }

  get now(): Ms {
    return wallClockStartMs + this.#world.now + this.#skewMs;
  }

  /** The wall clock steps. */
  skew(byMs: Ms): void {
    this.#skewMs += byMs;
  }

  start(): void {
    if (this.#state !== 'down') return;
    const world = this.#world;
    this.#starts += 1;
    this.#epoch += 1;
    this.#state = 'up';
    this.#ready = true;
    this.#restartAfterExitMs = exitRestartMs;
    this.#bootedAt = world.now;
    world.cause = world.record({
      replica: this.name,
      part: 'process',
      op: 'start',
      key: this.name,
      outcome: 'ok',
      data: { start: this.#starts },
    }).id;
    const key: SipKey = world.random.deriveKey(`replica ${this.name} start ${this.#starts}`);
    const [a, b, c, d] = key.words;
    this.#process = this.#fleet.host.start(this.name);
    this.#take(
      this.#process.boot({
        replica: this.name,
        now: this.now,
        mono: 0,
        random: [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
        config: this.#fleet.config,
      }),
    );
  }

  /** An inbound request; false when no process is there to take it. */
  request(number: number, inbound: Json): boolean {
    if (this.#state === 'down') return false;
    this.#deliver([0, 3, number, inbound]);
    return true;
  }

  signal(name: 'term' | 'abort' | 'revoke' | 'assign', value: Json): void {
    if (this.#state !== 'down') this.#deliver([0, 4, name, value]);
  }

  /** Runs a script of this process in its own context now, as a store does that was sent one. Null when it is gone. */
  runScript(call: Call, source: string, argument: Json, serverNow: Ms, entries: Json): GuestCall | null {
    if (call.epoch !== this.#epoch || this.#process === null) return null;
    const step = this.#process.deliver(this.now, this.#mono(), [
      call.id,
      2,
      source,
      argument,
      serverNow,
      entries,
    ]);
    return (
      step.calls.find((made) => made.id === 0 && made.op === 'kv.done' && made.args[0] === call.id) ?? null
    );
  }

  /** The answer to a call. Falls away when the process that asked is gone. */
  settle(call: Call, outcome: Outcome): void {
    if (call.epoch !== this.#epoch || this.#outstanding.get(call.id) !== call) return;
    this.#outstanding.delete(call.id);
    this.#deliver('error' in outcome ? [call.id, 0, outcome.error] : [call.id, 1, outcome.value]);
  }

  pause(forMs: Ms, why: string): void {
    if (this.#state !== 'up') return;
    const epoch = this.#epoch;
    this.#state = 'paused';
    this.#recordProcess('pause', why, { forMs });
    this.#world.schedule(forMs, () => {
      if (this.#epoch !== epoch || this.#state !== 'paused') return;
      this.#state = 'up';
      this.#recordProcess('resume', why, {});
      const [held, calls] = [this.#held, this.#heldCalls];
      this.#held = [];
      this.#heldCalls = [];
      this.#handleCalls(calls, true);
      for (const delivery of held) this.#deliver(delivery);
    });
  }

  /** The process is gone from one moment to the next; another starts after a while, or never. */
  end(why: 'crash' | 'kill' | 'exit', detail: string, restartAfterMs: Ms | null): void {
    if (this.#state === 'down') return;
    const world = this.#world;
    const epoch = this.#epoch;
    this.#recordProcess(why, detail, restartAfterMs === null ? {} : { restartAfterMs });
    this.#state = 'down';
    this.#ready = false;
    this.#held = [];
    this.#heldCalls = [];
    this.#epoch += 1;
    this.#unsettled = 0;
    for (const call of this.#outstanding.values()) {
      // What the network had not carried yet may still arrive or not, as with any broken connection.
      if (!call.arrived && world.faults.uniform('in flight', `${call.op} ${call.id}`) < 0.5)
        call.dropped = true;
    }
    this.#outstanding.clear();
    this.#process?.release();
    this.#process = null;
    for (const part of world.parts) part.processEnded?.(this, epoch);
    this.#fleet.onProcessEnd(this);
    if (restartAfterMs !== null) world.schedule(restartAfterMs, () => this.start());
  }

  /** Asked to stop: the load balancer is told nothing by this, the program is. */
  terminate(graceMs: Ms, restartAfterMs: Ms): void {
    if (this.#state === 'down') return;
    this.#restartAfterExitMs = restartAfterMs;
    this.signal('term', this.now + graceMs);
  }

  /** The seed is over. */
  dispose(): void {
    this.#process?.release();
    this.#process = null;
    this.#state = 'down';
    this.#epoch += 1;
  }

  /** Nothing of this process is on its way and nothing waits: whoever waits inside it waits for ever. */
  get isStuck(): boolean {
    return this.#state === 'up' && this.#outstanding.size === 0 && this.#unsettled > 0;
  }

  #mono(): Ms {
    return this.#world.now - this.#bootedAt;
  }

  #recordProcess(op: string, key: string, data: Readonly<Record<string, Json>>): void {
    const world = this.#world;
    world.cause = world.record({
      replica: this.name,
      part: 'process',
      op,
      key,
      outcome: 'fault',
      data,
    }).id;
  }

  #deliver(delivery: Delivery): void {
    if (this.#state === 'down' || this.#process === null) return;
    if (this.#state === 'paused') {
      this.#held.push(delivery);
      return;
    }
    this.#fleet.deliveries += 1;
    if (this.#fleet.deliveries > deliveriesPerSeedMax) {
      throw new SeedEnded(
        'too-many-events',
        `More than ${deliveriesPerSeedMax} steps: a loop that never waits for anything real?`,
      );
    }
    this.#take(this.#process.deliver(this.now, this.#mono(), delivery));
  }

  #take(step: Step): void {
    const epoch = this.#epoch;
    if (step.calls.length > callsPerStepMax) {
      throw new SeedEnded('too-many-events', `More than ${callsPerStepMax} calls in one step`);
    }
    this.#handleCalls(step.calls, false);
    if (this.#epoch !== epoch || step.exit === null) return;
    this.#log('error', step.exit);
    this.end('exit', step.exit.slice(0, 200), this.#restartAfterExitMs);
  }

  /** Hands the calls of a step to the world, in order. `spared`: the first has met its fault already. */
  #handleCalls(calls: readonly GuestCall[], spared: boolean): void {
    const world = this.#world;
    const { cause } = world;
    const epoch = this.#epoch;
    for (const [index, made] of calls.entries()) {
      if (this.#state === 'paused') {
        this.#heldCalls = calls.slice(index);
        break;
      }
      world.cause = cause;
      const call: Call = { ...made, replica: this, epoch, cause, dropped: false, arrived: false };
      const isSpared = made.id === 0 || partOf(made.op) === 'clock' || (spared && index === 0);
      const fault = isSpared ? null : this.#faultAt(call);
      if (fault?.when === 'before') {
        fault.happen();
        // A crash discards the rest of what this step wanted to do; standing still only delays it.
        if (this.#epoch !== epoch) return;
        this.#heldCalls = calls.slice(index);
        break;
      }
      this.#handle(call);
      if (this.#epoch !== epoch) return;
      fault?.happen();
      if (this.#epoch !== epoch) return;
    }
    world.cause = cause;
  }

  /** Whether a crash or a pause befalls the process at this call. */
  #faultAt(call: Call): { when: 'before' | 'after'; happen: () => void } | null {
    const { faults } = this.#world;
    for (const fault of this.#fleet.faults) {
      if (fault.kind !== 'crash' && fault.kind !== 'pause') continue;
      const { now } = this.#world;
      if (now < (fault.from ?? 0) || now > (fault.to ?? timeMaxMs)) continue;
      if ((fault.kind === 'crash' ? this.#fleet.crashes : this.#fleet.pauses) >= fault.most) continue;
      const key = `${call.op} ${JSON.stringify(call.args).slice(0, 200)}`;
      const drawn = faults.draw(fault.kind, key, fault.rate);
      if (drawn === null) continue;
      const half = (drawn.second * 2) % 1;
      const forMs = between(fault.kind === 'crash' ? fault.restart : fault.for, half);
      const when = drawn.second < 0.5 ? 'before' : 'after';
      if (fault.kind === 'crash') this.#fleet.crashes += 1;
      else this.#fleet.pauses += 1;
      const what = `${this.name} ${fault.kind === 'crash' ? 'crashes' : 'stands still'} ${when} ${call.op}`;
      return {
        when,
        happen: () => {
          faults.fire({ id: drawn.id, kind: fault.kind, t: now, what });
          if (fault.kind === 'crash') this.end('crash', `${when} ${call.op}`, forMs);
          else this.pause(forMs, `${when} ${call.op}`);
        },
      };
    }
    return null;
  }

  #handle(call: Call): void {
    const world = this.#world;
    if (call.id === 0) {
      this.#note(call);
      return;
    }
    if (this.#outstanding.has(call.id)) return;
    this.#outstanding.set(call.id, call);
    try {
      if (partOf(call.op) === 'clock') this.#clock(call);
      else {
        const part = world.part(partOf(call.op));
        if (part === null) throw new BadCall(`There is no ${partOf(call.op)} in this world`);
        part.call(call);
      }
    } catch (error) {
      if (!(error instanceof BadCall)) throw error;
      // Answered in a step of its own, as every other answer is.
      world.schedule(0, () =>
        this.settle(call, { error: { code: 'bad_call', message: error.message, sent: false } }),
      );
    }
  }

  #clock(call: Call): void {
    const args = new Arguments(call.op, call.args);
    if (call.op !== 'clock.sleep' && call.op !== 'clock.work') throw new BadCall(`There is no ${call.op}`);
    const ms = Math.max(sleepMinMs, args.number(0, 0, timeMaxMs));
    this.#world.schedule(ms, () => this.settle(call, { value: null }));
  }

  #note(call: Call): void {
    switch (call.op) {
      case 'log': {
        const [level, text] = call.args;
        if (typeof text === 'string') this.#log(level === 'warn' || level === 'error' ? level : 'info', text);
        return;
      }
      case 'cancel': {
        // The program no longer wants an answer; what was sent is sent.
        const [id] = call.args;
        if (typeof id === 'number') this.#outstanding.delete(id);
        return;
      }
      case 'respond': {
        const [request, response] = call.args;
        if (typeof request === 'number') this.#fleet.onResponse(request, response ?? null);
        return;
      }
      case 'ready':
        this.#ready = call.args[0] === true;
        return;
      case 'exit':
        this.end('exit', 'the program ended itself', this.#restartAfterExitMs);
        return;
      case 'waiting': {
        const [count] = call.args;
        if (typeof count === 'number') this.#unsettled = count;
        return;
      }
      default:
        return;
    }
  }

  #log(level: LogLine['level'], text: string): void {
    const { logs } = this.#fleet;
    if (logs.length >= logLinesPerSeedMax) return;
    logs.push({ t: this.#world.now, replica: this.name, level, text: text.slice(0, logCharactersMax) });
  }
}
