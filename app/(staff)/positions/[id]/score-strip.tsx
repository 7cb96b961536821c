import type { DashboardScore } from '../../../../server/position/read-position-dashboard.ts';

/** One shared axis for a column: 1 to 4, with room for the marks at both ends. */
const axisFrom = 1;
const axisTo = 4;
const inset = 6;

function percent(value: number): number {
  const share = (Math.min(axisTo, Math.max(axisFrom, value)) - axisFrom) / (axisTo - axisFrom);
  return inset + share * (100 - 2 * inset);
}

/** The head of the column: the axis and the bar, the plumb line that runs through every row. */
export function ScoreAxis({ bar }: { bar: number }) {
  return (
    <span className="relative block h-7 min-w-40 font-normal" aria-hidden>
      <span
        className="absolute top-0 -translate-x-1/2 whitespace-nowrap text-ink"
        style={{ left: `${percent(bar)}%` }}
      >
        bar {bar.toFixed(2)}
      </span>
      {[1, 2, 3, 4].map((tick) => (
        <span
          key={tick}
          className="numeric absolute bottom-0 -translate-x-1/2 leading-3"
          style={{ left: `${percent(tick)}%` }}
        >
          {Math.abs(percent(tick) - percent(bar)) > 7 ? tick : ''}
        </span>
      ))}
    </span>
  );
}

interface ScoreStripProps {
  score: DashboardScore | null;
  bar: number;
  /** The last row carries the weight of the plumb line. */
  last: boolean;
}

/** One row: the interval as a band, the mean as a dot, hollow while it is provisional. */
export function ScoreStrip({ score, bar, last }: ScoreStripProps) {
  return (
    <span
      {...(score ? { role: 'img', 'aria-label': finding(score, bar) } : {})}
      className="relative block h-[1.9375rem] min-w-40"
    >
      {[1, 2, 3, 4].map((tick) => (
        <span
          key={tick}
          aria-hidden
          className="absolute inset-y-0 w-px bg-grid"
          style={{ left: `${percent(tick)}%` }}
        />
      ))}
      <span aria-hidden className="absolute -inset-y-px w-px bg-ink" style={{ left: `${percent(bar)}%` }} />
      {last && (
        <span
          aria-hidden
          className="absolute bottom-0 size-0 -translate-x-1/2 border-x-[3px] border-t-[7px] border-x-transparent border-t-ink"
          style={{ left: `calc(${percent(bar)}% + 0.5px)` }}
        />
      )}
      {score ? (
        <>
          {score.interval && (
            <span
              aria-hidden
              className="absolute top-1/2 h-1 -translate-y-1/2 bg-c1 opacity-30"
              style={{
                left: `${percent(score.interval[0])}%`,
                width: `${percent(score.interval[1]) - percent(score.interval[0])}%`,
              }}
            />
          )}
          <span
            aria-hidden
            className={`absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-c1 ${score.provisional ? 'bg-panel' : 'bg-c1'}`}
            style={{ left: `${percent(score.mean)}%` }}
          />
        </>
      ) : (
        <span className="absolute top-1/2 left-0 -translate-y-1/2 text-ink-3" aria-hidden>
          –
        </span>
      )}
    </span>
  );
}

function finding(score: DashboardScore, bar: number): string {
  const range = score.interval
    ? `, interval ${score.interval[0].toFixed(2)} to ${score.interval[1].toFixed(2)}`
    : '';
  const side = score.interval
    ? score.interval[0] > bar
      ? 'above'
      : score.interval[1] < bar
        ? 'below'
        : 'not settled against'
    : 'without an interval against';
  return `${score.mean.toFixed(2)}${range}: ${side} the bar ${bar.toFixed(2)}${score.provisional ? ', provisional' : ''}`;
}
