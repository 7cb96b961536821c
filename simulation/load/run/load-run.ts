import {
  buildNetwork,
  consumes,
  isBuffer,
  type Link,
  type Network,
  type Node,
  workIn,
} from '../drawing/network.ts';
import { callsOf, type DesignProblem, designProblems } from '../drawing/problems.ts';
import {
  cacheReplaceSeconds,
  followedCallsMax,
  messageSamplesPerStep,
  rateNoise,
  samplesPerRunMax,
  samplesPerStepMax,
  samplesPerStepMin,
  unwatchedHealthSeconds,
  visitsMax,
  warmUpSteps,
} from '../limits.ts';
import { Noise } from '../queueing/noise.ts';
import { meanAttempts } from '../queueing/queueing.ts';
import type { LoadReport, ZoneState } from '../report.ts';
import type { Flow, LoadDesign, Objective, Profile, Scenario } from '../scenario.ts';
import { Caches } from './caches.ts';
import { limitRates, runFunctions, throttle, workOff } from './components-at-work.ts';
import { Consumption } from './consumption.ts';
import { monthlyCost } from './cost.ts';
import { applyEvents } from './events.ts';
import { makeReport } from './make-report.ts';
import { measureObjective } from './measure.ts';
import { instancesOf, NodeState, zonesOf } from './node-state.ts';
import { FlowRecord, outcome } from './records.ts';
import { LinkState, Sampler } from './sampler.ts';

export interface LoadRunInput {
  design: LoadDesign;
  /** The drawing that the candidate began with. */
  start: LoadDesign;
  scenario: Scenario;
  /** Id of a profile of the scenario. */
  profile: string;
  seed: number;
}

/** What was seen of a component, one value for each second. */
export interface NodeSeries {
  utilisation: (number | null)[];
  zones: (readonly [ZoneState, ZoneState, ZoneState])[];
  replicas: number[];
  rate: number[];
  waiting: number[];
  age: number[];
  hit: number[];
}

export interface LinkSeries {
  calls: number[];
  requests: number[];
  failed: number[];
}

/**
 * One drawing under one profile of traffic and failures, second by second. Rates and queues are computed as a fluid
 * with the formulas of queueing theory, and in each second some requests of each flow are followed call by call, which
 * gives latencies and failures, and feeds the load that retries and slow answers make. The same input gives the same run.
 */
export class LoadRun {
  readonly input: LoadRunInput;
  readonly profile: Profile;
  readonly steps: number;
  readonly network: Network;
  readonly problems: readonly DesignProblem[];
  readonly records: FlowRecord[];
  readonly nodes = new Map<Node, NodeSeries>();
  readonly links: LinkSeries[];
  readonly states = new Map<Node, NodeState>();
  readonly consumption: Consumption;
  readonly events: { at: number; text: string; planned: boolean }[] = [];
  /** Zones that are gone. */
  readonly lost: [boolean, boolean, boolean] = [false, false, false];
  /** Calls of each provider, and how many of them were throttled, by second. */
  readonly throttled = new Map<string, { calls: number[]; refused: number[] }>();
  /** Until then no worker takes anything. */
  workersDownUntil = 0;
  rolloutSeconds = 0;
  readonly #linkStates: LinkState[];
  readonly #sampler: Sampler;
  /** Messages that are followed of each flow at each consumer in a second. */
  readonly #messageSamples: number;
  readonly #noise: Noise;
  readonly #swing: Float64Array;
  readonly #clientFailed: Float64Array;
  readonly #caches: Caches;
  readonly #blocked: boolean[];
  #done = 0;

  constructor(input: LoadRunInput) {
    const { scenario, design, seed } = input;
    const profile = scenario.profiles.find((one) => one.id === input.profile);
    if (profile === undefined) throw new Error(`the scenario has no profile ${input.profile}`);
    this.input = input;
    this.profile = profile;
    this.steps = profile.seconds;
    this.network = buildNetwork(design, scenario);
    this.problems = designProblems(design, scenario);
    const { flows, nodes, links } = this.network;
    for (const node of nodes) {
      const affinity = node.incoming.some(
        (link) => link.from.kind === 'balancer' && link.from.settings.flag('affinity'),
      );
      this.states.set(node, new NodeState(node, flows, affinity));
      this.nodes.set(node, {
        ...{ utilisation: [], zones: [], replicas: [], rate: [], waiting: [], age: [], hit: [] },
      });
    }
    this.#linkStates = links.map(() => new LinkState(flows.length));
    this.links = links.map(() => ({ calls: [], requests: [], failed: [] }));
    // What one request makes at most, with all its retries.
    const tries = Math.max(1, ...links.map((link) => link.attempts));
    const calls = flows.reduce(
      (sum, { clientAttempts }, index) =>
        sum + Math.min(visitsMax, callsOf(this.network, index) * tries * clientAttempts),
      1,
    );
    const samples = Math.round(samplesPerRunMax / this.steps);
    const wanted = Math.min(samplesPerStepMax, Math.max(samplesPerStepMin, samples));
    const perStep = Math.max(1, Math.min(wanted, Math.floor(followedCallsMax / this.steps / calls)));
    const consumers = nodes.filter((node) => consumes(node.kind)).length;
    const callsOfAll = consumers * flows.length * Math.min(visitsMax, 1 + links.length * tries);
    const messages = Math.floor(followedCallsMax / this.steps / Math.max(1, callsOfAll));
    this.#messageSamples = Math.max(1, Math.min(messageSamplesPerStep, messages));
    this.records = flows.map(() => new FlowRecord(this.steps, perStep));
    this.#noise = new Noise(seed, `${profile.id} rates`);
    this.#swing = new Float64Array(flows.length);
    this.#clientFailed = new Float64Array(flows.length);
    this.#caches = new Caches(this);
    this.#blocked = flows.map((flow) => this.problems.some((problem) => problem.flow === flow.id));
    this.#sampler = new Sampler({
      ...{ scenario, states: this.states, links: this.#linkStates },
      noise: new Noise(seed, `${profile.id} requests`),
    });
    this.consumption = new Consumption(this);
    for (let step = -warmUpSteps; step < 0; step += 1) this.#step(step);
  }

  get done(): number {
    return this.#done;
  }

  /** Works on so many seconds more; true when the profile is over. */
  advance(steps: number): boolean {
    const until = Math.min(this.steps, this.#done + steps);
    const wasOver = this.#done >= this.steps;
    for (; this.#done < until; this.#done += 1) this.#step(this.#done);
    const isOver = this.#done >= this.steps;
    // What still waits then is never seen to be done.
    if (isOver && !wasOver)
      for (const { flow, born, amount, poison } of this.consumption.unfinished())
        if (!poison) this.records[flow]?.completed(born, Number.POSITIVE_INFINITY, amount);
    return isOver;
  }

  report(): LoadReport {
    return makeReport(this);
  }

  /** In the unit of the objective's measure; null where nothing could be measured. */
  measure(objective: Objective): number | null {
    return measureObjective(this, objective);
  }

  cost() {
    return monthlyCost(this);
  }

  /** Messages of a flow that could be worked on and wait now, or were put aside. */
  unfinishedOf(flow: number): number {
    let amount = this.records[flow]?.setAside ?? 0;
    for (const messages of this.consumption.unfinished())
      if (messages.flow === flow && !messages.poison) amount += messages.amount;
    return amount;
  }

  stateOf(node: Node): NodeState {
    const state = this.states.get(node);
    if (state === undefined) throw new Error('a node without a state');
    return state;
  }

  event(at: number, text: string, planned: boolean): void {
    this.events.push({ at, text, planned });
  }

  flowAt(index: number): Flow {
    const flow = this.network.flows[index];
    if (flow === undefined) throw new Error('no such flow');
    return flow;
  }

  #step(step: number): void {
    const { nodes, flows } = this.network;
    if (step >= 0) applyEvents(this, step);
    this.#sampler.second = Math.max(0, step);
    this.#sampler.rolloutSeconds = step >= 0 ? this.rolloutSeconds : 0;
    for (const state of this.states.values()) state.arrivals.fill(0);
    for (const link of this.#linkStates) {
      link.calls = 0;
      link.requests = 0;
      link.failing = 0;
    }
    this.#offer(step);
    for (const node of nodes) this.#work(node, step);
    for (let flow = 0; flow < flows.length; flow += 1) this.#follow(flow, step);
    if (step >= 0) this.#see(step);
  }

  /** What the clients send in this second, their own retries included. */
  #offer(step: number): void {
    const { clients, flows } = this.network;
    for (const [index, flow] of flows.entries()) {
      const curve = this.profile.traffic[flow.id] ?? [];
      const swing = (this.#swing[index] ?? 0) * 0.9 + this.#noise.normal() * rateNoise * Math.sqrt(1 - 0.81);
      this.#swing[index] = swing;
      const rate = Math.max(0, rateAt(curve, Math.max(0, step)) * (1 + swing));
      const record = this.records[index];
      if (step >= 0 && record) record.offered[step] = rate;
      if (clients === null || this.#blocked[index]) continue;
      const failed = this.#clientFailed[index] ?? 0;
      this.stateOf(clients).arrivals[index] = rate * meanAttempts(failed, flow.clientAttempts, null);
    }
  }

  #work(node: Node, step: number): void {
    const state = this.stateOf(node);
    const second = Math.max(0, step);
    if (state.deadUntil <= second) state.deadShare = 0;
    switch (node.kind) {
      case 'clients':
      case 'balancer':
      case 'store':
        break;
      case 'cdn':
        this.#caches.keepAtTheEdge(state, second);
        break;
      case 'gateway':
        limitRates(this, state, second);
        break;
      case 'cache':
        this.#caches.keep(state, second);
        break;
      case 'provider':
        throttle(this, state, step);
        break;
      case 'queue':
      case 'stream':
        this.consumption.accept(node, state, step);
        return;
      case 'worker':
        this.consumption.consume(node, state, step);
        return;
      case 'function':
        if (node.incoming.some((link) => isBuffer(link.from.kind))) {
          this.consumption.consume(node, state, step);
          return;
        }
        runFunctions(this, state);
        break;
      case 'service':
      case 'sql':
      case 'replica':
        workOff(this, state, second);
        break;
    }
    for (let flow = 0; flow < this.network.flows.length; flow += 1) {
      const arriving = state.arrivals[flow] ?? 0;
      if (arriving <= 0) continue;
      const down = state.downUntil > second ? 1 : state.deadShare;
      this.send(node, flow, arriving * (1 - (state.refused[flow] ?? 0)) * (1 - down));
    }
  }

  /** Sends on what a component makes of so many requests a second of one flow. */
  send(node: Node, flow: number, rate: number): void {
    const route = node.routes[flow];
    if (route === undefined || rate <= 0) return;
    let going = rate;
    if (node.kind === 'cdn') going *= 1 - (this.stateOf(node).hits[flow] ?? 0);
    if (route.identity) going *= this.#pass(route.identity, flow, going);
    if (route.counters) this.#pass(route.counters, flow, going);
    for (const link of route.caches) {
      this.#pass(link, flow, going);
      const cache = this.stateOf(link.to);
      going *= 1 - (cache.hits[flow] ?? 0) * (1 - (cache.refused[flow] ?? 0));
    }
    const total = route.oneOf.reduce((sum, link) => sum + link.weight, 0);
    let through = route.oneOf.length === 0 ? 1 : 0;
    for (const link of route.oneOf) {
      const share = link.weight / total;
      through += share * this.#pass(link, flow, going * share);
    }
    for (const link of [...route.all, ...route.publishes]) through *= this.#pass(link, flow, going * through);
  }

  /** Puts calls on a link; the share of requests that come through. */
  #pass(link: Link, flow: number, rate: number): number {
    const linkState = this.#linkStates[link.index];
    const to = this.states.get(link.to);
    if (linkState === undefined || to === undefined || rate <= 0) return 1;
    const failed = linkState.failed[flow] ?? 0;
    const calls = rate * meanAttempts(failed, link.attempts, link.budget);
    linkState.calls += calls;
    linkState.requests += rate;
    linkState.failing += calls * failed;
    to.arrivals[flow] = (to.arrivals[flow] ?? 0) + calls;
    return 1 - failed ** link.attempts;
  }

  /** The mean request of a component, over its flows as they arrive. */
  mix(state: NodeState): { rate: number; meanMs: number; cv2: number; holdMs: number } {
    let rate = 0;
    let first = 0;
    let second = 0;
    let hold = 0;
    for (const [index, flow] of this.network.flows.entries()) {
      const arriving = state.arrivals[index] ?? 0;
      if (arriving <= 0) continue;
      const { ms, cv2 } = workIn(state.node, flow, index);
      rate += arriving;
      first += arriving * ms;
      second += arriving * ms * ms * (1 + cv2);
      hold += arriving * Math.max(ms, state.holdMs[index] ?? 0);
    }
    if (rate === 0) return { rate, meanMs: 0, cv2: 0, holdMs: 0 };
    const meanMs = first / rate;
    const cv2 = meanMs > 0 ? Math.max(0, second / rate / (meanMs * meanMs) - 1) : 0;
    return { rate, meanMs, cv2, holdMs: hold / rate };
  }

  /** Follows some requests and messages of a flow through what the rates have made of the components. */
  #follow(index: number, step: number): void {
    const { clients, nodes } = this.network;
    const flow = this.flowAt(index);
    const record = this.records[index];
    if (clients === null || record === undefined) return;
    const offered = step >= 0 ? (record.offered[step] ?? 0) : (this.stateOf(clients).arrivals[index] ?? 0);
    if (this.#blocked[index]) {
      if (step >= 0)
        for (let one = 0; one < record.samples; one += 1) record.record(step, one, outcome.failed, 0);
      return;
    }
    if (offered <= 0) return;
    const each = offered / record.samples;
    for (let one = 0; one < record.samples; one += 1) {
      const ms = this.#sampler.request(clients, flow, index);
      const { end, duplicates } = this.#sampler;
      const failed = this.#clientFailed[index] ?? 0;
      this.#clientFailed[index] = failed + ((end === outcome.good ? 0 : 1) - failed) * 0.02;
      if (step < 0) continue;
      record.record(step, one, end, ms);
      record.duplicates[step] = (record.duplicates[step] ?? 0) + duplicates * each;
    }
    for (const node of nodes) {
      if (!consumes(node.kind)) continue;
      const taken = this.consumption.taken(node, index);
      if (taken <= 0) continue;
      for (let one = 0; one < this.#messageSamples; one += 1) {
        this.#sampler.message(node, flow, index);
        // That a message is recognised does not help against a call that was repeated without a key.
        if (step >= 0 && this.#sampler.duplicates > 0)
          record.duplicates[step] =
            (record.duplicates[step] ?? 0) + (this.#sampler.duplicates * taken) / this.#messageSamples;
      }
    }
  }

  #see(step: number): void {
    for (const [flow, record] of this.records.entries())
      record.waiting[step] = this.consumption.waitingOf(flow);
    for (const [node, series] of this.nodes) {
      const state = this.stateOf(node);
      series.utilisation.push(state.utilisation);
      series.zones.push(this.#zonesNow(state));
      series.replicas.push(state.instances);
      series.rate.push(state.arriving);
      series.waiting.push(state.waiting);
      series.age.push(state.ageSeconds);
      for (const [index, rate] of state.arrivals.entries())
        state.totals[index] = (state.totals[index] ?? 0) + rate;
      let hits = 0;
      for (const [index, rate] of state.arrivals.entries()) hits += rate * (state.hits[index] ?? 0);
      series.hit.push(state.arriving > 0 ? hits / state.arriving : 0);
    }
    for (const [index, series] of this.links.entries()) {
      const link = this.#linkStates[index];
      series.calls[step] = link?.calls ?? 0;
      series.requests[step] = link?.requests ?? 0;
      series.failed[step] = link && link.calls > 0 ? link.failing / link.calls : 0;
    }
  }

  #zonesNow(state: NodeState): readonly [ZoneState, ZoneState, ZoneState] {
    const zones = zonesOf(state.node);
    const planned = instancesOf(state.node);
    const one = (zone: number): ZoneState => {
      if (state.node.kind === 'sql') {
        const here = state.standbyGone && this.lost[0] ? 1 : 0;
        return zone === here ? (this.lost[zone] ? 'lost' : state.utilisation) : null;
      }
      if (zone >= zones || zone >= planned) return null;
      if (this.lost[zone]) return 'lost';
      const station = state.stations.length > 1 ? state.stations[zone] : undefined;
      return station ? station.utilisation : state.utilisation;
    };
    return [one(0), one(1), one(2)];
  }

  /** How long callers take to see that a zone of this component is gone. */
  healthSeconds(node: Node): number {
    const intervals = node.incoming
      .filter((link) => link.from.kind === 'balancer')
      .map((link) => link.from.settings.number('healthSeconds'));
    return intervals.length === 0 ? unwatchedHealthSeconds : Math.max(...intervals);
  }

  /** Takes a share of a component's instances away, as callers see it. */
  losesInstances(state: NodeState, share: number, second: number, cause: 'zone' | 'other' = 'other'): void {
    if (share <= 0) return;
    if (state.node.kind === 'cache') {
      if (state.node.settings.flag('copies')) return;
      state.cold = 1 - (1 - state.cold) * (1 - share);
      state.replaceAt = second + cacheReplaceSeconds;
      return;
    }
    if (consumes(state.node.kind)) return;
    const caller = cause === 'zone' && state.stations.length > 1 ? this.#affinityShare() : share;
    state.deadShare = Math.min(1, caller);
    state.deadUntil = second + this.healthSeconds(state.node);
  }

  #affinityShare(): number {
    return this.input.scenario.zoneShares.reduce(
      (sum, share, zone) => sum + (this.lost[zone] ? share : 0),
      0,
    );
  }
}

/** Requests a second at a second of a curve of straight lines. */
export function rateAt(curve: readonly (readonly [number, number])[], second: number): number {
  let before = curve[0];
  if (before === undefined) return 0;
  for (const point of curve) {
    if (point[0] > second) {
      const width = point[0] - before[0];
      if (width <= 0) return point[1];
      return before[1] + ((point[1] - before[1]) * (second - before[0])) / width;
    }
    before = point;
  }
  return before[1];
}
