import type { ChartLine } from './incident.ts';
import { chartSamples } from './limits.ts';

/**
 * A line of a chart as `[minute, value]` points: straight between the author's points, with noise that is the same at
 * every look (a hash of the line's name and the point's place). The author's last point keeps its value, because it
 * is the one that is printed beside the chart. Values never fall below zero.
 */
export function sampleLine(line: ChartLine, toMinute: number, seed: string): [number, number][] {
  const points = line.points.toSorted((a, b) => a[0] - b[0]);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  return Array.from({ length: chartSamples + 1 }, (_, index): [number, number] => {
    const minute = (index / chartSamples) * toMinute;
    const value = valueAt(points, minute, first, last);
    if (index === chartSamples) return [minute, value];
    const wobble = (noiseAt(`${seed}/${line.label}`, index) - 0.5) * 2;
    return [minute, Math.max(0, value * (1 + (wobble * line.noisePercent) / 100))];
  });
}

function valueAt(
  points: readonly [number, number][],
  minute: number,
  first: [number, number],
  last: [number, number],
): number {
  if (minute <= first[0]) return first[1];
  for (let index = 1; index < points.length; index += 1) {
    const [from, to] = [points[index - 1], points[index]];
    if (!from || !to || minute > to[0]) continue;
    const share = to[0] === from[0] ? 1 : (minute - from[0]) / (to[0] - from[0]);
    return from[1] + share * (to[1] - from[1]);
  }
  return last[1];
}

/** FNV-1a over the text and the place, as a number from 0 to 1. */
function noiseAt(text: string, index: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${text}#${index}`) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash >>> 0) / 0xffffffff;
}
