import { type Link, type Node, workIn } from '../drawing/network.ts';
import { hangMs, hopMs, refusedMs, rolloutGraceSeconds, syncStandbyMs, visitsMax } from '../limits.ts';
import type { Noise } from '../queueing/noise.ts';
import type { Flow, Scenario } from '../scenario.ts';
import type { NodeState } from './node-state.ts';
import { type Outcome, outcome } from './records.ts';

/** What a connection has shown lately, by flow. */
export class LinkState {
  /** Calls a second, retries included, and requests that they were for. */
  calls = 0;
  requests = 0;
  /** Of the calls: how many fail, by the shares of their flows. */
  failing = 0;
  /** Of the attempts: how many failed. */
  readonly failed: Float64Array;

  constructor(flows: number) {
    this.failed = new Float64Array(flows);
  }
}

interface Context {
  scenario: Scenario;
  states: ReadonlyMap<Node, NodeState>;
  links: readonly LinkState[];
  noise: Noise;
}

// How fast a share or a mean follows what is seen; some seconds of followed requests.
const followFailures = 0.02;
const followHold = 0.02;
const clientRetryMs = 500;

/**
 * Follows single requests from call to call, drawing every wait and every piece of work. How the components are loaded
 * is given by the rates; this shows what a request meets there, and feeds back how long it held what and how often it
 * failed.
 */
export class Sampler {
  /** How the last visit, call or request ended. */
  end: Outcome = outcome.good;
  /** Times that a write had its effect once more, in the last request. */
  duplicates = 0;
  second = 0;
  /** Seconds of a rollout's interval, or 0: long work is cut off by it. */
  rolloutSeconds = 0;
  #visits = 0;
  /** The last visit did its work although nobody heard of it. */
  #unheard = false;
  /** The same, and a repetition would not be recognised. */
  #unkeyed = false;
  /** Whoever works on the message now recognises it, so that what it writes itself happens once. */
  #recognised = false;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** A client's request with its retries. Its latency, ms; `end` says how it ended. */
  request(clients: Node, flow: Flow, flowIndex: number): number {
    this.#visits = 0;
    this.duplicates = 0;
    this.#recognised = false;
    let ms = 0;
    const link = this.#pick(clients.routes[flowIndex]?.oneOf ?? []);
    if (link === null) {
      this.end = outcome.failed;
      return 0;
    }
    for (let attempt = 1; attempt <= flow.clientAttempts; attempt += 1) {
      const took = this.#call(link, flow, flowIndex);
      // A client waits so long for each of its attempts, and is gone then.
      const late = took > flow.deadlineMs;
      ms += Math.min(took, flow.deadlineMs);
      if (this.end === outcome.good && !late) return ms;
      const done = this.end === outcome.good || this.#unheard;
      if (late) {
        this.end = outcome.failed;
        if (attempt === flow.clientAttempts) return ms;
      }
      if (attempt < flow.clientAttempts) {
        if (done && flow.once && !link.idempotencyKey) this.duplicates += 1;
        ms += this.#context.noise.next() * clientRetryMs * 2;
      }
    }
    return ms;
  }

  /** A message that a worker or a function has taken. How long it is in hand, ms. */
  message(consumer: Node, flow: Flow, flowIndex: number): number {
    this.#visits = 0;
    this.duplicates = 0;
    this.#unkeyed = false;
    this.#recognised = consumer.settings.flag('idempotent');
    const state = this.#state(consumer);
    const { noise, scenario } = this.#context;
    this.end = outcome.good;
    const { ms: mean, cv2 } = workIn(consumer, flow, flowIndex);
    let ms = noise.work(mean, cv2) + this.#onward(consumer, flow, flowIndex);
    if (consumer.kind === 'function') {
      const limitMs = scenario.functionLimitSeconds * 1000;
      const share = state.cutOff[flowIndex] ?? 0;
      state.cutOff[flowIndex] = share + ((ms > limitMs ? 1 : 0) - share) * followFailures;
      ms = this.#cutOff(ms, limitMs);
    }
    // The message comes back, and nobody knows that its effect was had already.
    if (this.end !== outcome.good && this.#unkeyed && flow.once) this.duplicates += 1;
    this.#learn(state, flowIndex, ms);
    return ms;
  }

  #learn(state: NodeState, flowIndex: number, ms: number): void {
    const hold = state.holdMs[flowIndex] ?? 0;
    state.holdMs[flowIndex] = hold + (ms - hold) * followHold;
    const failed = state.failed[flowIndex] ?? 0;
    state.failed[flowIndex] = failed + ((this.end === outcome.good ? 0 : 1) - failed) * followFailures;
  }

  #state(node: Node): NodeState {
    const state = this.#context.states.get(node);
    if (state === undefined) throw new Error('a node without a state');
    return state;
  }

  #pick(links: readonly Link[]): Link | null {
    if (links.length <= 1) return links[0] ?? null;
    let total = 0;
    for (const link of links) total += link.weight;
    let at = this.#context.noise.next() * total;
    for (const link of links) {
      at -= link.weight;
      if (at < 0) return link;
    }
    return links.at(-1) ?? null;
  }

  /** All attempts of one call. */
  #call(link: Link, flow: Flow, flowIndex: number): number {
    const state = this.#context.links[link.index];
    if (state === undefined) throw new Error('a link without a state');
    const { noise } = this.#context;
    // Only the other side can recognise a repeated call to somebody else.
    const isSafe = link.idempotencyKey || (this.#recognised && link.to.kind !== 'provider');
    let ms = 0;
    let unheard = false;
    for (let attempt = 1; ; attempt += 1) {
      const took = hopMs + this.#visit(link.to, flow, flowIndex);
      const timedOut = took > link.timeoutMs;
      if (timedOut) {
        unheard ||= this.end === outcome.good || this.#unheard;
        this.end = outcome.failed;
      } else unheard ||= this.#unheard;
      ms += Math.min(took, link.timeoutMs);
      const failed = state.failed[flowIndex] ?? 0;
      state.failed[flowIndex] = failed + ((this.end === outcome.good ? 0 : 1) - failed) * followFailures;
      if (this.end === outcome.good || attempt >= link.attempts) break;
      if (link.budget !== null && failed > 0 && noise.next() > link.budget / failed) break;
      if (unheard && flow.once && !isSafe) {
        this.duplicates += 1;
        unheard = false;
      }
      ms += link.backoffMs * 2 ** (attempt - 1) * noise.next();
    }
    this.#unheard = this.end !== outcome.good && unheard;
    this.#unkeyed = this.#unheard && !isSafe;
    return ms;
  }

  /** One attempt at one component, with everything that it asks in turn. */
  #visit(node: Node, flow: Flow, flowIndex: number): number {
    const state = this.#state(node);
    const { noise, scenario } = this.#context;
    this.#unheard = false;
    this.end = outcome.good;
    this.#visits += 1;
    if (this.#visits > visitsMax) return this.#fails(refusedMs);
    if (state.downUntil > this.second || (state.deadShare > 0 && noise.next() < state.deadShare))
      return this.#fails(hangMs);
    const refused = state.refused[flowIndex] ?? 0;
    if (refused > 0 && noise.next() < refused) {
      this.end = outcome.refused;
      return refusedMs;
    }
    if (node.kind === 'provider') return this.#visitProvider(node, noise);
    const station = state.stations[state.stations.length === 1 ? 0 : this.#zone(state)];
    const wait = station?.wait(noise) ?? 0;
    const { ms: mean, cv2 } = workIn(node, flow, flowIndex);
    let own = noise.work(mean, cv2);
    if (node.kind === 'sql' && flow.operation === 'write' && node.settings.text('standby') === 'sync')
      own += state.standbyGone ? 0 : syncStandbyMs;
    if (node.kind === 'function' && noise.next() < state.cold) own += scenario.coldStartMs;
    if (node.kind === 'cdn' && noise.next() < (state.hits[flowIndex] ?? 0)) return own;
    let held = own + this.#onward(node, flow, flowIndex);
    if (node.kind === 'function') held = this.#cutOff(held, scenario.functionLimitSeconds * 1000);
    if (node.kind === 'service' && this.rolloutSeconds > 0) {
      const cut = (held / 1000 - rolloutGraceSeconds) / this.rolloutSeconds;
      if (cut > 0 && noise.next() < cut) return this.#fails(wait + held * noise.next());
    }
    this.#learn(state, flowIndex, held);
    return wait + held;
  }

  /** What a component asks after its own work. */
  #onward(node: Node, flow: Flow, flowIndex: number): number {
    const route = node.routes[flowIndex];
    if (route === undefined) return 0;
    const { noise } = this.#context;
    let ms = 0;
    if (route.identity) {
      ms += this.#call(route.identity, flow, flowIndex);
      if (this.end !== outcome.good) return ms;
    }
    if (route.counters) {
      ms += this.#call(route.counters, flow, flowIndex);
      this.end = outcome.good;
    }
    for (const link of route.caches) {
      ms += this.#call(link, flow, flowIndex);
      const hit = this.end === outcome.good && noise.next() < (this.#state(link.to).hits[flowIndex] ?? 0);
      // A cache that does not answer is a miss.
      this.end = outcome.good;
      if (hit) return ms;
    }
    const one = this.#pick(route.oneOf);
    if (one) {
      ms += this.#call(one, flow, flowIndex);
      if (this.end !== outcome.good) return ms;
    }
    for (const links of [route.all, route.publishes]) {
      for (const link of links) {
        ms += this.#call(link, flow, flowIndex);
        if (this.end !== outcome.good) return ms;
      }
    }
    return ms;
  }

  #visitProvider(node: Node, noise: Noise): number {
    const provider = this.#context.scenario.providers.find((one) => one.id === node.id);
    if (provider === undefined) return 0;
    const sigma = Math.log(provider.p99Ms / provider.p50Ms) / 2.3263478740408408;
    const ms = provider.p50Ms * Math.exp(sigma * noise.normal());
    const chance = noise.next();
    if (chance < provider.ambiguousShare) {
      this.end = outcome.failed;
      this.#unheard = true;
      return hangMs;
    }
    return chance < provider.ambiguousShare + provider.errorShare ? this.#fails(ms) : ms;
  }

  #zone(state: NodeState): number {
    const { zoneShares } = this.#context.scenario;
    let total = 0;
    for (let zone = 0; zone < 3; zone += 1) if ((state.live[zone] ?? 0) > 0) total += zoneShares[zone] ?? 0;
    let at = this.#context.noise.next() * total;
    for (let zone = 0; zone < 3; zone += 1) {
      if ((state.live[zone] ?? 0) === 0) continue;
      at -= zoneShares[zone] ?? 0;
      if (at < 0) return zone;
    }
    return 0;
  }

  /** Work that takes longer than it may ends there, with nothing done. */
  #cutOff(ms: number, limitMs: number): number {
    return ms > limitMs ? this.#fails(limitMs) : ms;
  }

  #fails(ms: number): number {
    this.end = outcome.failed;
    return ms;
  }
}
