import { Histogram } from './solution.ts';

const histograms = new Map<string, Histogram>();

function get(name: string): Histogram {
  let histogram = histograms.get(name);
  if (!histogram) {
    histogram = new Histogram();
    histograms.set(name, histogram);
  }
  return histogram;
}

export function record(name: string, values: number[]): void {
  const histogram = get(name);
  for (const value of values) histogram.record(value);
}

export function merge(into: string, from: string): void {
  get(into).merge(get(from));
}

/** A copy that went through JSON; gives back the length of the text. */
export function copy(from: string, to: string): number {
  const text = JSON.stringify(get(from));
  histograms.set(to, Histogram.fromJSON(JSON.parse(text)));
  return text.length;
}

/** Results at the given places; infinity as a text, because JSON has none. */
export function look(name: string, quantiles: number[]): unknown {
  const histogram = get(name);
  const results = quantiles.map((q) => {
    const value = histogram.quantile(q);
    return value === Number.POSITIVE_INFINITY ? 'Infinity' : (value ?? null);
  });
  return { count: histogram.count, results };
}

/** Many histograms at once, each of many values. */
export function flood(count: number, values: number): unknown {
  const all: Histogram[] = [];
  let state = 1;
  for (let index = 0; index < count; index += 1) {
    const histogram = new Histogram();
    for (let value = 0; value < values; value += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      histogram.record(Math.floor(Math.exp((state / 4294967296) * 22)));
    }
    all.push(histogram);
  }
  const counted = all.reduce((sum, histogram) => sum + histogram.count, 0);
  return { counted, medianOfFirst: all[0].quantile(0.5) };
}
