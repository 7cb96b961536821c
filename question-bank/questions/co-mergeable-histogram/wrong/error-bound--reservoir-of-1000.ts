const capacity = 1000;

export class Histogram {
  count = 0;
  #values: number[] = [];
  #state = 1;

  record(micros: number): void {
    this.count += 1;
    if (this.#values.length < capacity) {
      this.#values.push(micros);
      return;
    }
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    const place = Math.floor((this.#state / 4294967296) * this.count);
    if (place < capacity) this.#values[place] = micros;
  }

  quantile(q: number): number | null {
    if (this.#values.length === 0) return null;
    const sorted = [...this.#values].sort((a, b) => a - b);
    const value = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? 0;
    return value > 3_600_000_000 ? Number.POSITIVE_INFINITY : value;
  }

  merge(other: Histogram): void {
    const both = this.count + other.count;
    for (const value of [...other.#values]) this.record(value);
    this.count = both;
  }

  toJSON(): unknown {
    return { count: this.count, values: this.#values };
  }

  static fromJSON(data: unknown): Histogram {
    const { count, values } = data as { count: number; values: number[] };
    const histogram = new Histogram();
    for (const value of values) histogram.record(value);
    histogram.count = count;
    return histogram;
  }
}
