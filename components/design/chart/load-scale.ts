import type { ComponentReport, FlowReport, LoadReport, ZoneState } from '../../../simulation/load/report.ts';

/** Colours of utilisation, of which each begins at its share. */
const levels = [
  { from: 0, colour: 'var(--q1)' },
  { from: 0.25, colour: 'var(--q2)' },
  { from: 0.45, colour: 'var(--q3)' },
  { from: 0.6, colour: 'var(--q4)' },
  { from: 0.75, colour: 'var(--q5)' },
  { from: 0.88, colour: 'var(--q6)' },
  { from: 0.97, colour: 'var(--q7)' },
] as const;

export const loadColours: readonly string[] = levels.map((level) => level.colour);

export function loadColour(utilisation: number): string {
  return levels.findLast((level) => utilisation >= level.from)?.colour ?? 'var(--q1)';
}

export function isHot(utilisation: number): boolean {
  return utilisation >= 0.97;
}

/** The index of a second in the series of a report. */
export function stepAt(report: LoadReport, second: number): number {
  const last = Math.max(0, Math.ceil(report.seconds / report.stepSeconds) - 1);
  return Math.min(last, Math.max(0, Math.floor(second / report.stepSeconds)));
}

/** Whether every zone in which it had instances is gone. */
export function isLost(zones: readonly ZoneState[] | undefined): boolean {
  if (!zones?.includes('lost')) return false;
  return zones.every((zone) => typeof zone !== 'number');
}

export interface HeatCell {
  from: number;
  to: number;
  utilisation: number | null;
  lost: boolean;
}

/** A component's run in at most so many cells, each with the highest utilisation in it. */
export function heatCells(component: ComponentReport, count: number): HeatCell[] {
  const steps = component.utilisation.length;
  const size = Math.max(1, Math.ceil(steps / count));
  return Array.from({ length: Math.ceil(steps / size) }, (_, index) => {
    const from = index * size;
    const to = Math.min(steps, from + size);
    const values = component.utilisation.slice(from, to).filter((value) => value !== null);
    return {
      from,
      to,
      utilisation: values.length > 0 ? Math.max(...values) : null,
      lost: isLost(component.zones?.[to - 1]),
    };
  });
}

/** Refused or failed, at each step. */
export function unserved(flow: FlowReport): number[] {
  return flow.offered.map((_, step) => (flow.refused[step] ?? 0) + (flow.failed[step] ?? 0));
}

/** Round values of a logarithmic axis that hold all that is drawn: powers of ten. */
export function logTicks(min: number, max: number): number[] {
  const from = Math.floor(Math.log10(Math.max(0.1, min)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(1, max))));
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
}

/** Round seconds of the time axis, about `count` of them. */
export function timeTicks(seconds: number, count: number): number[] {
  const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];
  const step = steps.find((one) => seconds / one <= count) ?? 7_200;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

/** Where the cursor stands at first: at the first planned event, else where most was not served, else in the middle. */
export function firstSecond(report: LoadReport): number {
  const planned = report.events.find((event) => event.planned);
  if (planned) return Math.min(report.seconds - 1, planned.at + 10);
  let worst = { step: Math.floor(report.seconds / report.stepSeconds / 2), value: 0 };
  for (const flow of report.flows) {
    for (const [step, value] of unserved(flow).entries()) if (value > worst.value) worst = { step, value };
  }
  return worst.step * report.stepSeconds;
}
