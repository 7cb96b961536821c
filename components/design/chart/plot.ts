import type { LoadReport } from '../../../simulation/load/report.ts';

/** Where the plots of a chart stand: they share one axis of time. */
export interface Plot {
  left: number;
  /** Width of the plots. */
  inner: number;
  stepSeconds: number;
  x: (second: number) => number;
}

const narrowPx = 560;

export function plotOf(report: LoadReport, width: number): Plot {
  const left = width < narrowPx ? 96 : 124;
  const right = width < narrowPx ? 44 : 64;
  const inner = width - left - right;
  return {
    left,
    inner,
    stepSeconds: report.stepSeconds,
    x: (second) => left + (second / report.seconds) * inner,
  };
}

/** At most one point a pixel: the highest of those that fall on it, so that no spike is lost. */
export function sampled(
  series: readonly (number | null)[],
  count: number,
): { step: number; value: number | null }[] {
  const size = Math.max(1, Math.ceil(series.length / Math.max(1, count)));
  return Array.from({ length: Math.ceil(series.length / size) }, (_, index) => {
    const values = series.slice(index * size, (index + 1) * size).filter((value) => value !== null);
    return { step: index * size, value: values.length > 0 ? Math.max(...values) : null };
  });
}

/** A line, broken where there is no value. */
export function linePath(
  series: readonly (number | null)[],
  plot: Plot,
  y: (value: number) => number,
): string {
  let open = false;
  let path = '';
  for (const { step, value } of sampled(series, plot.inner)) {
    if (value === null) {
      open = false;
      continue;
    }
    path += `${open ? 'L' : 'M'}${plot.x(step * plot.stepSeconds).toFixed(1)} ${y(value).toFixed(1)}`;
    open = true;
  }
  return path;
}

/** A line over the ground, closed for filling. */
export function areaPath(
  series: readonly number[],
  plot: Plot,
  y: (value: number) => number,
  closed: boolean,
): string {
  const line = linePath(series, plot, y);
  if (!closed || line === '') return line;
  const end = plot.x((series.length - 1) * plot.stepSeconds).toFixed(1);
  return `${line}L${end} ${y(0)}L${plot.x(0)} ${y(0)}Z`;
}
