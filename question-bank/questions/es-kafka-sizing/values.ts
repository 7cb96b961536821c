export default function values(): Record<string, number | string> {
  const peak = 90_000;
  const mean = 35_000;
  const bytes = 1200;
  const replicas = 3;
  return {
    a: Math.ceil(peak / (2500 * 0.6)),
    b: (peak * bytes * replicas) / 1e6,
    c: (mean * bytes * 86_400 * 3 * replicas) / 1e12,
  };
}
