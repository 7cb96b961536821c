/**
 * How often a cache has what is asked for, when requests are spread over objects by Zipf's law. Objects of nearly the
 * same rank are one class, so that two million of them cost a few hundred terms.
 */
export interface RankClass {
  /** Objects in it. */
  objects: number;
  /** Share of all requests that each of them gets. */
  share: number;
}

const exactRanks = 64;
const growth = 1.06;

export function zipfClasses(exponent: number, objects: number): RankClass[] {
  const classes: RankClass[] = [];
  let total = 0;
  for (let from = 1; from <= objects; ) {
    const to = from < exactRanks ? from : Math.min(objects, Math.max(from, Math.floor(from * growth)));
    // The middle of the class stands for all of it, in the mean of r^-s over it.
    const share = to === from ? from ** -exponent : meanPower(from - 0.5, to + 0.5, exponent);
    classes.push({ objects: to - from + 1, share });
    total += share * (to - from + 1);
    from = to + 1;
  }
  for (const one of classes) one.share /= total;
  return classes;
}

function meanPower(from: number, to: number, exponent: number): number {
  const integral =
    Math.abs(exponent - 1) < 1e-9
      ? Math.log(to / from)
      : (to ** (1 - exponent) - from ** (1 - exponent)) / (1 - exponent);
  return integral / (to - from);
}

export interface CacheModel {
  /** Objects that fit. */
  capacity: number;
  /** How long an object is kept from when it was fetched, s. */
  ttlSeconds: number;
  /** Requests a second. */
  rate: number;
  /**
   * How long one fetch takes, s, while every request for that object is a miss of its own; 0 where misses are
   * coalesced.
   */
  fetchSeconds: number;
}

/**
 * Share of hits. Least recently used by Che's approximation (Che, Tung and Wang 2002): an object stays for a
 * characteristic time that is the same for all. A time to live from the fetch gives rT/(1 + rT) for a rate r.
 */
export function hitShare(classes: readonly RankClass[], model: CacheModel): number {
  const { rate, ttlSeconds, fetchSeconds } = model;
  if (rate <= 0 || model.capacity <= 0) return 0;
  const characteristic = characteristicSeconds(classes, model.capacity, rate);
  let hits = 0;
  for (const one of classes) {
    const arrivals = one.share * rate;
    const kept = -Math.expm1(-arrivals * characteristic);
    const missesOfOne = 1 + arrivals * fetchSeconds;
    const fresh = (arrivals * ttlSeconds) / (arrivals * ttlSeconds + missesOfOne);
    hits += one.objects * one.share * Math.min(kept, fresh);
  }
  return hits;
}

/** The time after which an object that was not asked for is gone: Σ (1 − e^(−rᵢt)) = capacity, by bisection. */
function characteristicSeconds(classes: readonly RankClass[], capacity: number, rate: number): number {
  const objects = classes.reduce((sum, one) => sum + one.objects, 0);
  if (capacity >= objects) return Number.POSITIVE_INFINITY;
  const held = (seconds: number) =>
    classes.reduce((sum, one) => sum - one.objects * Math.expm1(-one.share * rate * seconds), 0);
  let low = 0;
  let high = capacity / rate;
  while (held(high) < capacity) high *= 2;
  for (let turn = 0; turn < 40; turn += 1) {
    const middle = (low + high) / 2;
    if (held(middle) < capacity) low = middle;
    else high = middle;
  }
  return high;
}
