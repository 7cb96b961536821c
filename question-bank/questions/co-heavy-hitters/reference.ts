interface Talker {
  client: string;
  atLeast: number;
  atMost: number;
}

/**
 * Misra and Gries, in batches: the table may grow to twice the number of counters; then the (k + 1)-th largest number
 * is taken away from all, and who has nothing left is forgotten. Each such cut takes its amount from at least k + 1
 * clients, so all cuts together are at most N / (k + 1): that is the most that anybody's number can be too low by.
 */
export class TopTalkers {
  total = 0;
  readonly #counters: number;
  #counts = new Map<string, number>();
  #cut = 0;

  constructor(counters: number) {
    this.#counters = counters;
  }

  add(client: string, bytes: number): void {
    this.total += bytes;
    this.#counts.set(client, (this.#counts.get(client) ?? 0) + bytes);
    if (this.#counts.size > 2 * this.#counters) this.#shrink();
  }

  report(share: number): Talker[] {
    const threshold = share * this.total;
    const talkers: Talker[] = [];
    for (const [client, count] of this.#counts) {
      const atMost = count + this.#cut;
      if (atMost > threshold) talkers.push({ client, atLeast: count, atMost });
    }
    return talkers;
  }

  merge(other: TopTalkers): void {
    this.total += other.total;
    this.#cut += other.#cut;
    for (const [client, count] of other.#counts)
      this.#counts.set(client, (this.#counts.get(client) ?? 0) + count);
    if (this.#counts.size > 2 * this.#counters) this.#shrink();
  }

  #shrink(): void {
    const amounts = Float64Array.from(this.#counts.values()).sort();
    const cut = amounts[amounts.length - this.#counters - 1] ?? 0;
    const kept = new Map<string, number>();
    for (const [client, count] of this.#counts) if (count > cut) kept.set(client, count - cut);
    this.#counts = kept;
    this.#cut += cut;
  }
}
