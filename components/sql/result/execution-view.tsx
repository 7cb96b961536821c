'use client';

import { useState } from 'react';
import type { Notice, SqlExecution } from '../../../domain/sql/wire.ts';
import { durationText, timeText } from '../../run-results/run-view.ts';
import { Button } from '../../ui/button/button.tsx';
import { CopyButton } from '../../ui/button/copy-button.tsx';
import { cn } from '../../ui/class-names.ts';
import { Tabs } from '../../ui/data/tabs.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { sessionLabel } from '../session/session-text.ts';
import { csvOf } from './csv.ts';
import { errorName, type RowsResult, statementText } from './execution-text.ts';
import { ResultGrid } from './result-grid.tsx';

interface ExecutionViewProps {
  run: SqlExecution | null;
  busy: boolean;
  failure: string | null;
  /** Offset into the text that was run. */
  onOpenPlace: (run: SqlExecution, offset: number) => void;
}

/** The result grids, messages and errors of one execution. */
export function ExecutionView({ run, busy, failure, onOpenPlace }: ExecutionViewProps) {
  const results = run?.statements.filter((one) => one.kind === 'rows') ?? [];
  const failed = run?.statements.at(-1)?.kind === 'error';
  const first = run === null || (results.length > 0 && !failed) ? 'result' : 'messages';
  const [picked, setPicked] = useState<{ run: SqlExecution | null; tab: string; result: number } | null>(
    null,
  );
  // What was opened belongs to the run that it was opened for; a new run shows what matters of it.
  const open = picked && picked.run === run ? picked : { run, tab: first, result: results.length - 1 };
  const shown = results[Math.min(open.result, results.length - 1)];
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel" aria-busy={busy}>
      {failure && <Banner live tone="fail" title={failure} className="m-2" />}
      <Tabs
        label="Results"
        value={open.tab}
        onChange={(tab) => setPicked({ ...open, tab })}
        className="flex-1"
        contentClassName={cn('overflow-y-auto', busy && 'opacity-60')}
        trailing={
          run && (
            <>
              <span
                data-run-number={run.number}
                className="numeric hidden text-[0.72rem] whitespace-nowrap text-ink-3 lg:inline"
              >
                run {run.number}, <span suppressHydrationWarning>{timeText(run.finishedAt)}</span>,{' '}
                {durationText(run.wallMs)}
              </span>
              {shown && (
                <CopyButton
                  iconOnly
                  size="small"
                  variant="ghost"
                  label="Copy the result as CSV"
                  value={csvOf(
                    shown.columns.map((column) => column.name),
                    shown.rows,
                  )}
                />
              )}
            </>
          )
        }
        items={[
          {
            value: 'result',
            label: 'Result',
            count: shown ? shown.rows.length : undefined,
            content: shown ? (
              <div className="flex h-full min-h-0 flex-col">
                {results.length > 1 && (
                  <ResultPicker
                    results={results}
                    shown={shown}
                    onPick={(result) => setPicked({ ...open, result })}
                  />
                )}
                {shown.truncated && (
                  <p className="border-b border-warn-line bg-warn-soft px-3 py-1 text-caption text-warn">
                    Only the first {shown.rows.length} rows are here.
                  </p>
                )}
                <div className="min-h-0 flex-1">
                  <ResultGrid
                    key={`${run?.number}-${results.indexOf(shown)}`}
                    columns={shown.columns}
                    rows={shown.rows}
                    label={`Result of run ${run?.number}`}
                  />
                </div>
              </div>
            ) : (
              <EmptyState>
                {run
                  ? 'No statement of this run gives rows. What they did stands in the messages.'
                  : 'Nothing was run yet. Run sends the marked text, or the whole file when nothing is marked.'}
              </EmptyState>
            ),
          },
          {
            value: 'messages',
            label: 'Messages',
            count: run ? run.statements.length + noticesOf(run).length || undefined : undefined,
            content: run ? (
              <Messages run={run} onOpenPlace={onOpenPlace} />
            ) : (
              <EmptyState>Nothing was run yet.</EmptyState>
            ),
          },
        ]}
      />
    </div>
  );
}

function noticesOf(run: SqlExecution): Notice[] {
  return run.statements.flatMap((one) => one.notices);
}

function ResultPicker({
  results,
  shown,
  onPick,
}: {
  results: readonly RowsResult[];
  shown: RowsResult;
  onPick: (index: number) => void;
}) {
  return (
    <div className="flex flex-wrap gap-1 border-b border-line px-2 py-1">
      {results.map((one, index) => (
        <Button
          // biome-ignore lint/suspicious/noArrayIndexKey: results of one run have no other name and never move.
          key={index}
          size="small"
          variant="ghost"
          aria-pressed={one === shown}
          className="aria-pressed:bg-hover aria-pressed:text-ink"
          onClick={() => onPick(index)}
        >
          Result {index + 1}, {statementText(one)}
        </Button>
      ))}
    </div>
  );
}

function Messages({
  run,
  onOpenPlace,
}: {
  run: SqlExecution;
  onOpenPlace: ExecutionViewProps['onOpenPlace'];
}) {
  return (
    <ol className="text-dense">
      {run.restarted && (
        <li className="border-b border-warn-line bg-warn-soft px-3 py-1.5 text-warn">
          {sessionLabel(run.session)} had ended before this run and began anew. What it had open was rolled
          back.
        </li>
      )}
      {run.statements.length === 0 && (
        <li className="px-3 py-2 text-ink-2">The text holds no statement, so nothing was run.</li>
      )}
      {run.statements.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: statements of one run have no other name and never move.
        <li key={index} className="border-b border-line px-3 py-1.5">
          {one.notices.map((notice, at) => (
            <p
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              key={at}
              className="text-ink-2"
            >
              <span className="text-caption text-ink-3">{notice.severity}</span> {notice.message}
            </p>
          ))}
          {one.kind === 'error' ? (
            <div className="text-fail">
              <p className="font-medium">
                {errorName(one.error.code)}: <span className="font-normal">{one.error.message}</span>
              </p>
              {one.error.detail && <p className="text-ink-2">{one.error.detail}</p>}
              {one.error.hint && <p className="text-ink-2">{one.error.hint}</p>}
              {one.error.position !== null && one.error.line !== null && (
                <Button
                  variant="link"
                  className="font-mono"
                  onClick={() => onOpenPlace(run, one.error.position ?? 0)}
                >
                  line {one.error.line}, column {one.error.column} of what was run
                </Button>
              )}
            </div>
          ) : (
            <p className="flex items-baseline gap-3">
              <code className="min-w-0 flex-1 truncate border-0 bg-transparent p-0 text-[0.72rem] text-ink-3">
                {run.sql.slice(one.range.start, one.range.end).replaceAll(/\s+/gu, ' ')}
              </code>
              <span className="numeric shrink-0 text-caption">{statementText(one)}</span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
