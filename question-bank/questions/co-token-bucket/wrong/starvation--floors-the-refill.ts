export class TokenBucket {
  #rate: number;
  #burst: number;
  #clock: Clock;
  #tokens: number;
  #last: number;

  constructor(options: BucketOptions) {
    this.#rate = options.ratePerSecond;
    this.#burst = options.burst;
    this.#clock = options.clock;
    this.#tokens = options.burst;
    this.#last = options.clock.now();
  }

  tryTake(n: number): TakeResult {
    const now = Math.max(this.#last, this.#clock.now());
    // Whole tokens only, and the rest of the elapsed time is thrown away.
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.floor(((now - this.#last) * this.#rate) / 1000));
    this.#last = now;
    if (n > this.#burst) return { ok: false, retryAfterMs: null };
    if (n <= this.#tokens) {
      this.#tokens -= n;
      return { ok: true };
    }
    return { ok: false, retryAfterMs: Math.ceil(((n - this.#tokens) * 1000) / this.#rate) };
  }
}
