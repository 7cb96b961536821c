import type { LoadReport } from '../../../simulation/load/report.ts';
import type { Plot } from './plot.ts';

interface EventMarksProps {
  events: LoadReport['events'];
  plot: Plot;
  width: number;
  foot: number;
}

const characterPx = 5.7;
const rowPx = 15;
const rows = 2;

/**
 * What happened, on the axis: the first planned event is what things are measured against, a plumb line with its weight;
 * others are dashed. A label that has no room is left out here; the list of events has all of them.
 */
export function EventMarks({ events, plot, width, foot }: EventMarksProps) {
  const main = events.findIndex((event) => event.planned);
  const ends = new Array<number>(rows).fill(0);
  const order = events
    .map((event, index) => ({ event, index }))
    .sort((a, b) => Number(b.index === main) - Number(a.index === main) || a.event.at - b.event.at);
  const mainRoom: { from: number; to: number } = { from: 0, to: 0 };
  return (
    <g>
      {order.map(({ event, index }) => {
        const x = plot.x(event.at);
        const isMain = index === main;
        const label = isMain ? `${event.text}, ${event.at} s` : event.text;
        const size = label.length * characterPx + 10;
        const left = Math.max(plot.left - 60, Math.min(width - size - 2, isMain ? x - size / 2 : x + 3));
        if (isMain) Object.assign(mainRoom, { from: left - 6, to: left + size + 6 });
        const row = isMain
          ? 0
          : ends.findIndex(
              (end, at) => left > end && (at !== 0 || left > mainRoom.to || left + size < mainRoom.from),
            );
        if (row >= 0 && !isMain) ends[row] = left + size;
        const y = 3 + Math.max(0, row) * rowPx;
        return (
          <g key={`${event.at}/${event.text}`}>
            <path
              d={`M${x} ${y + 12}V${foot}`}
              stroke={isMain ? 'var(--ink)' : 'var(--ctl)'}
              {...(isMain ? {} : { strokeDasharray: '2 3' })}
            />
            {isMain && <path d={`M${x} ${foot - 1}l2.6 2 -2.6 5.6 -2.6 -5.6z`} fill="var(--ink)" />}
            {isMain && <rect x={left} y={y - 1} width={size} height={14} rx={2} fill="var(--ink)" />}
            {row >= 0 && (
              <text
                x={isMain ? left + size / 2 : left}
                y={y + 9.5}
                textAnchor={isMain ? 'middle' : 'start'}
                className={isMain ? 'text-[0.65625rem] font-medium' : 'fill-ink-2 text-[0.65625rem]'}
                {...(isMain ? { fill: 'var(--inverse)' } : {})}
              >
                {label}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
