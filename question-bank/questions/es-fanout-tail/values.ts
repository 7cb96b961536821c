export default function values(): Record<string, number | string> {
  const shards = 40;
  const inTime = 0.99;
  const hedgeAfter = 0.95;
  return { a: 100 * (1 - inTime ** shards), b: 100 * inTime ** (1 / shards), c: 100 * (1 - hedgeAfter) };
}
