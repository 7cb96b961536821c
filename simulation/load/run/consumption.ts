import { normalQuantile } from '../../core/distribution.ts';
import { consumes, isBuffer, type Link, type Node, workIn, workOf } from '../drawing/network.ts';
import { rolloutGraceSeconds } from '../limits.ts';
import { Lane, type Messages } from '../queueing/lane.ts';
import { normalCdf } from '../queueing/queueing.ts';
import type { LoadRun } from './load-run.ts';
import type { NodeState } from './node-state.ts';

const hourSeconds = 3_600;
/** A stream's consumer goes on after so many tries of one event that nobody can work on. */
const streamReceivesMax = 10;
/** Too old to be wanted is looked at so seldom. */
const expireEverySteps = 10;

interface OwnLane {
  link: Link;
  buffer: Node;
  consumer: Node;
  lane: Lane;
}

/** Queues and streams, and those who take from them. */
export class Consumption {
  readonly #run: LoadRun;
  readonly #lanes: OwnLane[];
  /** Deliveries a second that each consumer has taken in this step, by flow. */
  readonly #taken = new Map<Node, Float64Array>();

  constructor(run: LoadRun) {
    this.#run = run;
    this.#lanes = run.network.links
      .filter((link) => isBuffer(link.from.kind) && consumes(link.to.kind))
      .map((link) => ({ link, buffer: link.from, consumer: link.to, lane: new Lane() }));
  }

  taken(consumer: Node, flow: number): number {
    return this.#taken.get(consumer)?.[flow] ?? 0;
  }

  /** Messages of a flow that wait anywhere, what comes back later included. */
  waitingOf(flow: number): number {
    return this.#lanes.reduce((sum, { lane }) => sum + lane.amountOf(flow), 0);
  }

  /** Accepts or refuses what arrives, and forgets what is too old. */
  accept(buffer: Node, state: NodeState, step: number): void {
    const lanes = this.#lanes.filter((own) => own.buffer === buffer);
    const { settings, kind } = buffer;
    const length = lanes.reduce((sum, { lane }) => sum + lane.amount, 0);
    const oldest = Math.min(...lanes.map(({ lane }) => lane.oldest ?? step));
    state.ageSeconds = lanes.length === 0 ? 0 : step - oldest;
    const maxLength = kind === 'queue' ? settings.number('maxLength') : 0;
    const maxAge = kind === 'queue' ? settings.number('maxAgeSeconds') : 0;
    const room = maxLength > 0 ? Math.max(0, maxLength - length) : Number.POSITIVE_INFINITY;
    const arriving = state.arriving;
    let refused = arriving > room ? 1 - room / arriving : 0;
    if (maxAge > 0 && state.ageSeconds > maxAge) refused = 1;
    state.refused.fill(refused);
    state.utilisation = maxLength > 0 ? length / maxLength : null;
    for (const { lane } of lanes) lane.return(step);
    for (const [flow, { poison }] of this.#run.network.flows.entries()) {
      const amount = (state.arrivals[flow] ?? 0) * (1 - refused);
      if (amount <= 0) continue;
      const takers = lanes.filter(({ link }) => link.carries[flow]);
      for (const { lane } of takers) {
        // Every consumer reads a whole stream; consumers of one queue share it.
        const part = kind === 'stream' ? amount : amount / takers.length;
        const messages = { flow, born: step, receives: 0, tooLong: false };
        lane.put({ ...messages, amount: part * (1 - poison), poison: false }, null);
        lane.put({ ...messages, amount: part * poison, poison: true }, null);
      }
    }
    if (step >= 0 && step % expireEverySteps === 0) this.#expire(buffer, lanes, step);
    state.waiting = lanes.reduce((sum, { lane }) => sum + lane.amount, 0);
  }

  /** Lets a consumer take what it can in one second, and sends on what that makes. */
  consume(consumer: Node, state: NodeState, step: number): void {
    const { settings } = consumer;
    const flows = this.#run.network.flows.length;
    const taken = new Float64Array(flows);
    this.#taken.set(consumer, taken);
    const lanes = this.#lanes.filter((own) => own.consumer === consumer);
    const isFunction = consumer.kind === 'function';
    const down = step >= 0 && this.#run.workersDownUntil > step;
    const instances = down ? 0 : isFunction ? 1 : state.instances;
    const partitions = lanes.reduce(
      (sum, { buffer }) =>
        sum + (buffer.kind === 'stream' ? buffer.settings.number('partitions') : Number.POSITIVE_INFINITY),
      0,
    );
    const full = {
      cpu: isFunction ? Number.POSITIVE_INFINITY : instances * settings.number('vcpu'),
      slots: Math.min(partitions, instances * settings.number('concurrency')),
      messages:
        settings.number('rateLimit') > 0 && instances > 0
          ? settings.number('rateLimit')
          : instances > 0
            ? Number.POSITIVE_INFINITY
            : 0,
    };
    const left = { ...full };
    // Each lane has its part first; what one does not need is for the others.
    for (const own of lanes) this.#takeFrom(own, state, step, taken, left, partOf(full, lanes.length));
    if (lanes.length > 1) for (const own of lanes) this.#takeFrom(own, state, step, taken, left, full);
    state.utilisation = instances === 0 ? 0 : used(full, left);
    state.waiting = 0;
    if (!isFunction) this.#scale(consumer, state, step, lanes, taken);
    for (let flow = 0; flow < flows; flow += 1) {
      state.arrivals[flow] = taken[flow] ?? 0;
      this.#run.send(consumer, flow, taken[flow] ?? 0);
    }
  }

  /** A part of everything in it is gone. */
  loseShare(buffer: Node, share: number, second: number): void {
    for (const own of this.#lanes) {
      if (own.buffer !== buffer) continue;
      own.lane.lose(share, (flow, amount) => this.#lose(flow, amount, second));
    }
  }

  /** What is in queues at the end will not be done in the profile. */
  *unfinished(): Iterable<Messages> {
    for (const { lane } of this.#lanes) yield* lane.rest();
  }

  #takeFrom(
    own: OwnLane,
    state: NodeState,
    step: number,
    taken: Float64Array,
    left: Budget,
    atMost: Budget,
  ): void {
    const { consumer, buffer, lane } = own;
    const share: Budget = {
      cpu: Math.min(left.cpu, atMost.cpu),
      slots: Math.min(left.slots, atMost.slots),
      messages: Math.min(left.messages, atMost.messages),
    };
    const isQueue = buffer.kind === 'queue';
    const visibilityMs = isQueue
      ? buffer.settings.number('visibilitySeconds') * 1000
      : Number.POSITIVE_INFINITY;
    const receivesMax = isQueue ? buffer.settings.number('maxReceives') : streamReceivesMax;
    const needs = (flow: number) => {
      const { ms, cv2 } = workIn(consumer, this.#run.flowAt(flow), flow);
      const holdMs = Math.max(state.holdMs[flow] ?? 0, ms);
      const again = redeliveries(holdMs, cv2, visibilityMs, receivesMax);
      return { ms, cv2, holdMs, again };
    };
    const one = (flow: number) => {
      const { ms, holdMs, again } = needs(flow);
      const times = 1 + again;
      return { cpu: (ms * times) / 1000, slots: (holdMs * times) / 1000, messages: times };
    };
    lane.take(
      ({ flow }) => {
        const cost = one(flow);
        return Math.min(
          cost.cpu > 0 ? share.cpu / cost.cpu : Number.POSITIVE_INFINITY,
          cost.slots > 0 ? share.slots / cost.slots : Number.POSITIVE_INFINITY,
          share.messages / cost.messages,
        );
      },
      (messages, amount) => {
        const cost = one(messages.flow);
        for (const key of ['cpu', 'slots', 'messages'] as const) {
          share[key] = Math.max(0, share[key] - cost[key] * amount);
          left[key] = Math.max(0, left[key] - cost[key] * amount);
        }
        taken[messages.flow] = (taken[messages.flow] ?? 0) + amount * cost.messages;
        this.#finish(own, state, step, messages, amount, needs(messages.flow));
      },
    );
  }

  #finish(
    { consumer, buffer, lane }: OwnLane,
    state: NodeState,
    step: number,
    messages: Messages,
    amount: number,
    { holdMs, cv2, again }: { holdMs: number; cv2: number; again: number },
  ): void {
    const run = this.#run;
    const { flow, born } = messages;
    const record = run.records[flow];
    const isQueue = buffer.kind === 'queue';
    const receives = messages.receives + 1;
    const cut =
      run.rolloutSeconds > 0
        ? Math.min(1, Math.max(0, holdMs / 1000 - rolloutGraceSeconds) / run.rolloutSeconds)
        : 0;
    const failing = messages.poison || messages.tooLong ? 1 : 1 - (1 - (state.failed[flow] ?? 0)) * (1 - cut);
    const done = amount * (1 - failing);
    if (record && step >= 0 && done > 0) {
      for (const share of midQuantiles)
        record.completed(born, step - born + workAt(share, holdMs, cv2) / 1000, done / midQuantiles.length);
      if (again > 0 && run.flowAt(flow).once && !consumer.settings.flag('idempotent'))
        record.duplicates[step] = (record.duplicates[step] ?? 0) + done * Math.min(1, again);
    }
    const failed = amount - done;
    if (failed <= 0) return;
    const receivesMax = isQueue ? buffer.settings.number('maxReceives') : streamReceivesMax;
    if (receives >= receivesMax && (isQueue || messages.poison)) {
      if (messages.poison || step < 0) return;
      record?.completed(born, Number.POSITIVE_INFINITY, failed);
      if (!buffer.settings.flag('deadLetter')) this.#lose(flow, failed, step);
      else if (record) record.setAside += failed;
      return;
    }
    const delay = consumer.kind === 'worker' ? consumer.settings.number('retryDelaySeconds') : 0;
    // Work that was cut off is given again when its visibility ends; a failure is handed back at once.
    const back = cut > 0 && isQueue ? Math.max(delay, buffer.settings.number('visibilitySeconds')) : delay;
    const ready = step + Math.max(1, back);
    // Of what failed in a function, this share was cut off and will be again.
    const failedShare = state.failed[flow] ?? 0;
    const long = messages.tooLong
      ? 1
      : failedShare > 0
        ? Math.min(1, (state.cutOff[flow] ?? 0) / failedShare)
        : 0;
    lane.put({ ...messages, receives, amount: failed * long, tooLong: true }, ready);
    lane.put({ ...messages, receives, amount: failed * (1 - long) }, ready);
  }

  #lose(flow: number, amount: number, second: number): void {
    const record = this.#run.records[flow];
    if (record && second >= 0) record.lost[second] = (record.lost[second] ?? 0) + amount;
  }

  #expire(buffer: Node, lanes: readonly OwnLane[], step: number): void {
    const before = step - buffer.settings.number('retentionHours') * hourSeconds;
    for (const { lane } of lanes) {
      if ((lane.oldest ?? step) >= before) continue;
      lane.expire(before, ({ flow, born, amount, poison }) => {
        if (poison) return;
        this.#lose(flow, amount, step);
        this.#run.records[flow]?.completed(born, Number.POSITIVE_INFINITY, amount);
      });
    }
  }

  #scale(
    consumer: Node,
    state: NodeState,
    step: number,
    lanes: readonly OwnLane[],
    taken: Float64Array,
  ): void {
    const { settings } = consumer;
    const signal = settings.text('autoscale');
    if (step < 0) return;
    if (signal === 'none') {
      state.scale(step, state.instances, this.#run.input.scenario, this.#run.lost);
      return;
    }
    const waiting = lanes.reduce((sum, { lane }) => sum + lane.amount, 0);
    let wanted = state.instances;
    if (signal === 'cpu') {
      let busyMs = 0;
      for (const [flow, rate] of taken.entries())
        busyMs += rate * workOf(this.#run.flowAt(flow), 'worker').ms;
      const busy = busyMs / 1000 / Math.max(1, state.instances * settings.number('vcpu'));
      wanted = Math.ceil((state.instances * Math.min(1, busy)) / cpuTarget);
    } else {
      let held = 0;
      let count = 0;
      for (const flow of this.#run.network.flows.keys()) {
        const rate = lanes.some(({ link }) => link.carries[flow])
          ? lanes.reduce((sum, { buffer }) => sum + (this.#run.stateOf(buffer).arrivals[flow] ?? 0), 0)
          : 0;
        held += rate * (state.holdMs[flow] ?? 0);
        count += rate;
      }
      const eachMs = count > 0 ? held / count : 0;
      const perInstance =
        eachMs > 0 ? (settings.number('concurrency') * 1000) / eachMs : Number.POSITIVE_INFINITY;
      wanted = Math.ceil((count + waiting / ageTargetSeconds) / perInstance);
    }
    const least = settings.number('replicas');
    const most = Math.max(least, settings.number('maxReplicas'));
    const bounded = Math.max(least, Math.min(most, wanted));
    const added = state.scale(step, bounded, this.#run.input.scenario, this.#run.lost);
    if (added > 0)
      this.#run.event(step, `${consumer.label}: ${added} more, ${state.instances} in all.`, false);
  }
}

interface Budget {
  cpu: number;
  slots: number;
  messages: number;
}

function partOf({ cpu, slots, messages }: Budget, parts: number): Budget {
  return { cpu: cpu / parts, slots: slots / parts, messages: messages / parts };
}

const cpuTarget = 0.6;
/** A backlog is to be gone within this. */
const ageTargetSeconds = 30;

function used(full: Budget, left: Budget): number {
  let most = 0;
  for (const key of ['cpu', 'slots', 'messages'] as const)
    if (Number.isFinite(full[key]) && full[key] > 0) most = Math.max(most, 1 - left[key] / full[key]);
  return most;
}

/** Equal parts of all messages stand for how long they take. */
const midQuantiles = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20);

/** The quantile of work that is lognormal with this mean and variation, ms. */
function workAt(share: number, meanMs: number, cv2: number): number {
  if (cv2 === 0 || meanMs <= 0) return meanMs;
  const variance = Math.log1p(cv2);
  return meanMs * Math.exp(Math.sqrt(variance) * normalQuantile(share) - variance / 2);
}

/** How often a message is given again while it is still worked on: Σ P(work > k × visibility), work lognormal. */
export function redeliveries(holdMs: number, cv2: number, visibilityMs: number, receivesMax: number): number {
  if (!Number.isFinite(visibilityMs) || holdMs <= 0) return 0;
  if (cv2 === 0) return Math.min(receivesMax - 1, Math.floor(holdMs / visibilityMs));
  const variance = Math.log1p(cv2);
  const middle = Math.log(holdMs) - variance / 2;
  let sum = 0;
  for (let k = 1; k < receivesMax; k += 1) {
    const share = 1 - normalCdf((Math.log(k * visibilityMs) - middle) / Math.sqrt(variance));
    if (share < 1e-5) break;
    sum += share;
  }
  return sum;
}
