/** Whole milliseconds. The value may repeat, and it may be smaller than the one before. */
interface Clock {
  now(): number;
}

interface BucketOptions {
  ratePerSecond: number;
  burst: number;
  clock: Clock;
}

type TakeResult = { ok: true } | { ok: false; retryAfterMs: number | null };
