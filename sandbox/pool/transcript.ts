import type { ConsoleLine, WorldSeedResult } from '../contract.ts';
import { hostTimePerCheckMaxMs } from '../limits.ts';
import type {
  CheckOutcome,
  PlannedCheck,
  PlannedInvariant,
  WorkerMessage,
  WrittenTraceEvent,
} from '../protocol/message.ts';

export type DoneMessage = Extract<WorkerMessage, { type: 'done' }>;

/** The worker said something that it may not say now. Nothing it says afterwards counts. */
export class ProtocolViolation extends Error {}

/**
 * What one worker has said about one job, in the only order that is allowed:
 *
 *   module   begun → console… → done
 *   checks   plan → begun → (check-begun → (console | host-time)… → check)… → done
 *   world    world-plan → begun → (seed-begun → trace… → seed)… → done
 *   either   broken, before done
 */
export class Transcript {
  readonly job: string;
  readonly kind: 'module' | 'checks' | 'world';
  readonly #from: number;
  begun = false;
  plan: PlannedCheck[] | null = null;
  worldPlan: { invariants: PlannedInvariant[]; faultBudget: string[] } | null = null;
  seeds: WorldSeedResult[] = [];
  #trace: WrittenTraceEvent[] | null = null;
  /** The check or the seed that is running, as an index into the plan or the request. */
  current: number | null = null;
  /** Time the question's own code has taken in this check. */
  hostMs = 0;
  outcomes: Array<{ index: number; outcome: CheckOutcome }> = [];
  console: ConsoleLine[] = [];
  done: DoneMessage | null = null;
  broken: string | null = null;

  constructor(job: string, kind: 'module' | 'checks' | 'world', from = 0) {
    this.job = job;
    this.kind = kind;
    this.#from = from;
  }

  get ended(): boolean {
    return this.done !== null || this.broken !== null;
  }

  /** The check or the seed that would have to come next. */
  get next(): number {
    return this.#from + (this.kind === 'world' ? this.seeds.length : this.outcomes.length);
  }

  accept(message: WorkerMessage): void {
    if (message.type === 'ready') throw new ProtocolViolation('ready for a second time');
    if (message.job !== this.job) throw new ProtocolViolation(`${message.type} of another job`);
    if (this.ended) throw new ProtocolViolation(`${message.type} after the end`);
    switch (message.type) {
      case 'plan':
        this.#require(this.kind === 'checks' && this.plan === null && !this.begun, message.type);
        this.plan = message.checks;
        return;
      case 'begun':
        this.#require(!this.begun && this.#isPlanned(), message.type);
        this.begun = true;
        return;
      case 'check-begun':
        this.#require(this.begun && this.plan !== null && this.current === null, message.type);
        this.#require(message.index === this.next && message.index < (this.plan?.length ?? 0), message.type);
        this.current = message.index;
        this.hostMs = 0;
        return;
      case 'console':
        this.#require(this.begun && (this.kind === 'module' || this.#isVisible()), message.type);
        for (const line of message.lines) this.console.push(line);
        return;
      case 'host-time':
        this.#require(this.current !== null, message.type);
        this.hostMs += message.ms;
        this.#require(this.hostMs <= hostTimePerCheckMaxMs, message.type);
        return;
      case 'check':
        this.#require(this.current !== null && message.index === this.current, message.type);
        this.#require(this.#isConsistent(message.outcome), message.type);
        this.outcomes.push({ index: message.index, outcome: message.outcome });
        this.current = null;
        return;
      case 'world-plan':
        this.#require(this.kind === 'world' && this.worldPlan === null && !this.begun, message.type);
        this.worldPlan = { invariants: message.invariants, faultBudget: message.faultBudget };
        return;
      case 'seed-begun':
        this.#require(this.kind === 'world' && this.begun && this.current === null, message.type);
        this.#require(message.index === this.next, message.type);
        this.current = message.index;
        this.#trace = null;
        return;
      case 'trace':
        this.#require(this.kind === 'world' && message.index === this.current, message.type);
        this.#trace = [...(this.#trace ?? []), ...message.events];
        return;
      case 'seed':
        this.#require(this.kind === 'world' && message.index === this.current, message.type);
        this.#require(!message.result.passed || message.result.status === 'ok', message.type);
        this.seeds.push({ ...message.result, trace: this.#trace });
        this.current = null;
        return;
      case 'broken':
        this.broken = message.message;
        return;
      case 'done':
        // A program of a world may turn out to be none when its first seed begins.
        this.#require(
          this.begun && (this.current === null || (this.kind === 'world' && message.status === 'error')),
          message.type,
        );
        this.#require(this.kind !== 'checks' || message.status === 'ok', message.type);
        this.done = message;
        return;
    }
  }

  #isPlanned(): boolean {
    switch (this.kind) {
      case 'module':
        return true;
      case 'checks':
        return this.plan !== null;
      case 'world':
        return this.worldPlan !== null;
    }
  }

  #isVisible(): boolean {
    return this.current !== null && this.plan?.[this.current]?.visible === true;
  }

  /** A hidden check shows nothing, and only a program that ran to its end can have passed. */
  #isConsistent(outcome: CheckOutcome): boolean {
    const shows = outcome.input !== null || outcome.expected !== null || outcome.actual !== null;
    return (this.#isVisible() || !shows) && (!outcome.passed || outcome.status === 'ok');
  }

  #require(condition: boolean, what: string): void {
    if (!condition) throw new ProtocolViolation(`${what} out of order`);
  }
}
