/**
 * Levels are kept in thousandths of a token. One millisecond then adds exactly `ratePerSecond` of them, so that every
 * number is whole and nothing is ever rounded.
 */
export class TokenBucket {
  readonly #rate: number;
  readonly #capacity: number;
  readonly #clock: Clock;
  #level: number;
  #highest: number;

  constructor(options: BucketOptions) {
    this.#rate = options.ratePerSecond;
    this.#capacity = options.burst * 1000;
    this.#clock = options.clock;
    this.#level = this.#capacity;
    this.#highest = options.clock.now();
  }

  tryTake(n: number): TakeResult {
    const now = this.#clock.now();
    if (now !== this.#highest) {
      this.#level = Math.min(this.#capacity, this.#level + (now - this.#highest) * this.#rate);
      this.#highest = now;
    }
    const cost = n * 1000;
    if (cost > this.#capacity) return { ok: false, retryAfterMs: null };
    if (cost <= this.#level) {
      this.#level -= cost;
      return { ok: true };
    }
    const untilClockIsBack = this.#highest - now;
    return { ok: false, retryAfterMs: untilClockIsBack + Math.ceil((cost - this.#level) / this.#rate) };
  }
}
