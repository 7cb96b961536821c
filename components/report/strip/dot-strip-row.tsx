import type { DimensionReport, ReportRater } from '../types.ts';
import { PlumbWeight } from './plumb.tsx';
import { AutoMark, RaterMark } from './rater-mark.tsx';
import {
  cohortShownMin,
  histogram,
  intervalText,
  levelPercent,
  levels,
  sideBySide,
  twoDecimals,
} from './strip-scale.ts';

const rowHeight = 52;
const marksY = 18;
const intervalY = 37;
const cohortHeight = 24;
const weightRoomPx = 10;

interface DotStripPictureProps {
  dimension: DimensionReport;
  raters: readonly ReportRater[];
  cohort: readonly number[];
  /** Only the last row carries the weight. */
  last: boolean;
}

/** One dimension: cohort behind, interval and mean under, one mark per rater above, the bar through it. */
export function DotStripPicture({ dimension, raters, cohort, last }: DotStripPictureProps) {
  const marks = [
    ...dimension.raters.map((rating) => ({
      key: rating.raterId,
      level: rating.level,
      index: raters.findIndex((rater) => rater.id === rating.raterId),
    })),
    ...(dimension.auto === null ? [] : [{ key: 'auto', level: dimension.auto, index: -1 }]),
  ];
  const shifts = sideBySide(marks.map((mark) => mark.level));
  const { mean, interval, bar } = dimension;
  const height = last ? rowHeight + weightRoomPx : rowHeight;
  return (
    <svg
      width="100%"
      height={height}
      role="img"
      aria-label={describeDimensionStrip(dimension, raters)}
      className="block overflow-visible"
    >
      {levels.map((level) => (
        <line
          key={level}
          x1={`${levelPercent(level)}%`}
          x2={`${levelPercent(level)}%`}
          y2={rowHeight}
          stroke="var(--grid)"
          shapeRendering="crispEdges"
        />
      ))}
      {cohort.length >= cohortShownMin &&
        histogram(cohort).map((bin) => {
          const from = levelPercent(Math.max(1, bin.from));
          const to = levelPercent(Math.min(4, bin.to));
          return (
            <rect
              key={bin.from}
              x={`${from + 0.15}%`}
              width={`${to - from - 0.3}%`}
              y={rowHeight - bin.share * cohortHeight}
              height={bin.share * cohortHeight}
              fill="var(--band)"
            />
          );
        })}
      {interval && (
        <rect
          x={`${levelPercent(interval[0])}%`}
          width={`${levelPercent(interval[1]) - levelPercent(interval[0])}%`}
          y={intervalY - 2.5}
          height="5"
          fill="var(--ink)"
          fillOpacity=".22"
        />
      )}
      {mean !== null && (
        <line
          x1={`${levelPercent(mean)}%`}
          x2={`${levelPercent(mean)}%`}
          y1={intervalY - 5.5}
          y2={intervalY + 5.5}
          stroke="var(--ink)"
          strokeWidth="2"
          strokeDasharray={dimension.assessed ? undefined : '2 2'}
        />
      )}
      {bar !== null && (
        <>
          <line
            x1={`${levelPercent(bar)}%`}
            x2={`${levelPercent(bar)}%`}
            y2={rowHeight + (last ? 2 : 0)}
            stroke="var(--ink)"
            shapeRendering="crispEdges"
          />
          {last && <PlumbWeight xPercent={levelPercent(bar)} y={rowHeight + 1} />}
        </>
      )}
      {marks.map((mark, index) => (
        <svg
          key={mark.key}
          x={`${levelPercent(mark.level)}%`}
          y={marksY}
          overflow="visible"
          aria-hidden="true"
        >
          <g transform={`translate(${shifts[index] ?? 0} 0)`}>
            {mark.index < 0 ? <AutoMark /> : <RaterMark index={mark.index} />}
          </g>
        </svg>
      ))}
    </svg>
  );
}

const standings = {
  above: 'above the bar',
  below: 'below the bar',
  'not-settled': 'not settled against the bar',
} as const;

/** The finding in words. */
export function describeDimensionStrip(dimension: DimensionReport, raters: readonly ReportRater[]): string {
  const parts = dimension.raters.map((rating) => {
    const name = raters.find((rater) => rater.id === rating.raterId)?.name ?? 'A rater';
    return `${name} ${twoDecimals(rating.level)}`;
  });
  if (dimension.auto !== null) parts.push(`automatic checks ${twoDecimals(dimension.auto)}`);
  if (!dimension.assessed) return `${dimension.name}: not assessed. ${dimension.reason}`;
  const mean = dimension.mean === null ? '' : `mean ${twoDecimals(dimension.mean)}`;
  const interval = dimension.interval ? `, interval ${intervalText(dimension.interval)}` : '';
  const bar =
    dimension.bar === null ? '' : `, ${standings[dimension.standing]} ${twoDecimals(dimension.bar)}`;
  return `${dimension.name}: ${[...parts, `${mean}${interval}${bar}`].filter(Boolean).join('; ')}`;
}
