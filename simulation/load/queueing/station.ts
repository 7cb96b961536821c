import type { Noise } from './noise.ts';
import { blockedShare, erlangC } from './queueing.ts';

export interface StationLoad {
  /** Requests a second. */
  arrivals: number;
  /** Worked on at the same moment. */
  servers: number;
  serviceMs: number;
  cv2: number;
  /** Held at the same moment, waiting for others included; Infinity where that is not bounded. */
  slots: number;
  /** How long a slot is held. */
  holdMs: number;
  /** Requests that may wait for a slot; Infinity where that is not bounded. */
  places: number;
}

const stepSeconds = 1;
// Nearer to saturation the formula's wait takes longer to build up than any run lasts.
const utilisationMax = 0.995;
const exactPlacesMax = 5_000;
const exactServersMax = 400;

/**
 * A place where requests are worked on, one second at a time. Below saturation the wait is that of M/G/c, approached as
 * fast as such a queue forgets where it came from; above it work piles up as a fluid, up to the places there are.
 */
export class Station {
  /** Requests more than a steady queue would hold. */
  backlog = 0;
  refusedShare = 0;
  /** Offered work over what can be done; above 1 while it piles up. */
  utilisation = 0;
  #before = 0;
  #capacity = Number.POSITIVE_INFINITY;
  #delayedShare = 0;
  #delayedMs = -1;

  update(load: StationLoad): void {
    const { arrivals, servers, slots, places } = load;
    this.#before = this.backlog;
    if (servers <= 0) {
      this.backlog = 0;
      this.refusedShare = 1;
      this.utilisation = 0;
      return;
    }
    const byServers = load.serviceMs > 0 ? (servers * 1000) / load.serviceMs : Number.POSITIVE_INFINITY;
    const bySlots = load.holdMs > 0 ? (slots * 1000) / load.holdMs : Number.POSITIVE_INFINITY;
    this.#capacity = Math.min(byServers, bySlots);
    this.utilisation = arrivals / this.#capacity;
    // What waits for a processor sits in a slot.
    const inSlots = byServers < bySlots && Number.isFinite(slots) ? Math.max(0, slots - servers) : 0;
    const limit = places + inSlots;
    const grown = Math.max(0, this.backlog + (arrivals - this.#capacity) * stepSeconds);
    this.backlog = Math.min(grown, limit);
    const inflow = arrivals * stepSeconds;
    this.refusedShare = inflow > 0 ? Math.min(1, (grown - this.backlog) / inflow) : 0;
    const [pool, ms, cv2] =
      byServers <= bySlots ? [servers, load.serviceMs, load.cv2] : [slots, load.holdMs, 1];
    this.#settle(arrivals, pool, ms, cv2, limit);
  }

  /** How long what has piled up takes to be worked off, ms. */
  get backlogMs(): number {
    return this.backlog > 0 ? (this.backlog / this.#capacity) * 1000 : 0;
  }

  /** How long a request waits that arrives at a random moment of this second, ms. */
  wait(noise: Noise): number {
    let ms = 0;
    if (this.#before > 0 || this.backlog > 0) {
      const inFront = this.#before + (this.backlog - this.#before) * noise.next();
      ms = (inFront / this.#capacity) * 1000;
    }
    if (noise.next() < this.#delayedShare) ms += noise.exponential(this.#delayedMs);
    return ms;
  }

  #settle(arrivals: number, pool: number, ms: number, cv2: number, limit: number): void {
    const utilisation = Math.min(utilisationMax, (arrivals * ms) / 1000 / pool);
    if (arrivals <= 0 || ms <= 0 || !Number.isFinite(pool)) {
      this.#delayedShare = 0;
      return;
    }
    this.#delayedShare = erlangC(utilisation * pool, pool);
    const target = (ms * (1 + cv2)) / (2 * pool * (1 - utilisation));
    // Relaxation time of M/M/c: how fast its queue forgets.
    const relaxMs = ms / (pool * (1 - Math.sqrt(utilisation)) ** 2);
    const nearer = this.#delayedMs < 0 ? 1 : -Math.expm1((-stepSeconds * 1000) / relaxMs);
    this.#delayedMs = Math.max(0, this.#delayedMs) + (target - Math.max(0, this.#delayedMs)) * nearer;
    const few = limit <= exactPlacesMax && pool <= exactServersMax;
    const full = (arrivals * ms) / 1000 / pool;
    // A small waiting room fills within a second, so its stationary loss holds on both sides of saturation.
    if (few && (full < 1 || limit < arrivals * stepSeconds)) {
      const places = Math.max(0, Math.floor(limit));
      this.refusedShare = Math.max(this.refusedShare, blockedShare(full * pool, pool, places));
    }
  }
}
