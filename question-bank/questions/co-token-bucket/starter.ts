export class TokenBucket {
  constructor(options: BucketOptions) {
    // Keep what you need of options.ratePerSecond, options.burst and options.clock.
  }

  tryTake(n: number): TakeResult {
    return { ok: false, retryAfterMs: null };
  }
}
