/**
 * A bounded queue that is fair by the time runs take, not by their number (start-time fair queueing; Goyal, Vin,
 * Cheng, SIGCOMM 1996). Each key has a virtual time that grows by what its runs have cost; the key that has had least
 * is served first. A key that comes back after a pause starts at the present, so nobody saves up a claim.
 */
export interface Waiting<T> {
  key: string;
  item: T;
}

interface Lane<T> {
  virtualMs: number;
  waiting: T[];
  running: number;
}

export class FairQueue<T> {
  readonly #lanes = new Map<string, Lane<T>>();
  readonly #runningPerKeyMax: number;
  #presentMs = 0;
  #size = 0;

  constructor(runningPerKeyMax: number) {
    this.#runningPerKeyMax = runningPerKeyMax;
  }

  get size(): number {
    return this.#size;
  }

  waitingOf(key: string): number {
    return this.#lanes.get(key)?.waiting.length ?? 0;
  }

  add(key: string, item: T): void {
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = { virtualMs: this.#presentMs, waiting: [], running: 0 };
      this.#lanes.set(key, lane);
    }
    lane.waiting.push(item);
    this.#size += 1;
  }

  /** Takes a waiting item out; false when it is not there any more. */
  remove(key: string, item: T): boolean {
    const lane = this.#lanes.get(key);
    const at = lane?.waiting.indexOf(item) ?? -1;
    if (lane === undefined || at < 0) return false;
    lane.waiting.splice(at, 1);
    this.#size -= 1;
    this.#forget(key, lane);
    return true;
  }

  /** The next item to start, or null when nothing may start: nothing waits, or only keys that are at their limit. */
  next(): Waiting<T> | null {
    let best: { key: string; lane: Lane<T> } | null = null;
    for (const [key, lane] of this.#lanes) {
      if (lane.waiting.length === 0 || lane.running >= this.#runningPerKeyMax) continue;
      if (best === null || lane.virtualMs < best.lane.virtualMs) best = { key, lane };
    }
    if (best === null) return null;
    const item = best.lane.waiting.shift() as T;
    best.lane.running += 1;
    this.#size -= 1;
    this.#presentMs = Math.max(this.#presentMs, best.lane.virtualMs);
    return { key: best.key, item };
  }

  /** A run of this key has ended after so long. */
  finished(key: string, tookMs: number): void {
    const lane = this.#lanes.get(key);
    if (lane === undefined) return;
    lane.running -= 1;
    lane.virtualMs += tookMs;
    this.#forget(key, lane);
  }

  /** Everything that waits, emptied. */
  drain(): Array<Waiting<T>> {
    const drained: Array<Waiting<T>> = [];
    for (const [key, lane] of this.#lanes) {
      for (const item of lane.waiting) drained.push({ key, item });
      lane.waiting = [];
      this.#forget(key, lane);
    }
    this.#size = 0;
    return drained;
  }

  /** A lane ahead of the present is kept until the present has caught up: leaving and coming back is no way to the front. */
  #forget(key: string, lane: Lane<T>): void {
    if (lane.running > 0 || lane.waiting.length > 0) return;
    if (lane.virtualMs <= this.#presentMs || this.#isQuiet()) this.#lanes.delete(key);
    if (this.#isQuiet()) {
      this.#lanes.clear();
      this.#presentMs = 0;
    }
  }

  #isQuiet(): boolean {
    if (this.#size > 0) return false;
    for (const lane of this.#lanes.values()) if (lane.running > 0) return false;
    return true;
  }
}
