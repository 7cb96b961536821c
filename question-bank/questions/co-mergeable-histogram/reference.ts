/**
 * Buckets grow by the factor (1 + e) / (1 − e). The middle of a bucket, in the sense of relative error, is then at most
 * e away from both of its ends. With e a little under 1 % there are about 1,130 buckets from 1 µs to one hour.
 */
const relativeError = 0.0099;
const growth = (1 + relativeError) / (1 - relativeError);
const logGrowth = Math.log(growth);
const highestMicros = 3_600_000_000;

interface HistogramData {
  zeros: number;
  above: number;
  /** Bucket, count, bucket, count, … */
  buckets: number[];
}

export class Histogram {
  count = 0;
  #zeros = 0;
  #above = 0;
  readonly #buckets = new Map<number, number>();

  record(micros: number): void {
    this.count += 1;
    if (micros <= 0) this.#zeros += 1;
    else if (micros > highestMicros) this.#above += 1;
    else this.#add(Math.ceil(Math.log(micros) / logGrowth), 1);
  }

  quantile(q: number): number | null {
    if (this.count === 0) return null;
    const place = Math.max(1, Math.ceil(q * this.count));
    let seen = this.#zeros;
    if (place <= seen) return 0;
    for (const [bucket, count] of [...this.#buckets].sort(([a], [b]) => a - b)) {
      seen += count;
      if (place <= seen) return middleOf(bucket);
    }
    return Number.POSITIVE_INFINITY;
  }

  merge(other: Histogram): void {
    this.count += other.count;
    this.#zeros += other.#zeros;
    this.#above += other.#above;
    for (const [bucket, count] of [...other.#buckets]) this.#add(bucket, count);
  }

  toJSON(): HistogramData {
    return { zeros: this.#zeros, above: this.#above, buckets: [...this.#buckets].flat() };
  }

  static fromJSON(data: unknown): Histogram {
    const { zeros, above, buckets } = data as HistogramData;
    const histogram = new Histogram();
    histogram.#zeros = zeros;
    histogram.#above = above;
    histogram.count = zeros + above;
    for (let index = 0; index < buckets.length; index += 2) {
      const count = buckets[index + 1] ?? 0;
      histogram.#add(buckets[index] ?? 0, count);
      histogram.count += count;
    }
    return histogram;
  }

  #add(bucket: number, count: number): void {
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + count);
  }
}

/** Bucket b holds values from growth^(b − 1), excluded, to growth^b. */
function middleOf(bucket: number): number {
  return (2 * growth ** bucket) / (growth + 1);
}
