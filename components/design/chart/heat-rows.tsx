import { useId } from 'react';
import type { ComponentReport } from '../../../simulation/load/report.ts';
import { heatCells, isHot, loadColour } from './load-scale.ts';
import type { Plot } from './plot.ts';

interface HeatRowsProps {
  rows: readonly ComponentReport[];
  plot: Plot;
  selected: string | null;
  width: number;
  top: number;
  rowHeight: number;
}

const cellsMax = 60;
const characterPx = 5.6;

/** How busy each component was, one row each, with its highest value at the right; hatched while it is lost. */
export function HeatRows({ rows, plot, selected, width, top, rowHeight }: HeatRowsProps) {
  // A page can hold several charts.
  const hatching = useId();
  const right = plot.left + plot.inner;
  const room = Math.floor((plot.left - 14) / characterPx);
  return (
    <g>
      <defs>
        <pattern
          id={hatching}
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={5} height={5} fill="var(--fail-soft)" />
          <rect width={1.5} height={5} fill="var(--fail-line)" />
        </pattern>
      </defs>
      <text x={right + 5} y={top - 5} className="fill-ink-3 text-[0.625rem]">
        peak
      </text>
      {rows.map((component, index) => {
        const y = top + index * rowHeight;
        const cells = heatCells(component, cellsMax);
        const lost = cells.some((cell) => cell.lost);
        const peak = component.peak ?? 0;
        return (
          <g key={component.id}>
            <text
              x={plot.left - 6}
              y={y + rowHeight - 4}
              textAnchor="end"
              className={`text-[0.65625rem] ${component.id === selected ? 'fill-ink font-semibold' : 'fill-ink-2'}`}
            >
              {component.label.length > room ? `${component.label.slice(0, room - 1)}…` : component.label}
            </text>
            {cells.map((cell) => (
              <rect
                key={cell.from}
                x={plot.x(cell.from * plot.stepSeconds)}
                y={y + 1}
                width={Math.max(
                  0.5,
                  plot.x(cell.to * plot.stepSeconds) - plot.x(cell.from * plot.stepSeconds) - 1,
                )}
                height={rowHeight - 2}
                fill={
                  cell.lost
                    ? `url(#${hatching})`
                    : cell.utilisation === null
                      ? 'var(--sunken)'
                      : loadColour(cell.utilisation)
                }
              />
            ))}
            <text
              x={Math.min(width - 2, right + 5)}
              y={y + rowHeight - 4}
              className={`font-mono text-[0.625rem] ${lost || isHot(peak) ? 'fill-fail' : 'fill-ink-2'}`}
            >
              {lost ? 'lost' : `${Math.round(peak * 100)}%`}
            </text>
          </g>
        );
      })}
    </g>
  );
}
