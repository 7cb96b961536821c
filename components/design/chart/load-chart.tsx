'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { FlowReport, LoadReport } from '../../../simulation/load/report.ts';
import type { Objective } from '../../../simulation/load/scenario.ts';
import { axisTicks, shortNumber } from '../../incident/chart/chart-scale.ts';
import { milliseconds, perSecond } from '../results/measure-words.ts';
import { EventMarks } from './event-marks.tsx';
import { HeatRows } from './heat-rows.tsx';
import { LatencyPlot } from './latency-plot.tsx';
import { stepAt, timeTicks, unserved } from './load-scale.ts';
import { areaPath, type Plot, plotOf } from './plot.ts';
import { RowTitle } from './row-title.tsx';

interface LoadChartProps {
  report: LoadReport;
  flow: FlowReport;
  /** What is agreed of the flow's latency in this profile. */
  limit: Objective | null;
  second: number;
  onSecond: (second: number) => void;
  selected: string | null;
  onSelect: (id: string | null) => void;
}

const eventsHeight = 34;
const trafficHeight = 54;
const latencyHeight = 104;
const gap = 16;
const rowHeight = 14;
const axisHeight = 20;

/** One run on one axis of time: what came, how long it took, how busy each component was, and what happened. */
export function LoadChart({ report, flow, limit, second, onSecond, selected, onSelect }: LoadChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(300, Math.floor(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const rows = report.components.filter((one) => one.utilisation.some((value) => value !== null));
  const plot = plotOf(report, width);
  const trafficTop = eventsHeight;
  const latencyTop = trafficTop + trafficHeight + gap;
  const heatTop = latencyTop + latencyHeight + gap;
  const foot = heatTop + rows.length * rowHeight;
  const height = foot + axisHeight;
  const last = report.seconds - report.stepSeconds;
  const step = stepAt(report, second);
  const move = (to: number) => onSecond(Math.min(last, Math.max(0, Math.round(to))));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.round(report.seconds / 10);
    const to = new Map([
      ['ArrowLeft', second - report.stepSeconds],
      ['ArrowDown', second - report.stepSeconds],
      ['ArrowRight', second + report.stepSeconds],
      ['ArrowUp', second + report.stepSeconds],
      ['PageDown', second - page],
      ['PageUp', second + page],
      ['Home', 0],
      ['End', last],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const rect = event.currentTarget.getBoundingClientRect();
    move(((event.clientX - rect.left) / rect.width) * report.seconds);
    if (event.type !== 'pointerdown') return;
    const row = rows[Math.floor((event.clientY - rect.top - (heatTop - eventsHeight)) / rowHeight)];
    if (event.clientY - rect.top >= heatTop - eventsHeight && row) onSelect(row.id);
  };
  const at = (series: readonly (number | null)[]) => series[step] ?? null;
  const p99 = at(flow.p99Ms);
  const words = [
    `${Math.round(second)} s`,
    `${perSecond(at(flow.offered) ?? 0)} offered`,
    `${perSecond(unserved(flow)[step] ?? 0)} not served`,
    p99 === null ? 'nothing answered' : `p99 ${milliseconds(p99)}`,
  ];
  const x = plot.x(second);
  return (
    <div ref={box} className="relative min-w-0">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={finding(report, flow, limit)}
        className="block"
      >
        {timeTicks(report.seconds, plot.inner / 80).map((tick) => (
          <g key={tick}>
            <path d={`M${plot.x(tick)} ${trafficTop}V${foot}`} stroke="var(--grid)" />
            <text
              x={plot.x(tick)}
              y={foot + 14}
              textAnchor="middle"
              // The cursor's own second stands there.
              visibility={Math.abs(plot.x(tick) - x) < 24 ? 'hidden' : 'visible'}
              className="fill-ink-3 font-mono text-[0.625rem]"
            >
              {tick}
            </text>
          </g>
        ))}
        <text x={plot.left + plot.inner + 16} y={foot + 14} className="fill-ink-3 font-mono text-[0.625rem]">
          s
        </text>
        <Traffic {...{ flow, plot }} top={trafficTop} height={trafficHeight} />
        <LatencyPlot {...{ flow, plot, limit, report }} top={latencyTop} height={latencyHeight} />
        <HeatRows {...{ rows, plot, selected, width }} top={heatTop} rowHeight={rowHeight} />
        <EventMarks events={report.events} {...{ plot, width, foot }} />
        <path d={`M${x} ${eventsHeight - 4}V${foot + 2}`} stroke="var(--accent)" strokeWidth={1.5} />
        <text
          x={x}
          y={foot + 14}
          textAnchor="middle"
          className="font-mono text-[0.625rem] font-medium"
          fill="var(--accent)"
          stroke="var(--panel)"
          strokeWidth={5}
          paintOrder="stroke"
        >
          {Math.round(second)}
        </text>
      </svg>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Second of the run"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={Math.round(second)}
        aria-valuetext={words.join(', ')}
        onKeyDown={onKeyDown}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        className="absolute cursor-col-resize touch-pan-y"
        style={{ left: plot.left, width: plot.inner, top: eventsHeight, height: foot - eventsHeight + 16 }}
      />
    </div>
  );
}

function Traffic({ flow, plot, top, height }: { flow: FlowReport; plot: Plot; top: number; height: number }) {
  const lost = unserved(flow);
  const ticks = axisTicks(Math.max(1, ...flow.offered, ...lost), 2);
  const ceiling = ticks.at(-1) ?? 1;
  const y = (value: number) => top + (1 - value / ceiling) * height;
  const total = flow.totals.refused + flow.totals.failed;
  const first = lost.findIndex((value) => value > ceiling / 100);
  return (
    <g>
      <RowTitle top={top + height / 2 - 4} title="Traffic" unit="requests/s" />
      {ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${plot.left} ${y(tick)}H${plot.left + plot.inner}`} stroke="var(--grid)" />
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
      <path d={areaPath(flow.offered, plot, y, true)} fill="var(--band)" />
      <path d={areaPath(flow.offered, plot, y, false)} fill="none" stroke="var(--c7)" strokeWidth={1.25} />
      <path d={areaPath(lost, plot, y, true)} fill="var(--fail)" fillOpacity={0.75} />
      {total >= 1 && (
        <text
          x={Math.min(plot.left + plot.inner - 150, Math.max(plot.left + 4, plot.x(Math.max(0, first)) + 4))}
          y={top + 11}
          className="text-[0.65625rem] font-medium"
          fill="var(--fail)"
          stroke="var(--panel)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {Math.round(total).toLocaleString('en-US')} refused or failed
        </text>
      )}
    </g>
  );
}

/** The run in sentences. */
function finding(report: LoadReport, flow: FlowReport, limit: Objective | null): string {
  const { totals } = flow;
  const worst = Math.max(0, ...flow.p99Ms.map((value) => value ?? 0));
  const hot = report.components.filter((one) => (one.peak ?? 0) >= 0.97).map((one) => one.label);
  return [
    `${flow.title}: ${Math.round(totals.offered).toLocaleString('en-US')} requests in ${report.seconds} s,`,
    `${Math.round(totals.refused + totals.failed).toLocaleString('en-US')} refused or failed.`,
    `Highest p99 ${milliseconds(worst)}${limit ? `, agreed are ${milliseconds(limit.limit)}` : ''}.`,
    hot.length > 0 ? `At their limit: ${hot.join(', ')}.` : 'No component was at its limit.',
  ].join(' ');
}
