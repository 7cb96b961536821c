import type { Ms } from './event-queue.ts';

/**
 * How long something takes, in milliseconds. `{p50, p99}` is lognormal through these two quantiles, which is what
 * measured latencies of calls look like; `exp` is the mean of an exponential.
 */
export type Dist = { p50: Ms; p99: Ms } | { const: Ms } | { exp: Ms };

// 99th percentile of the standard normal.
const z99 = 2.3263478740408408;

/** The value at quantile `u` in [0, 1): inverse transform, so that one uniform draw decides one value. */
export function quantileOf(dist: Dist, u: number): Ms {
  if ('const' in dist) return dist.const;
  if ('exp' in dist) return -Math.log1p(-u) * dist.exp;
  const sigma = Math.log(dist.p99 / dist.p50) / z99;
  return dist.p50 * Math.exp(sigma * normalQuantile(Math.min(Math.max(u, 1e-9), 1 - 1e-9)));
}

/**
 * Quantile of the standard normal by Acklam's rational approximation; relative error below 1.15e-9.
 * Source: P. J. Acklam, An algorithm for computing the inverse normal cumulative distribution function (2003).
 */
export function normalQuantile(p: number): number {
  const a = [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ];
  const b = [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
    -1.328068155288572e1,
  ];
  const c = [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
  const poly = (coefficients: readonly number[], x: number) =>
    coefficients.reduce((sum, k) => sum * x + k, 0);
  const tail = 0.02425;
  if (p < tail) {
    const q = Math.sqrt(-2 * Math.log(p));
    return poly(c, q) / (poly(d, q) * q + 1);
  }
  if (p > 1 - tail) return -normalQuantile(1 - p);
  const q = p - 0.5;
  const r = q * q;
  return (poly(a, r) * q) / (poly(b, r) * r + 1);
}
