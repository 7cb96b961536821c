import type { Dist } from '../core/distribution.ts';
import type { Ms } from '../core/event-queue.ts';
import type { KeyedRandom } from '../core/keyed-random.ts';

/** A moment, or a range from which the seed takes one. */
export type When = Ms | readonly [from: Ms, to: Ms];

/** Ways in which a call to a dependency can go wrong; each a probability per call, and together at most 1. */
export interface DependencyFailures {
  '503'?: number;
  '429'?: number;
  /** The connection breaks; whether the dependency had done its work is drawn. */
  reset?: number;
  /** The dependency never saw the call. */
  timeoutBefore?: number;
  /** The dependency did its work, the answer was lost. */
  timeoutAfter?: number;
}

/**
 * What may happen, and how often at most. This is the published budget: nothing outside of it happens in any seed, and
 * `describeFaults` says it in the prompt.
 */
export type Fault =
  | {
      kind: 'crash';
      /** Probability at every call that a replica makes; half of the crashes come before the call leaves, half after. */
      rate: number;
      most: number;
      restart: readonly [Ms, Ms];
      from?: Ms;
      to?: Ms;
    }
  | { kind: 'pause'; rate: number; most: number; for: readonly [Ms, Ms]; from?: Ms; to?: Ms }
  | { kind: 'term'; replica: number; at: When; graceMs: Ms; restart: readonly [Ms, Ms] }
  | {
      kind: 'dependency';
      name: string;
      from?: Ms;
      to?: Ms;
      latency?: Dist;
      fail?: DependencyFailures;
      /** What it can do meanwhile, instead of its usual capacity. */
      capacity?: { workers: number; queue: number };
    }
  | { kind: 'kvFailover'; at: When; lossMs: Ms; downMs: Ms }
  | { kind: 'sqlSlow'; at: When; forMs: Ms; factor: number }
  | { kind: 'skew'; withinMs: Ms; steps?: number }
  | { kind: 'redelivery'; queue: string; rate: number }
  | { kind: 'rebalance'; stream: string; group: string; at: When }
  | { kind: 'partition'; part: string; at: When; forMs: Ms };

/** One thing that did happen in a seed. The id is the same in every run of the seed, whatever the program does. */
export interface FiredFault {
  id: string;
  kind: Fault['kind'];
  t: Ms;
  what: string;
}

/**
 * Decides which faults happen. A decision depends on the seed, the fault and the logical key of what it befalls, never
 * on the order of calls: two programs that send the same message meet the same fault. Faults can be left out one by
 * one, which is how a failing seed is reduced to the smallest plan that still fails.
 */
export class FaultPlan {
  readonly fired: FiredFault[] = [];
  readonly #random: KeyedRandom;
  readonly #without: ReadonlySet<string>;
  readonly #uses = new Map<string, number>();

  constructor(random: KeyedRandom, without: ReadonlySet<string>) {
    this.#random = random;
    this.#without = without;
  }

  /** Draws for the next use of `key`. Gives the draw's own id when it is below `probability` and was not left out. */
  draw(purpose: string, key: string, probability: number): { id: string; second: number } | null {
    const name = `${purpose} ${key}`;
    const n = this.#uses.get(name) ?? 0;
    this.#uses.set(name, n + 1);
    if (probability <= 0 || this.#random.stream(purpose).at(key, n) >= probability) return null;
    const id = `${name} #${n + 1}`;
    if (this.#without.has(id)) return null;
    return { id, second: this.#random.stream(`${purpose} detail`).at(key, n) };
  }

  /** One uniform draw for a purpose, without a fault behind it. */
  uniform(purpose: string, key: string): number {
    return this.#random.stream(purpose).next(key);
  }

  /** A planned fault, such as a failover. Null when it was left out. */
  planned(id: string, when: When): Ms | null {
    if (this.#without.has(id)) return null;
    if (typeof when === 'number') return when;
    const [from, to] = when;
    return from + (to - from) * this.#random.stream('planned').at(id, 0);
  }

  fire(fault: FiredFault): void {
    this.fired.push(fault);
  }
}

export function between([from, to]: readonly [Ms, Ms], u: number): Ms {
  return from + (to - from) * u;
}

const seconds = (ms: Ms) => `${Number((ms / 1_000).toPrecision(3))} s`;
const range = ([from, to]: readonly [Ms, Ms]) =>
  from === to ? seconds(from) : `${seconds(from)} to ${seconds(to)}`;
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;
const moment = (when: When) => (typeof when === 'number' ? `at ${seconds(when)}` : `between ${range(when)}`);

/** The budget in sentences, as the prompt prints it. */
export function describeFaults(faults: readonly Fault[]): string[] {
  return faults.map((fault) => describeFault(fault));
}

function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'crash':
      return `A replica crashes, at any call, just before or just after it: at most ${fault.most} times; another starts after ${range(fault.restart)}.`;
    case 'pause':
      return `A replica stands still for ${range(fault.for)}, at most ${fault.most} times; its timers fire late.`;
    case 'term':
      return `Replica ${fault.replica + 1} is asked to stop ${moment(fault.at)} and is killed ${seconds(fault.graceMs)} later.`;
    case 'dependency': {
      const fail = Object.entries(fault.fail ?? {})
        .map(([way, share]) => `${percent(share)} ${dependencyWords[way as keyof DependencyFailures]}`)
        .join(', ');
      const window =
        fault.from === undefined
          ? ''
          : ` from ${seconds(fault.from)}${fault.to === undefined ? '' : ` to ${seconds(fault.to)}`}`;
      const slower = [
        ...(fault.latency === undefined ? [] : ['other latencies than usual']),
        ...(fault.capacity === undefined ? [] : [`only ${fault.capacity.workers} at once`]),
      ];
      return `Calls to ${fault.name}${window}: ${[...(fail === '' ? [] : [fail]), ...slower].join(', ')}.`;
    }
    case 'kvFailover':
      return `The key-value store fails over once, ${moment(fault.at)}: ${seconds(fault.downMs)} away, and the last ${seconds(fault.lossMs)} of acknowledged writes are gone.`;
    case 'sqlSlow':
      return `The database is ${fault.factor} times slower for ${seconds(fault.forMs)}, ${moment(fault.at)}.`;
    case 'skew':
      return `Wall clocks of replicas differ by up to ${seconds(fault.withinMs)} either way${fault.steps === undefined ? '' : ` and step ${fault.steps === 1 ? 'once' : `${fault.steps} times`}`}.`;
    case 'redelivery':
      return `${percent(fault.rate)} of the messages of ${fault.queue} are delivered once more although they were acknowledged.`;
    case 'rebalance':
      return `The partitions of ${fault.stream} are given out anew once, ${moment(fault.at)}.`;
    case 'partition':
      return `One replica cannot reach ${fault.part} for ${seconds(fault.forMs)}, ${moment(fault.at)}.`;
  }
}

const dependencyWords: Record<keyof DependencyFailures, string> = {
  '503': 'answer 503',
  '429': 'answer 429',
  reset: 'break off',
  timeoutBefore: 'time out without having been seen',
  timeoutAfter: 'time out after the work was done',
};
