'use client';

import { useEffect, useRef, useState } from 'react';
import { sampleLine } from '../../../domain/incident/chart-samples.ts';
import type { IncidentChart as Chart, IncidentClock } from '../../../domain/incident/incident.ts';
import { clockAt, minutesBetween } from '../../../domain/incident/investigation.ts';
import { axisTicks, markKey, shortNumber, spreadLabels } from './chart-scale.ts';

interface IncidentChartProps {
  chart: Chart;
  clock: IncidentClock;
  /** Of the plot, in pixels. */
  height?: number;
  headingLevel?: 3 | 4;
  /** Small charts in a row name their marks by letters, which a legend explains; alone a chart says them in full. */
  letters?: MarkLetters;
}

/** Letters of marks, by `markKey`. */
export type MarkLetters = ReadonlyMap<string, string>;

const colours = ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)'];
const labelColours = ['var(--c1)', 'var(--c2)', 'var(--c3-text)', 'var(--c4)', 'var(--c5-text)'];
const top = 16;
const bottom = 18;
const right = 6;
const lineHeight = 13;
/** Of chart labels, on average. */
const labelCharacterPx = 5.6;
/** Two letters nearer than this lie on each other. */
const letterPx = 9;

/** Lines over the hour before the call, with the value that each has now, what was agreed, and what happened meanwhile. */
export function IncidentChart({ chart, clock, height = 118, headingLevel = 3, letters }: IncidentChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(240);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(140, Math.floor(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const minutes = minutesBetween(clock.startsAt, clock.onCallAt);
  const lines = chart.lines.map((line, index) => ({
    ...line,
    samples: sampleLine(line, minutes, chart.id),
    colour: colours[index] ?? 'var(--c7)',
    labelColour: labelColours[index] ?? 'var(--c7)',
  }));
  const peak = Math.max(
    ...lines.flatMap((line) => line.samples.map(([, value]) => value)),
    chart.limit?.value ?? 0,
  );
  const ticks = axisTicks(peak, 3);
  const ceiling = ticks.at(-1) ?? 1;
  const left = 8 + Math.max(...ticks.map((tick) => shortNumber(tick).length)) * 6.1;
  const x = (minute: number) => left + (minute / minutes) * (width - left - right);
  const y = (value: number) => top + (1 - value / ceiling) * (height - top - bottom);
  const last = lines.map((line) => line.samples.at(-1)?.[1] ?? 0);
  const labelled = lines.length > 1;
  const labelPlaces = spreadLabels(
    last.map((value, index) => y(value) + (index % 2 === 0 ? -5 : 12)),
    lineHeight,
    top + 8,
    height - bottom - 3,
  );
  const Heading = headingLevel === 3 ? 'h3' : 'h4';
  // A label that has no room in the plot stands above it.
  const limitFits =
    chart.limit === undefined || chart.limit.label.length * labelCharacterPx < width - left - right;
  const over = chart.limit !== undefined && (last[0] ?? 0) > chart.limit.value;
  return (
    <figure ref={box} className="relative flex min-w-0 flex-col justify-end">
      <figcaption className="min-w-0 pr-1.5">
        <span className="flex min-w-0 items-baseline gap-1.5">
          <Heading className="min-w-0 text-caption font-semibold text-ink">{chart.title}</Heading>
          <span className={`numeric ml-auto shrink-0 text-caption ${over ? 'text-fail' : 'text-ink'}`}>
            {labelled && <span className="sr-only">{chart.lines[0]?.label} </span>}
            {shortNumber(last[0] ?? 0)}
            {over && <span className="sr-only">, over the limit</span>}
          </span>
        </span>
        <span className="block text-caption text-ink-3">
          {[chart.unit, chart.note, limitFits ? '' : `dotted: ${chart.limit?.label}`]
            .filter(Boolean)
            .join(', ')}
        </span>
      </figcaption>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={finding(chart)}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${left} ${y(tick)}H${width - right}`} stroke="var(--grid)" />
            <text
              x={left - 5}
              y={y(tick) + 3.5}
              textAnchor="end"
              className="fill-ink-3 font-mono text-[0.625rem]"
            >
              {shortNumber(tick)}
            </text>
          </g>
        ))}
        {timeTicks(minutes, width).map((minute, index, all) => (
          <text
            key={minute}
            x={x(minute)}
            y={height - 4}
            textAnchor={index === 0 ? 'start' : index === all.length - 1 ? 'end' : 'middle'}
            className="fill-ink-3 font-mono text-[0.625rem]"
          >
            {clockAt(clock.startsAt, minute)}
          </text>
        ))}
        {chart.limit && (
          <g>
            <path
              d={`M${left} ${y(chart.limit.value)}H${width - right}`}
              stroke="var(--ink-2)"
              strokeDasharray="2 3"
            />
            <text
              x={left + 3}
              y={y(chart.limit.value) - 4}
              visibility={limitFits ? 'visible' : 'hidden'}
              className="text-[0.65625rem] font-medium"
              fill="var(--ink-2)"
            >
              {chart.limit.label}
            </text>
          </g>
        )}
        {lines.map((line) => (
          <path
            key={line.label}
            d={line.samples
              .map(
                ([minute, value], index) =>
                  `${index === 0 ? 'M' : 'L'}${x(minute).toFixed(1)} ${y(value).toFixed(1)}`,
              )
              .join('')}
            fill="none"
            stroke={line.colour}
            strokeWidth={1.5}
            strokeLinejoin="round"
          />
        ))}
        {chart.marks.map((mark, index) => (
          <Mark
            key={markKey(mark)}
            x={x(mark.at)}
            label={letters?.get(markKey(mark)) ?? mark.label}
            main={mark.main}
            row={letters ? crowded(chart.marks, index, x) : index}
            {...{ left, width, height }}
          />
        ))}
        {labelled &&
          lines.map((line, index) => (
            <text
              key={line.label}
              x={width - right - 2}
              y={labelPlaces[index]}
              textAnchor="end"
              className="text-[0.65625rem] font-medium"
              fill={line.labelColour}
              stroke="var(--panel)"
              strokeWidth={3}
              paintOrder="stroke"
            >
              {line.label}
            </text>
          ))}
      </svg>
      <PointsTable chart={chart} clock={clock} />
    </figure>
  );
}

/** 1 when the mark before it stands so near that their letters would meet, else 0. */
function crowded(marks: Chart['marks'], index: number, x: (minute: number) => number): 0 | 1 {
  const own = marks[index];
  const near = marks.slice(0, index).some((other) => own && Math.abs(x(other.at) - x(own.at)) < letterPx);
  return near ? 1 : 0;
}

interface MarkProps {
  x: number;
  label: string;
  main: boolean;
  row: number;
  left: number;
  width: number;
  height: number;
}

/** What happened: dashed, and for the one that things are measured against the plumb line with its weight. */
function Mark({ x, label, main, row, left, width, height }: MarkProps) {
  const foot = height - bottom;
  // About six pixels a character: the label goes to the side on which it fits.
  const size = label.length * 5.8;
  const toLeft = x - size - 4 > left || x + size + 4 > width;
  return (
    <g>
      <path
        d={`M${x} ${main ? 3 : 10}V${foot}`}
        stroke={main ? 'var(--ink)' : 'var(--ctl)'}
        {...(main ? {} : { strokeDasharray: '2 3' })}
      />
      {main && <path d={`M${x} ${foot - 1}l2.4 2 -2.4 5.2 -2.4 -5.2z`} fill="var(--ink)" />}
      <text
        x={toLeft ? x - 3 : x + 3}
        y={9 + (row % 2) * 10}
        textAnchor={toLeft ? 'end' : 'start'}
        className="fill-ink-3 font-mono text-[0.625rem]"
        stroke="var(--panel)"
        strokeWidth={3}
        paintOrder="stroke"
      >
        {label}
      </text>
    </g>
  );
}

function timeTicks(minutes: number, width: number): number[] {
  const count = width < 200 ? 2 : 3;
  return Array.from({ length: count }, (_, index) => Math.round((index / (count - 1)) * minutes));
}

/** The chart in a sentence: each line from its first to its last value. */
function finding(chart: Chart): string {
  const unit = chart.unit === '' ? '' : ` ${chart.unit}`;
  const moves = chart.lines.map((line) => {
    const sorted = line.points.toSorted((a, b) => a[0] - b[0]);
    return `${line.label} from ${shortNumber(sorted[0]?.[1] ?? 0)} to ${shortNumber(sorted.at(-1)?.[1] ?? 0)}${unit}`;
  });
  const limit = chart.limit ? `; ${chart.limit.label}` : '';
  return `${[chart.title, chart.note].filter(Boolean).join(', ')}: ${moves.join('; ')}${limit}`;
}

/** The same as a table, for those who do not see the lines. */
function PointsTable({ chart, clock }: { chart: Chart; clock: IncidentClock }) {
  return (
    <table className="sr-only">
      <caption>
        {chart.title}, {chart.unit}
      </caption>
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Time</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {chart.lines.flatMap((line) =>
          line.points.map(([minute, value]) => (
            <tr key={`${line.label}/${minute}`}>
              <th scope="row">{line.label}</th>
              <td>{clockAt(clock.startsAt, minute)}</td>
              <td>{value}</td>
            </tr>
          )),
        )}
        {chart.marks.map((mark) => (
          <tr key={`mark/${markKey(mark)}`}>
            <th scope="row">Event</th>
            <td>{clockAt(clock.startsAt, mark.at)}</td>
            <td>{mark.label}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
