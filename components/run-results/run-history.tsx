'use client';

import { Button } from '../ui/button/button.tsx';
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '../ui/data/table.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { type RunSummary, runStatusNames, timeText } from './run-view.ts';

interface RunHistoryProps {
  history: readonly RunSummary[];
  shown: number | null;
  onSelect: (number: number) => void;
}

/** Every run of the question, the newest first; opening one shows its results and its code. */
export function RunHistory({ history, shown, onSelect }: RunHistoryProps) {
  if (history.length === 0) return <EmptyState>No runs yet. Each run keeps its code here.</EmptyState>;
  return (
    <Table caption="Runs of this question">
      <TableHead>
        <tr>
          <HeadCell>Run</HeadCell>
          <HeadCell>Time</HeadCell>
          <HeadCell align="right">Checks</HeadCell>
          <HeadCell>Outcome</HeadCell>
          <HeadCell>
            <span className="sr-only">Open</span>
          </HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {history
          .toSorted((a, b) => b.number - a.number)
          .map((run) => (
            <Row key={run.number} selected={run.number === shown}>
              <Cell numeric align="left">
                {run.number}
              </Cell>
              <Cell numeric align="left">
                <span suppressHydrationWarning>{timeText(run.finishedAt)}</span>
              </Cell>
              <Cell numeric>
                {run.passed}/{run.total}
              </Cell>
              <Cell>
                {run.status === 'ok'
                  ? run.passed === run.total
                    ? 'all hold'
                    : 'some fail'
                  : runStatusNames[run.status]}
              </Cell>
              <Cell>
                <Button
                  variant="link"
                  disabled={run.number === shown}
                  aria-label={run.number === shown ? `Run ${run.number} is shown` : `Open run ${run.number}`}
                  onClick={() => onSelect(run.number)}
                >
                  {run.number === shown ? 'shown' : 'open'}
                </Button>
              </Cell>
            </Row>
          ))}
      </TableBody>
    </Table>
  );
}
