import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../ui/data/table.tsx';
import type { DimensionReport, ReportRater } from '../types.ts';
import { intervalText, twoDecimals } from './strip-scale.ts';

const standings = { above: 'above', below: 'below', 'not-settled': 'not settled' } as const;

/** The same facts as figures. */
export function DotStripTable({
  dimensions,
  raters,
}: {
  dimensions: readonly DimensionReport[];
  raters: readonly ReportRater[];
}) {
  const level = (dimension: DimensionReport, raterId: string) => {
    const found = dimension.raters.find((rating) => rating.raterId === raterId);
    return found ? twoDecimals(found.level) : '–';
  };
  return (
    <Table caption="Levels by dimension and rater">
      <TableHead>
        <tr>
          <HeadCell>Dimension</HeadCell>
          {raters.map((rater) => (
            <HeadCell key={rater.id} align="right">
              {rater.name}
            </HeadCell>
          ))}
          <HeadCell align="right">Automatic</HeadCell>
          <HeadCell align="right">Mean</HeadCell>
          <HeadCell align="right">95% interval</HeadCell>
          <HeadCell align="right">Bar</HeadCell>
          <HeadCell>Against the bar</HeadCell>
          <HeadCell align="right">Evidence, min</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {dimensions.map((dimension) => (
          <Row key={dimension.dimension}>
            <RowHead>
              {dimension.dimension} {dimension.name}
            </RowHead>
            {raters.map((rater) => (
              <Cell key={rater.id} numeric>
                {level(dimension, rater.id)}
              </Cell>
            ))}
            <Cell numeric>{dimension.auto === null ? '–' : twoDecimals(dimension.auto)}</Cell>
            <Cell numeric>
              {dimension.assessed && dimension.mean !== null ? twoDecimals(dimension.mean) : '–'}
            </Cell>
            <Cell numeric>{dimension.interval ? intervalText(dimension.interval) : '–'}</Cell>
            <Cell numeric>{dimension.bar === null ? '–' : twoDecimals(dimension.bar)}</Cell>
            <Cell>
              {!dimension.assessed
                ? 'not assessed'
                : dimension.bar === null
                  ? 'no bar'
                  : standings[dimension.standing]}
            </Cell>
            <Cell numeric>{dimension.evidenceMinutes.toFixed(1)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
