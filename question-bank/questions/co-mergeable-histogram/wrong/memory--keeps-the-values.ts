export class Histogram {
  #values: number[] = [];
  #sorted = true;

  get count(): number {
    return this.#values.length;
  }

  record(micros: number): void {
    this.#values.push(micros);
    this.#sorted = false;
  }

  quantile(q: number): number | null {
    if (this.#values.length === 0) return null;
    if (!this.#sorted) this.#values.sort((a, b) => a - b);
    this.#sorted = true;
    const value = this.#values[Math.max(1, Math.ceil(q * this.#values.length)) - 1] ?? 0;
    return value > 3_600_000_000 ? Number.POSITIVE_INFINITY : value;
  }

  merge(other: Histogram): void {
    this.#values = this.#values.concat(other.#values);
    this.#sorted = false;
  }

  toJSON(): number[] {
    return this.#values;
  }

  static fromJSON(data: unknown): Histogram {
    const histogram = new Histogram();
    for (const value of data as number[]) histogram.record(value);
    return histogram;
  }
}
