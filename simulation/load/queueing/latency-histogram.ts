/** Latencies in classes that grow by 3 %, so that a quantile is known to 1.5 % at any size. Weights are requests. */
const growth = 1.03;
const smallestMs = 0.1;
const logGrowth = Math.log(growth);
export const latencyClasses = 640;

export function latencyClass(ms: number): number {
  if (ms <= smallestMs) return 0;
  return Math.min(latencyClasses - 1, Math.round(Math.log(ms / smallestMs) / logGrowth));
}

export function classMs(index: number): number {
  return smallestMs * growth ** index;
}

/** The value below which this share of the weights lies; null where there is none. */
export function weightedQuantile(weights: ArrayLike<number>, quantile: number): number | null {
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) total += weights[index] ?? 0;
  if (total <= 0) return null;
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    sum += weights[index] ?? 0;
    if (sum >= quantile * total) return classMs(index);
  }
  return classMs(weights.length - 1);
}
