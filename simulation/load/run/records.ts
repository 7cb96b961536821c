import { latencyClass, latencyClasses, weightedQuantile } from '../queueing/latency-histogram.ts';

/** How a followed request ended. */
export const outcome = { none: 0, good: 1, refused: 2, failed: 3 } as const;
export type Outcome = (typeof outcome)[keyof typeof outcome];

const bornBucketSteps = 10;

/** What happened to one flow: how each followed request ended and after how long, and when effects were done. */
export class FlowRecord {
  readonly offered: Float64Array;
  readonly samples: number;
  lost: Float64Array;
  duplicates: Float64Array;
  /** Messages that wait in queues and streams, by step. */
  readonly waiting: Float64Array;
  /** Messages that could be worked on and were put aside. */
  setAside = 0;
  readonly #ends: Uint8Array;
  readonly #classes: Uint16Array;
  readonly #completions: (Float64Array | null)[];
  readonly #steps: number;

  constructor(steps: number, samples: number) {
    this.#steps = steps;
    this.samples = samples;
    this.offered = new Float64Array(steps);
    this.lost = new Float64Array(steps);
    this.duplicates = new Float64Array(steps);
    this.waiting = new Float64Array(steps);
    this.#ends = new Uint8Array(steps * samples);
    this.#classes = new Uint16Array(steps * samples);
    this.#completions = Array.from({ length: Math.ceil(steps / bornBucketSteps) }, () => null);
  }

  record(step: number, sample: number, end: Outcome, ms: number): void {
    const at = step * this.samples + sample;
    this.#ends[at] = end;
    this.#classes[at] = latencyClass(ms);
  }

  /** Share of the followed requests of a step that ended so. */
  share(step: number, end: Outcome): number {
    let count = 0;
    for (let at = step * this.samples; at < (step + 1) * this.samples; at += 1)
      if (this.#ends[at] === end) count += 1;
    return count / this.samples;
  }

  rate(step: number, end: Outcome): number {
    return (this.offered[step] ?? 0) * this.share(step, end);
  }

  /** Requests that ended so, from one step to before another. */
  count(from: number, to: number, end: Outcome): number {
    let sum = 0;
    for (let step = from; step < to; step += 1) sum += this.rate(step, end);
    return sum;
  }

  requests(from: number, to: number): number {
    let sum = 0;
    for (let step = from; step < to; step += 1) sum += this.offered[step] ?? 0;
    return sum;
  }

  latencies(from: number, to: number, end: Outcome): Float64Array {
    const weights = new Float64Array(latencyClasses);
    for (let step = Math.max(0, from); step < Math.min(this.#steps, to); step += 1) {
      const weight = (this.offered[step] ?? 0) / this.samples;
      for (let at = step * this.samples; at < (step + 1) * this.samples; at += 1) {
        const index = this.#classes[at] ?? 0;
        if (this.#ends[at] === end) weights[index] = (weights[index] ?? 0) + weight;
      }
    }
    return weights;
  }

  quantile(from: number, to: number, quantile: number): number | null {
    return weightedQuantile(this.latencies(from, to, outcome.good), quantile);
  }

  /** An effect was done, so many seconds after its message was accepted; Infinity when it never will be. */
  completed(born: number, seconds: number, amount: number): void {
    const bucket = Math.max(0, Math.min(this.#completions.length - 1, Math.floor(born / bornBucketSteps)));
    const weights = this.#completions[bucket] ?? new Float64Array(latencyClasses);
    this.#completions[bucket] = weights;
    const index = Number.isFinite(seconds) ? latencyClass(seconds * 1000) : latencyClasses - 1;
    weights[index] = (weights[index] ?? 0) + amount;
  }

  /** Of what was accepted in these steps, s; null when nothing was, Infinity when too much is never done. */
  completion(from: number, to: number, quantile: number): number | null {
    const weights = new Float64Array(latencyClasses);
    for (const [bucket, part] of this.#completions.entries()) {
      const born = bucket * bornBucketSteps;
      if (part === null || born < from || born >= to) continue;
      for (let index = 0; index < latencyClasses; index += 1)
        weights[index] = (weights[index] ?? 0) + (part[index] ?? 0);
    }
    const never = weights[latencyClasses - 1] ?? 0;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total > 0 && never > (1 - quantile) * total) return Number.POSITIVE_INFINITY;
    const ms = weightedQuantile(weights, quantile);
    return ms === null ? null : ms / 1000;
  }
}

/** The highest mean of `width` neighbouring steps; null where nothing was recorded. */
export function peakOf(
  series: readonly (number | null)[],
  from: number,
  to: number,
  width: number,
): number | null {
  let best: number | null = null;
  let sum = 0;
  let count = 0;
  const value = (step: number) => series[step] ?? null;
  for (let step = from; step < to; step += 1) {
    const now = value(step);
    if (now !== null) {
      sum += now;
      count += 1;
    }
    const before = step - width >= from ? value(step - width) : null;
    if (before !== null) {
      sum -= before;
      count -= 1;
    }
    if (step - from + 1 >= Math.min(width, to - from) && count > 0) best = Math.max(best ?? 0, sum / count);
  }
  return best;
}
