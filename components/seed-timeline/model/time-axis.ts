import type { TraceEvent } from '../../../domain/world/wire.ts';

/** A stretch in which nothing that is shown happened, drawn as a narrow band. */
export interface IdleBand {
  fromPx: number;
  toPx: number;
  idleMs: number;
}

export interface TimeAxis {
  /** Place of each event, in the order given; never to the left of the one before. */
  xs: readonly number[];
  idle: readonly IdleBand[];
  ticks: readonly { x: number; t: number }[];
  widthPx: number;
}

const leadPx = 28;
const closestPx = 14;
const widestPx = 96;
const idleBandPx = 30;
const tickEveryPx = 92;
/** A gap is idle when it is this long and this many times the usual gap. */
const idleMsMin = 100;
const idleTimesUsual = 12;

/**
 * Places events by time. Events of the same moment stand beside each other in their order, short gaps grow with their
 * length, and a gap in which nothing happens for long becomes a band of one width with its length written on it.
 */
export function timeAxis(events: readonly Pick<TraceEvent, 't'>[]): TimeAxis {
  const gaps = events.slice(1).map((event, index) => event.t - (events[index]?.t ?? 0));
  const usual = median(gaps.filter((gap) => gap > 0));
  const idleFrom = Math.max(idleMsMin, usual * idleTimesUsual);
  const xs: number[] = [];
  const idle: IdleBand[] = [];
  const ticks: { x: number; t: number }[] = [];
  let x = leadPx;
  events.forEach((event, index) => {
    const gap = index === 0 ? 0 : (gaps[index - 1] ?? 0);
    if (index > 0 && gap >= idleFrom) {
      idle.push({ fromPx: x + closestPx, toPx: x + closestPx + idleBandPx, idleMs: gap });
      x += idleBandPx + 2 * closestPx;
    } else if (index > 0) {
      x += Math.min(widestPx, closestPx + 16 * Math.log10(1 + Math.max(0, gap)));
    }
    xs.push(x);
    const last = ticks.at(-1);
    const isBehindIdle =
      idle.at(-1) !== undefined && (last?.x ?? 0) < (idle.at(-1)?.toPx ?? 0) && x > (idle.at(-1)?.toPx ?? 0);
    if (last === undefined || x - last.x >= tickEveryPx || (isBehindIdle && x - last.x >= 50))
      ticks.push({ x, t: event.t });
  });
  return { xs, idle, ticks, widthPx: x + 2 * leadPx };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
