export class TokenBucket {
  #rate: number;
  #burst: number;
  #clock: Clock;
  #tokens: number;
  #highest: number;

  constructor(options: BucketOptions) {
    this.#rate = options.ratePerSecond;
    this.#burst = options.burst;
    this.#clock = options.clock;
    this.#tokens = options.burst;
    this.#highest = options.clock.now();
  }

  tryTake(n: number): TakeResult {
    const now = this.#clock.now();
    if (now > this.#highest) {
      // Right on paper; in binary fractions the sum of many small parts is not the whole.
      this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#highest) * (this.#rate / 1000));
      this.#highest = now;
    }
    if (n > this.#burst) return { ok: false, retryAfterMs: null };
    if (n <= this.#tokens) {
      this.#tokens -= n;
      return { ok: true };
    }
    return { ok: false, retryAfterMs: this.#highest - now + Math.ceil(((n - this.#tokens) / this.#rate) * 1000) };
  }
}
