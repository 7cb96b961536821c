import type { FlowReport, LoadReport } from '../../../simulation/load/report.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../ui/data/table.tsx';
import { milliseconds } from '../results/measure-words.ts';
import { isLost, unserved } from './load-scale.ts';

const rowsMax = 40;

/** The same run as a table: every so many seconds one row. */
export function LoadTable({ report, flow }: { report: LoadReport; flow: FlowReport }) {
  const steps = flow.offered.length;
  const every = Math.max(1, Math.ceil(steps / rowsMax));
  const lost = unserved(flow);
  const components = report.components.filter((one) => one.utilisation.some((value) => value !== null));
  const latency = (value: number | null | undefined) =>
    value === null || value === undefined ? 'none' : milliseconds(value);
  return (
    <Table caption={`${flow.title} and every component, every ${every * report.stepSeconds} s`}>
      <TableHead>
        <tr>
          <HeadCell>Second</HeadCell>
          <HeadCell align="right">Offered/s</HeadCell>
          <HeadCell align="right">Not served/s</HeadCell>
          <HeadCell align="right">p50</HeadCell>
          <HeadCell align="right">p99</HeadCell>
          {components.map((component) => (
            <HeadCell key={component.id} align="right">
              {component.label}
            </HeadCell>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {Array.from({ length: Math.ceil(steps / every) }, (_, index) => index * every).map((step) => (
          <Row key={step}>
            <RowHead className="numeric font-normal">{step * report.stepSeconds}</RowHead>
            <Cell numeric>{Math.round(flow.offered[step] ?? 0).toLocaleString('en-US')}</Cell>
            <Cell numeric>{Math.round(lost[step] ?? 0).toLocaleString('en-US')}</Cell>
            <Cell numeric>{latency(flow.p50Ms[step])}</Cell>
            <Cell numeric>{latency(flow.p99Ms[step])}</Cell>
            {components.map((component) => {
              const value = component.utilisation[step];
              return (
                <Cell key={component.id} numeric>
                  {isLost(component.zones?.[step])
                    ? 'lost'
                    : value === null || value === undefined
                      ? ''
                      : `${Math.round(value * 100)} %`}
                </Cell>
              );
            })}
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
