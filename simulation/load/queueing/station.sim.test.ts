import { describe, expect, test } from 'vitest';
import { Noise } from './noise.ts';
import { meanWait } from './queueing.ts';
import { Station } from './station.ts';

/** Every arrival and departure of a queue with several servers, one by one: what the station's formulas stand for. */
function waitsOneByOne(
  servers: number,
  arrivalsPerSecond: number,
  work: () => number,
  arrivals: number,
  seed: number,
) {
  const noise = new Noise(seed, 'one by one');
  const free = new Array<number>(servers).fill(0);
  const waits = new Float64Array(arrivals);
  let now = 0;
  for (let index = 0; index < arrivals; index += 1) {
    now += noise.exponential(1000 / arrivalsPerSecond);
    let soonest = 0;
    for (let one = 1; one < servers; one += 1) if ((free[one] ?? 0) < (free[soonest] ?? 0)) soonest = one;
    const begins = Math.max(now, free[soonest] ?? 0);
    free[soonest] = begins + work();
    waits[index] = begins - now;
  }
  // The beginning is not yet as it stays.
  return waits.slice(arrivals / 10);
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: Float64Array, share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

function waitsOfStation(
  load: { arrivals: number; servers: number; serviceMs: number; cv2: number },
  seed: number,
) {
  const station = new Station();
  const bounds = {
    slots: Number.POSITIVE_INFINITY,
    holdMs: load.serviceMs,
    places: Number.POSITIVE_INFINITY,
  };
  for (let step = 0; step < 5; step += 1) station.update({ ...load, ...bounds });
  const noise = new Noise(seed, 'station');
  return Float64Array.from({ length: 400_000 }, () => station.wait(noise));
}

describe('a station waits as its queue does, arrival by arrival', { timeout: 60_000 }, () => {
  const seed = 11;
  for (const { name, arrivals, servers, serviceMs, cv2 } of [
    { name: 'M/M/1 at 0.8', arrivals: 80, servers: 1, serviceMs: 10, cv2: 1 },
    { name: 'M/M/10 at 0.8', arrivals: 80, servers: 10, serviceMs: 100, cv2: 1 },
    { name: 'M/M/5 at 0.9', arrivals: 45, servers: 5, serviceMs: 100, cv2: 1 },
    { name: 'M/D/1 at 0.8', arrivals: 80, servers: 1, serviceMs: 10, cv2: 0 },
    { name: 'M/G/1 at 0.8, variation 4', arrivals: 80, servers: 1, serviceMs: 10, cv2: 4 },
  ]) {
    test(`${name}, seed ${seed}`, () => {
      const noise = new Noise(seed, 'work');
      const each = waitsOneByOne(servers, arrivals, () => noise.work(serviceMs, cv2), 1_000_000, seed);
      const station = waitsOfStation({ arrivals, servers, serviceMs, cv2 }, seed);
      const theory = meanWait((arrivals * serviceMs) / 1000, servers, serviceMs, cv2);
      expect(Math.abs(mean(station) / theory - 1)).toBeLessThan(0.02);
      expect(Math.abs(mean(station) / mean(each) - 1)).toBeLessThan(cv2 > 1 ? 0.08 : 0.06);
      if (cv2 === 1) expect(Math.abs(quantile(station, 0.99) / quantile(each, 0.99) - 1)).toBeLessThan(0.09);
    });
  }

  test('above saturation work piles up, fills the places and is refused; afterwards it drains at what is left over', () => {
    const station = new Station();
    const load = { servers: 10, serviceMs: 100, cv2: 1, slots: 10, holdMs: 100, places: 60 };
    for (let step = 0; step < 5; step += 1) station.update({ ...load, arrivals: 110 });
    expect(station.backlog).toBeCloseTo(50, 6);
    for (let step = 0; step < 5; step += 1) station.update({ ...load, arrivals: 110 });
    expect(station.backlog).toBe(60);
    expect(station.refusedShare).toBeCloseTo(10 / 110, 2);
    // Backlog over what capacity leaves: 60 / (100 - 70) seconds.
    for (let step = 0; step < 2; step += 1) station.update({ ...load, arrivals: 70 });
    expect(station.backlog).toBeCloseTo(0, 6);
  });

  test('slots that wait for others are what runs out, not processors', () => {
    const station = new Station();
    station.update({
      arrivals: 100,
      servers: 64,
      serviceMs: 2,
      cv2: 1,
      slots: 100,
      holdMs: 2_000,
      places: 0,
    });
    expect(station.utilisation).toBeCloseTo(2, 6);
    expect(station.refusedShare).toBeGreaterThan(0.45);
  });
});
