export class TokenBucket {
  #rate: number;
  #burst: number;
  #clock: Clock;
  #window = 0;
  #taken = 0;

  constructor(options: BucketOptions) {
    this.#rate = options.ratePerSecond;
    this.#burst = options.burst;
    this.#clock = options.clock;
    this.#window = Math.floor(options.clock.now() / this.#lengthMs());
  }

  #lengthMs(): number {
    return (this.#burst * 1000) / this.#rate;
  }

  tryTake(n: number): TakeResult {
    const now = this.#clock.now();
    const window = Math.floor(now / this.#lengthMs());
    if (window > this.#window) {
      this.#window = window;
      this.#taken = 0;
    }
    if (n > this.#burst) return { ok: false, retryAfterMs: null };
    if (this.#taken + n <= this.#burst) {
      this.#taken += n;
      return { ok: true };
    }
    return { ok: false, retryAfterMs: Math.max(1, Math.ceil((this.#window + 1) * this.#lengthMs() - now)) };
  }
}
