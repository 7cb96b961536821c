export class Histogram {
  count = 0;

  record(micros: number): void {
    this.count += 1;
  }

  quantile(q: number): number | null {
    return null;
  }

  merge(other: Histogram): void {}

  toJSON(): unknown {
    return {};
  }

  static fromJSON(data: unknown): Histogram {
    return new Histogram();
  }
}
