import type { FlowReport, LoadReport } from '../../../simulation/load/report.ts';
import type { Objective } from '../../../simulation/load/scenario.ts';
import { shortNumber } from '../../incident/chart/chart-scale.ts';
import { milliseconds } from '../results/measure-words.ts';
import { logTicks } from './load-scale.ts';
import { linePath, type Plot } from './plot.ts';
import { RowTitle } from './row-title.tsx';

interface LatencyPlotProps {
  flow: FlowReport;
  report: LoadReport;
  plot: Plot;
  limit: Objective | null;
  top: number;
  height: number;
}

/** p50 and p99 on a logarithmic scale, with what was agreed dotted and what is above it on red ground. */
export function LatencyPlot({ flow, report, plot, limit, top, height }: LatencyPlotProps) {
  const values = [...flow.p50Ms, ...flow.p99Ms].filter((value) => value !== null);
  const all = limit ? [...values, limit.limit] : values;
  const ticks = logTicks(all.length > 0 ? Math.min(...all) : 1, all.length > 0 ? Math.max(...all) : 1_000);
  const [low, high] = [Math.log10(ticks[0] ?? 1), Math.log10(ticks.at(-1) ?? 1_000)];
  const y = (value: number) =>
    top + (1 - (Math.log10(Math.max(ticks[0] ?? 1, value)) - low) / (high - low)) * height;
  const quantile = limit?.measure.kind === 'latency' ? limit.measure.quantile : 0.99;
  const judged = quantile <= 0.5 ? flow.p50Ms : flow.p99Ms;
  const above = limit
    ? judged.flatMap((value, step) =>
        value !== null && value > limit.limit && isJudged(limit, step * report.stepSeconds) ? [step] : [],
      )
    : [];
  const right = plot.left + plot.inner;
  const firstAbove = above[0];
  return (
    <g>
      <RowTitle top={top + height / 2 - 4} title="Latency" unit="ms, log" />
      {spans(above).map(([from, to]) => (
        <rect
          key={from}
          x={plot.x(from * report.stepSeconds)}
          y={top}
          width={Math.max(1, plot.x((to + 1) * report.stepSeconds) - plot.x(from * report.stepSeconds))}
          height={height}
          fill="var(--fail-soft)"
        />
      ))}
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${plot.left} ${y(tick)}H${right}`} stroke="var(--grid)" />
          <text
            x={plot.left - 6}
            y={y(tick) + 3.5}
            textAnchor="end"
            className="fill-ink-3 font-mono text-[0.625rem]"
          >
            {shortNumber(tick)}
          </text>
        </g>
      ))}
      {limit && (
        <>
          <path
            d={`M${plot.left} ${y(limit.limit)}H${right}`}
            stroke="var(--ink)"
            strokeDasharray="1.5 3"
            strokeWidth={1.25}
          />
          <text x={right + 5} y={y(limit.limit)} className="fill-ink text-[0.65625rem] font-medium">
            {milliseconds(limit.limit)}
          </text>
          <text x={right + 5} y={y(limit.limit) + 11} className="fill-ink-3 text-[0.625rem]">
            p{Math.round(quantile * 1_000) / 10}
          </text>
        </>
      )}
      <path d={linePath(flow.p50Ms, plot, y)} fill="none" stroke="var(--c1)" strokeWidth={1.5} />
      <path d={linePath(flow.p99Ms, plot, y)} fill="none" stroke="var(--c2)" strokeWidth={1.5} />
      <LineName series={flow.p99Ms} {...{ plot, y }} name="p99" colour="var(--c2)" shift={-6} />
      <LineName series={flow.p50Ms} {...{ plot, y }} name="p50" colour="var(--c1)" shift={13} />
      {firstAbove !== undefined && (
        <text
          x={Math.min(right - 110, plot.x(firstAbove * report.stepSeconds) + 5)}
          y={top + height - 6}
          className="text-[0.65625rem] font-medium"
          fill="var(--fail)"
          stroke="var(--fail-soft)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {above.length * report.stepSeconds} s above {milliseconds(limit?.limit ?? 0)}
        </text>
      )}
    </g>
  );
}

/** Outside its window nothing was agreed. */
function isJudged({ window }: Objective, second: number): boolean {
  return window === null || (second >= window[0] && second < window[1]);
}

interface LineNameProps {
  series: readonly (number | null)[];
  plot: Plot;
  y: (value: number) => number;
  name: string;
  colour: string;
  /** Above its line, or below it where another is near. */
  shift: number;
}

/** Near the beginning, where lines are mostly quiet. */
function LineName({ series, plot, y, name, colour, shift }: LineNameProps) {
  const step = Math.floor(series.length / 20);
  const value = series.slice(step).find((one) => one !== null);
  if (value === undefined || value === null) return null;
  return (
    <text
      x={plot.x(step * plot.stepSeconds)}
      y={y(value) + shift}
      className="text-[0.65625rem] font-medium"
      fill={colour}
      stroke="var(--panel)"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {name}
    </text>
  );
}

/** Steps that follow each other, as first and last. */
function spans(steps: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (last && step === last[1] + 1) last[1] = step;
    else found.push([step, step]);
  }
  return found;
}
