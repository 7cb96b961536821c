'use client';

import type { SqlHistoryEntry } from '../../../domain/sql/wire.ts';
import { timeText } from '../../run-results/run-view.ts';
import { Button } from '../../ui/button/button.tsx';
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '../../ui/data/table.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { describeExecution } from './execution-text.ts';

interface SqlHistoryProps {
  entries: readonly SqlHistoryEntry[];
  onShow: (entry: SqlHistoryEntry) => void;
  /** Copies the text of an execution into the scratch file. */
  onTakeText: (sql: string) => void;
  readOnly: boolean;
}

/** What was run, checked and reset, the newest first. */
export function SqlHistory({ entries, onShow, onTakeText, readOnly }: SqlHistoryProps) {
  if (entries.length === 0) return <EmptyState>No runs yet. Each run keeps its text here.</EmptyState>;
  return (
    <Table caption="Runs of this question">
      <TableHead>
        <tr>
          <HeadCell>Run</HeadCell>
          <HeadCell>Time</HeadCell>
          <HeadCell>What came of it</HeadCell>
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {entries.map((entry) => (
          <Row key={`${entry.kind}-${entry.number}`}>
            <Cell numeric align="left">
              {entry.number}
            </Cell>
            <Cell numeric align="left">
              <span suppressHydrationWarning>{timeText(entry.finishedAt)}</span>
            </Cell>
            <Cell className="w-full max-w-0 py-1">
              <span className="block truncate">{whatText(entry)}</span>
              <span className="block truncate text-caption text-ink-3">{outcomeText(entry)}</span>
            </Cell>
            <Cell className="whitespace-nowrap">
              {entry.kind !== 'reset' && (
                <Button variant="link" aria-label={`Show run ${entry.number}`} onClick={() => onShow(entry)}>
                  show
                </Button>
              )}{' '}
              {entry.kind === 'execution' && (
                <Button
                  variant="link"
                  disabled={readOnly}
                  aria-label={`Text of run ${entry.number} to scratch.sql`}
                  onClick={() => onTakeText(entry.sql)}
                >
                  to scratch
                </Button>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function whatText(entry: SqlHistoryEntry): string {
  switch (entry.kind) {
    case 'execution':
      return `${entry.session.toUpperCase()}: ${entry.sql.trim().replaceAll(/\s+/gu, ' ').slice(0, 80)}`;
    case 'checks':
      return 'Visible checks';
    case 'reset':
      return 'Reset to the start state';
  }
}

function outcomeText(entry: SqlHistoryEntry): string {
  switch (entry.kind) {
    case 'execution':
      return describeExecution(entry);
    case 'checks':
      return `${entry.checks.filter((check) => check.passed).length} of ${entry.checks.length} hold`;
    case 'reset':
      return 'done';
  }
}
