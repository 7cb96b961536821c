import { TokenBucket } from './solution.ts';

let now = 0;
let bucket: TokenBucket | null = null;
const clock = { now: () => now };

/** A new bucket at the given time. */
export function create(ratePerSecond: number, burst: number, at: number): void {
  now = at;
  bucket = new TokenBucket({ ratePerSecond, burst, clock });
}

/** Sets the clock and takes, step by step; gives back what each call returned. */
export function play(steps: Array<[at: number, n: number]>): unknown[] {
  const results: unknown[] = [];
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index];
    now = step[0];
    results[index] = bucket.tryTake(step[1]);
  }
  return results;
}

/** Takes one token every `everyMs`; gives back the times at which that worked. */
export function poll(from: number, everyMs: number, times: number): number[] {
  const admittedAt: number[] = [];
  for (let index = 0; index < times; index += 1) {
    now = from + index * everyMs;
    if (bucket.tryTake(1).ok) admittedAt[admittedAt.length] = now;
  }
  return admittedAt;
}
