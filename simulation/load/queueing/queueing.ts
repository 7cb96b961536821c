/**
 * Formulas of queueing theory. Notation: `load` is a = λ/μ in Erlang, `servers` is c, utilisation ρ = a/c. Sources:
 * L. Kleinrock, Queueing Systems I (1975); the wait of M/G/c by Lee and Longton (1959), as in A. O. Allen (1990).
 */

/** Erlang's loss formula B by its recursion: the share of calls that find all servers busy, where none may wait. */
export function erlangB(load: number, servers: number): number {
  let blocked = 1;
  for (let k = 1; k <= servers; k += 1) blocked = (load * blocked) / (k + load * blocked);
  return blocked;
}

const exactServersMax = 400;

/** Erlang's delay formula C: the share that has to wait, for ρ < 1; 1 from there on. */
export function erlangC(load: number, servers: number): number {
  const utilisation = load / servers;
  if (utilisation >= 1) return 1;
  if (load <= 0) return 0;
  // Halfin and Whitt (1981): exact as the number of servers grows, and within a hundredth here.
  if (servers > exactServersMax) {
    const slack = (1 - utilisation) * Math.sqrt(servers);
    return 1 / (1 + Math.sqrt(2 * Math.PI) * slack * normalCdf(slack) * Math.exp((slack * slack) / 2));
  }
  const blocked = erlangB(load, servers);
  return blocked / (1 - utilisation * (1 - blocked));
}

/** Mean wait of M/G/c in the unit of `serviceTime`; exact for one server (Pollaczek and Khinchine) and for M/M/c. */
export function meanWait(load: number, servers: number, serviceTime: number, cv2: number): number {
  const utilisation = load / servers;
  if (utilisation >= 1) return Number.POSITIVE_INFINITY;
  return (erlangC(load, servers) * serviceTime * (1 + cv2)) / (2 * servers * (1 - utilisation));
}

/** Share of arrivals that M/M/c/K refuses, where `places` may wait behind the servers. Any utilisation. */
export function blockedShare(load: number, servers: number, places: number): number {
  if (load <= 0) return 0;
  const blocked = erlangB(load, servers);
  const utilisation = load / servers;
  // Divided by ρ^places, so that nothing overflows above 1; the sum over waiting states is a geometric one.
  const below = (1 / blocked - 1) * utilisation ** -places;
  const waiting =
    Math.abs(utilisation - 1) < 1e-9
      ? places + 1
      : (utilisation ** -(places + 1) - 1) / (1 / utilisation - 1);
  const share = 1 / (below + waiting);
  return Number.isFinite(share) ? share : 0;
}

/** Calls for one request with `attempts` tries that each fail with probability `failure`, within a budget of retries. */
export function meanAttempts(failure: number, attempts: number, budget: number | null): number {
  if (attempts <= 1 || failure <= 0) return 1;
  const mean = failure >= 1 ? attempts : (1 - failure ** attempts) / (1 - failure);
  return budget === null ? mean : Math.min(mean, 1 + budget);
}

/** Distribution function of the standard normal: Abramowitz and Stegun 26.2.17, absolute error below 7.5e-8. */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return x >= 0 ? 1 - tail : tail;
}
