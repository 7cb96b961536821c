export default function values(): Record<string, number | string> {
  const reads = 24_000;
  const hitRatio = 0.96;
  const sustained = 3000;
  const afterLossOf = (shards: number) => reads * (1 - hitRatio * (1 - 1 / shards));
  let shards = 2;
  while (afterLossOf(shards) > sustained) shards += 1;
  return { a: reads * (1 - hitRatio), b: afterLossOf(6), c: shards };
}
