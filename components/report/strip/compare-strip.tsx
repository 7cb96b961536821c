import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../ui/data/table.tsx';
import { ChartOrTable } from '../chart-or-table.tsx';
import { PlumbWeight } from './plumb.tsx';
import { LegendMark, RaterMark } from './rater-mark.tsx';
import { intervalText, levelNames, levelPercent, levels, twoDecimals } from './strip-scale.ts';

interface Scored {
  mean: number;
  interval: readonly [number, number] | null;
}

export interface CompareRow {
  key: string;
  name: string;
  bar: number | null;
  /** In the order of the candidates; null where it was not assessed. */
  scores: readonly (Scored | null)[];
}

interface CompareStripProps {
  title: string;
  candidates: readonly { key: string; name: string; href: string; remark: string }[];
  rows: readonly CompareRow[];
}

const lineHeight = 17;
const paddingY = 7;
const weightRoomPx = 10;

/** Two to four candidates on the same strips: one sub-row each, so that no interval hides another. */
export function CompareStrip({ title, candidates, rows }: CompareStripProps) {
  const names = candidates.map((one) => one.name).join(', ');
  return (
    <ChartOrTable
      title={title}
      detail="Means with 95 % intervals"
      finding={`${names} compared in ${rows.length} rows`}
      chart={
        <div className="flex flex-col gap-2">
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-dense">
            {candidates.map((one, index) => (
              <li key={one.key} className="inline-flex items-center gap-1.5">
                <LegendMark>
                  <RaterMark index={index} />
                </LegendMark>
                <a href={one.href} className="rounded-chip underline-offset-2 hover:underline">
                  {one.name}
                </a>
                {one.remark !== '' && <span className="text-caption text-ink-3">{one.remark}</span>}
              </li>
            ))}
          </ul>
          <div className="grid grid-cols-[minmax(9rem,14rem)_1fr]">
            <span className="text-caption text-ink-3" />
            <svg width="100%" height="18" aria-hidden="true" className="block overflow-visible">
              {levels.map((level) => (
                <text
                  key={level}
                  x={`${levelPercent(level)}%`}
                  y="12"
                  textAnchor="middle"
                  className="fill-ink-3 text-chart"
                >
                  {level} {levelNames[level]}
                </text>
              ))}
            </svg>
            {rows.map((row, index) => (
              <div key={row.key} className="contents">
                <span className="border-t border-line py-2 pr-3 text-dense">{row.name}</span>
                <div className="border-t border-line">
                  <RowPicture row={row} candidates={candidates} last={index === rows.length - 1} />
                </div>
              </div>
            ))}
          </div>
        </div>
      }
      table={
        <Table caption={`${title}: means and intervals`}>
          <TableHead>
            <tr>
              <HeadCell>Dimension</HeadCell>
              <HeadCell align="right">Bar</HeadCell>
              {candidates.map((one) => (
                <HeadCell key={one.key} align="right">
                  {one.name}
                </HeadCell>
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <Row key={row.key}>
                <RowHead>{row.name}</RowHead>
                <Cell numeric>{row.bar === null ? '–' : twoDecimals(row.bar)}</Cell>
                {candidates.map((one, index) => (
                  <Cell key={one.key} numeric>
                    {scoreText(row.scores[index] ?? null)}
                  </Cell>
                ))}
              </Row>
            ))}
          </TableBody>
        </Table>
      }
    />
  );
}

function RowPicture({
  row,
  candidates,
  last,
}: {
  row: CompareRow;
  candidates: CompareStripProps['candidates'];
  last: boolean;
}) {
  const height = candidates.length * lineHeight + 2 * paddingY;
  return (
    <svg
      width="100%"
      height={last ? height + weightRoomPx : height}
      role="img"
      aria-label={describeRow(row, candidates)}
      className="block overflow-visible"
    >
      {levels.map((level) => (
        <line
          key={level}
          x1={`${levelPercent(level)}%`}
          x2={`${levelPercent(level)}%`}
          y2={height}
          stroke="var(--grid)"
          shapeRendering="crispEdges"
        />
      ))}
      {row.bar !== null && (
        <>
          <line
            x1={`${levelPercent(row.bar)}%`}
            x2={`${levelPercent(row.bar)}%`}
            y2={height}
            stroke="var(--ink)"
            strokeDasharray={last ? undefined : '3 3'}
            shapeRendering="crispEdges"
          />
          {last && <PlumbWeight xPercent={levelPercent(row.bar)} y={height - 1} />}
        </>
      )}
      {candidates.map((one, index) => {
        const score = row.scores[index] ?? null;
        const y = paddingY + (index + 0.5) * lineHeight;
        if (!score) return null;
        return (
          <g key={one.key}>
            {score.interval && (
              <rect
                x={`${levelPercent(score.interval[0])}%`}
                width={`${levelPercent(score.interval[1]) - levelPercent(score.interval[0])}%`}
                y={y - 2}
                height="4"
                fill={`var(--c${index + 1})`}
                fillOpacity=".3"
              />
            )}
            <svg x={`${levelPercent(score.mean)}%`} y={y} overflow="visible" aria-hidden="true">
              <RaterMark index={index} />
            </svg>
          </g>
        );
      })}
    </svg>
  );
}

function scoreText(score: Scored | null): string {
  if (!score) return 'not assessed';
  return score.interval
    ? `${twoDecimals(score.mean)}, ${intervalText(score.interval)}`
    : twoDecimals(score.mean);
}

function describeRow(row: CompareRow, candidates: CompareStripProps['candidates']): string {
  const bar = row.bar === null ? '' : ` Bar ${twoDecimals(row.bar)}.`;
  return `${row.name}: ${candidates
    .map((one, index) => `${one.name} ${scoreText(row.scores[index] ?? null)}`)
    .join('; ')}.${bar}`;
}
