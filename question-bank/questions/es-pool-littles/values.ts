/** Probability that a request has to wait with `servers` servers and an offered load of `load` (Erlang C). */
function waitProbability(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n += 1) blocked = (load * blocked) / (n + load * blocked);
  const utilisation = load / servers;
  return blocked / (1 - utilisation + utilisation * blocked);
}

export default function values(): Record<string, number | string> {
  const pods = 12;
  const inUse = 1800 * 0.014;
  const perPod = inUse / pods;
  let pool = Math.ceil(perPod);
  while (waitProbability(pool, perPod) > 0.01) pool += 1;
  const atPeak = Math.ceil(pods * 1.25) * pool;
  return { a: inUse, b: pool, c: atPeak, d: atPeak > 100 ? 'does-not-fit' : 'fits' };
}
