import { PlumbWeight } from './plumb.tsx';
import { cohortShownMin, histogram, intervalText, levelPercent, levels, twoDecimals } from './strip-scale.ts';

interface OverallStripProps {
  overall: number | null;
  interval: readonly [number, number] | null;
  bar: number;
  /** 0 to 1; null without an interval. */
  chanceAtOrAboveBar: number | null;
  /** Overall means of the position's other attempts. */
  cohort?: readonly number[];
  /** Anything still open: the mark is hollow. */
  provisional?: boolean;
  /** "18 ratings". */
  detail?: string;
}

const axisY = 64;
const markY = 46;

/** The overall score with its interval over the cohort, measured against the bar. */
export function OverallStrip({
  overall,
  interval,
  bar,
  chanceAtOrAboveBar,
  cohort = [],
  provisional = false,
  detail,
}: OverallStripProps) {
  const at = (level: number) => `${levelPercent(level)}%`;
  // The bar's name stands on the side where the mark is not.
  const barLabelLeft = overall === null || overall >= bar;
  return (
    <figure className="w-full max-w-[26rem]">
      <figcaption className="flex justify-between gap-3 text-caption text-ink-3">
        <span>
          Overall{detail && `, ${detail}`}
          {provisional && ', provisional'}
        </span>
        {chanceAtOrAboveBar !== null && (
          <span>
            chance of being at or above the bar{' '}
            <span className="numeric font-medium text-ink">{twoDecimals(chanceAtOrAboveBar)}</span>
          </span>
        )}
      </figcaption>
      <svg
        width="100%"
        height="88"
        role="img"
        aria-label={describeOverall(overall, interval, bar)}
        className="block overflow-visible"
      >
        {cohort.length >= cohortShownMin &&
          histogram(cohort).map((bin) => {
            const from = levelPercent(Math.max(1, bin.from));
            const to = levelPercent(Math.min(4, bin.to));
            return (
              <rect
                key={bin.from}
                x={`${from + 0.15}%`}
                width={`${to - from - 0.3}%`}
                y={axisY - bin.share * 26}
                height={bin.share * 26}
                fill="var(--band)"
              />
            );
          })}
        <line x1={at(1)} x2={at(4)} y1={axisY + 0.5} y2={axisY + 0.5} stroke="var(--line-2)" />
        {levels.map((level) => (
          <g key={level}>
            <line x1={at(level)} x2={at(level)} y1={axisY} y2={axisY + 5} stroke="var(--line-2)" />
            <text
              x={at(level)}
              y={axisY + 18}
              textAnchor="middle"
              fontSize="11"
              fill="var(--ink-3)"
              className="numeric"
            >
              {level}
            </text>
          </g>
        ))}
        {interval && (
          <rect
            x={at(interval[0])}
            width={`${levelPercent(interval[1]) - levelPercent(interval[0])}%`}
            y={markY - 3}
            height="6"
            fill="var(--c1)"
            fillOpacity=".32"
          />
        )}
        <line x1={at(bar)} x2={at(bar)} y1="12" y2={axisY} stroke="var(--ink)" shapeRendering="crispEdges" />
        <PlumbWeight xPercent={levelPercent(bar)} y={axisY - 1} />
        <text
          x={at(bar)}
          dx={barLabelLeft ? -6 : 6}
          y="19"
          textAnchor={barLabelLeft ? 'end' : 'start'}
          fontSize="11.5"
          fontWeight="500"
          fill="var(--ink)"
        >
          bar {twoDecimals(bar)}
        </text>
        {overall !== null && (
          <>
            <circle
              cx={at(overall)}
              cy={markY}
              r="5.5"
              fill={provisional ? 'var(--panel)' : 'var(--c1)'}
              stroke={provisional ? 'var(--c1)' : 'var(--panel)'}
              strokeWidth={provisional ? 2 : 1.5}
            />
            <text
              x={at(overall)}
              dx={barLabelLeft ? -2 : 2}
              y="34"
              textAnchor={barLabelLeft ? 'start' : 'end'}
              fontSize="13"
              fontWeight="600"
              fill="var(--c1)"
            >
              {twoDecimals(overall)}
            </text>
          </>
        )}
      </svg>
      {interval && (
        <p className="numeric -mt-1 text-right text-[0.71875rem] text-ink-2">
          95% interval {intervalText(interval)}
        </p>
      )}
    </figure>
  );
}

function describeOverall(
  overall: number | null,
  interval: readonly [number, number] | null,
  bar: number,
): string {
  if (overall === null) return `Nothing is assessed yet. The bar is ${twoDecimals(bar)}.`;
  if (!interval)
    return `Overall ${twoDecimals(overall)} against the bar ${twoDecimals(bar)}, without an interval.`;
  const where = interval[0] > bar ? 'lies above' : interval[1] < bar ? 'lies below' : 'holds';
  return `Overall ${twoDecimals(overall)}. The 95% interval ${intervalText(interval)} ${where} the bar ${twoDecimals(bar)}.`;
}
