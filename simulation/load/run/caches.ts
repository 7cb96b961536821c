import type { Node } from '../drawing/network.ts';
import { cacheNodeRps } from '../limits.ts';
import { hitShare, type RankClass, zipfClasses } from '../queueing/popularity.ts';
import type { LoadRun } from './load-run.ts';
import { type NodeState, zonesOf } from './node-state.ts';

/** What caches and CDNs of a run have, from the popularity of objects, memory, time to live and what was lost. */
export class Caches {
  readonly #run: LoadRun;
  readonly #ranks: (readonly RankClass[] | null)[];
  readonly #known = new Map<string, number>();

  constructor(run: LoadRun) {
    this.#run = run;
    this.#ranks = run.network.flows.map(({ popularity }) =>
      popularity === null ? null : zipfClasses(popularity.exponent, popularity.objects),
    );
  }

  /** A CDN answers from copies without a bound of memory. */
  keepAtTheEdge(state: NodeState, second: number): void {
    const { settings } = state.node;
    for (const [index, flow] of this.#run.network.flows.entries()) {
      const kept =
        flow.operation === 'read' &&
        (flow.cacheable === 'shared' || (flow.cacheable === 'personal' && settings.flag('personal')));
      state.hits[index] = kept
        ? Math.max(
            0,
            this.#hits(state, index, Number.POSITIVE_INFINITY, settings.flag('shield')) -
              this.#stampede(state, index, second, settings.flag('shield')),
          )
        : 0;
    }
  }

  /** A cache keeps what its memory holds; lost nodes come back empty. */
  keep(state: NodeState, second: number): void {
    const { node } = state;
    const { settings } = node;
    const all = settings.number('nodes');
    if (second >= state.replaceAt) {
      state.replaceAt = Number.POSITIVE_INFINITY;
      this.#replace(state, all);
    }
    const live = state.instances;
    const copies = settings.flag('copies');
    const serving = copies ? all : live;
    const arriving = state.arriving;
    const memoryKb = serving * settings.number('memoryGb') * 1_000_000;
    const weights = this.#run.network.flows.map((flow, index) =>
      flow.popularity && flow.cacheable !== 'never'
        ? (state.arrivals[index] ?? 0) * flow.popularity.objectKb
        : 0,
    );
    const weight = weights.reduce((sum, one) => sum + one, 0);
    let missing = 0;
    let topShare = 0;
    for (const [index, flow] of this.#run.network.flows.entries()) {
      const rate = state.arrivals[index] ?? 0;
      state.refused[index] = serving === 0 ? 1 : 0;
      if (flow.popularity === null || flow.cacheable === 'never' || weight === 0 || serving === 0) {
        state.hits[index] = 0;
        continue;
      }
      const capacity = (memoryKb * ((weights[index] ?? 0) / weight)) / flow.popularity.objectKb;
      const coalescing = settings.flag('coalescing');
      const warm =
        this.#hits(state, index, capacity, coalescing) - this.#stampede(state, index, second, coalescing);
      state.hits[index] = Math.max(0, warm) * (1 - state.cold);
      missing += rate * (1 - (state.hits[index] ?? 0));
      topShare += (rate / Math.max(arriving, 1e-9)) * (this.#ranks[index]?.[0]?.share ?? 0);
    }
    // A cold part fills with what is missed; half of what it had brings back most of its hits.
    const objects = this.#run.network.flows.reduce(
      (sum, { popularity }) =>
        sum + (popularity ? Math.min(popularity.objects, memoryKb / popularity.objectKb) : 0),
      0,
    );
    if (objects > 0 && state.cold > 0) state.cold *= Math.exp((-2 * missing) / objects);
    if (state.cold < 1e-4) state.cold = 0;
    state.utilisation = serving === 0 ? 0 : (arriving * (topShare + (1 - topShare) / serving)) / cacheNodeRps;
  }

  /** New nodes in the zones that are left. */
  #replace(state: NodeState, nodes: number): void {
    const zones = [0, 1, 2].filter((zone) => zone < zonesOf(state.node) && !this.#run.lost[zone]);
    state.live.fill(0);
    if (zones.length === 0) return;
    for (let one = 0; one < nodes; one += 1) {
      const zone = zones[one % zones.length] ?? 0;
      state.live[zone] = (state.live[zone] ?? 0) + 1;
    }
  }

  #hits(state: NodeState, flow: number, capacity: number, coalescing: boolean): number {
    const ranks = this.#ranks[flow];
    const rate = state.arrivals[flow] ?? 0;
    if (!ranks || rate <= 0) return state.hits[flow] ?? 0;
    const fetchMs = coalescing ? 0 : this.#fetchMs(state.node, flow);
    // A tenth more or less changes a share of hits in its third figure only.
    const step = (value: number) =>
      value > 0 && Number.isFinite(value) ? Math.round(Math.log(value) * 10) : value;
    const key = [state.node.id, flow, step(rate), step(capacity), step(fetchMs)].join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const ttlSeconds = state.node.settings.number('ttlSeconds');
    // The most wanted object expires at moments of its own, not a little all the time.
    const model = { capacity, ttlSeconds, rate, fetchSeconds: fetchMs / 1000 };
    const top = ranks[0];
    const expires = top !== undefined && expiresAtOnce(top.share * rate, ttlSeconds);
    const share = expires ? top.share + hitShare(ranks.slice(1), model) : hitShare(ranks, model);
    this.#known.set(key, share);
    return share;
  }

  /**
   * In the second in which the most wanted object expires, every request for it goes through until one has fetched it:
   * the share of all requests of the flow that are such misses now.
   */
  #stampede(state: NodeState, flow: number, second: number, coalescing: boolean): number {
    const top = this.#ranks[flow]?.[0];
    const rate = state.arrivals[flow] ?? 0;
    const ttlSeconds = state.node.settings.number('ttlSeconds');
    if (top === undefined || rate <= 0 || !expiresAtOnce(top.share * rate, ttlSeconds)) return 0;
    if (second % ttlSeconds !== this.#run.input.seed % ttlSeconds) return 0;
    const wanted = top.share * rate;
    const misses = coalescing ? 1 : Math.min(wanted, 1 + (wanted * this.#fetchMs(state.node, flow)) / 1000);
    return misses / rate;
  }

  /** How long it takes to fetch what a cache or CDN does not have. */
  #fetchMs(node: Node, flow: number): number {
    let ms = 0;
    for (const other of this.#run.states.keys()) {
      const route = other.routes[flow];
      const asks = other === node || route?.caches.some((link) => link.to === node);
      if (asks && route) {
        for (const link of [...route.oneOf, ...route.all]) ms = Math.max(ms, this.#answerMs(link.to, flow));
      }
    }
    return ms;
  }

  #answerMs(node: Node, flow: number): number {
    const state = this.#run.stateOf(node);
    return (state.holdMs[flow] ?? 0) + Math.max(0, ...state.stations.map((station) => station.backlogMs));
  }
}

/** Asked for so often that it is gone and fetched again within one second of each time to live. */
function expiresAtOnce(rate: number, ttlSeconds: number): boolean {
  return rate >= expiringRate && rate * ttlSeconds > expiringRate;
}

const expiringRate = 20;
