/** Probability that a request has to wait with `servers` servers and an offered load of `load` (Erlang C). */
function waitProbability(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (load * blocked) / (n + load * blocked);
  const utilisation = load / servers;
  return blocked / (1 - utilisation + utilisation * blocked);
}

export default function values(): Record<string, number | string> {
  const serviceSeconds = 0.01;
  const rate = 1 / serviceSeconds;
  const meanMs = (arrivals: number) => 1000 / (rate - arrivals);
  const percentile99 = Math.log(100);

  const workers = 10;
  const slowRate = 1 / 0.1;
  const arrivals = 80;
  const shared = waitProbability(workers, arrivals / slowRate) / (workers * slowRate - arrivals);
  return {
    a: meanMs(80),
    b: percentile99 * meanMs(80),
    c: percentile99 * meanMs(95),
    d: rate - percentile99 / 0.25,
    e: 1000 * (shared + 1 / slowRate),
    f: 1000 / (slowRate - arrivals / workers),
  };
}
