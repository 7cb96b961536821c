'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button/button.tsx';
import { cn } from '../ui/class-names.ts';
import { Tabs } from '../ui/data/tabs.tsx';
import { announce } from '../ui/feedback/announcer.ts';
import { Banner } from '../ui/feedback/banner.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { CheckList } from './check-list.tsx';
import { ConsoleList } from './console-list.tsx';
import { RunHistory } from './run-history.tsx';
import {
  describeRun,
  durationText,
  memoryText,
  type RunErrorView,
  type RunSummary,
  type RunView,
  runStatusNames,
  timeText,
} from './run-view.ts';
import { useElapsed } from './use-elapsed.ts';

interface RunResultsProps {
  /** The run whose results are shown; null before the first. */
  run: RunView | null;
  /** Another run is on: the shown results stay, paler. */
  running: boolean;
  /** Our failure to run it, in words for the candidate; never about the program. */
  failure?: string | null;
  history: readonly RunSummary[];
  onSelectRun: (number: number) => void;
  /** Opens the candidate's file at the error. */
  onOpenPlace: (file: string, line: number, column: number | null) => void;
  onRun: () => void;
  /** At the right end of the tab strip. */
  trailing?: ReactNode;
  className?: string;
}

/** Visible checks, console and history of a question's runs. */
export function RunResults({
  run,
  running,
  failure,
  history,
  onSelectRun,
  onOpenPlace,
  onRun,
  trailing,
  className,
}: RunResultsProps) {
  const [tab, setTab] = useState('checks');
  const elapsedMs = useElapsed(running);
  const wasRunning = useRef(running);
  useEffect(() => {
    if (wasRunning.current && !running && run && !failure) announce(describeRun(run));
    wasRunning.current = running;
  }, [running, run, failure]);

  const passed = run?.checks.filter((check) => check.passed).length ?? 0;
  const pale = cn(running && 'opacity-60');
  return (
    <div className={cn('flex h-full min-h-0 flex-col bg-panel', className)} aria-busy={running}>
      {failure && (
        <Banner
          live
          tone="fail"
          title={failure}
          className="m-2"
          action={
            <Button size="small" onClick={onRun}>
              Run again
            </Button>
          }
        />
      )}
      <Tabs
        label="Results"
        value={tab}
        onChange={setTab}
        className="flex-1"
        contentClassName={cn('overflow-y-auto', pale)}
        trailing={
          <>
            <RunLine run={run} running={running} elapsedMs={elapsedMs} />
            {trailing}
          </>
        }
        items={[
          {
            value: 'checks',
            label: 'Checks',
            count: run ? `${passed}/${run.checks.length}` : undefined,
            content: run ? (
              <>
                {run.status !== 'ok' && <RunError run={run} onOpenPlace={onOpenPlace} />}
                <CheckList key={run.number} checks={run.checks} />
                {run.status === 'ok' && run.checks.length === 0 && (
                  <EmptyState>The program ended. This question has no visible checks.</EmptyState>
                )}
              </>
            ) : (
              <EmptyState
                action={
                  <Button size="small" onClick={onRun} disabled={running}>
                    Run
                  </Button>
                }
              >
                No runs yet. Run to see the visible checks.
              </EmptyState>
            ),
          },
          {
            value: 'console',
            label: 'Console',
            count: run && run.console.length > 0 ? run.console.length : undefined,
            content:
              run && run.console.length > 0 ? (
                <ConsoleList lines={run.console} />
              ) : (
                <EmptyState>Nothing was written. console.log writes here.</EmptyState>
              ),
          },
          {
            value: 'history',
            label: 'Runs',
            count: history.length > 0 ? history.length : undefined,
            content: <RunHistory history={history} shown={run?.number ?? null} onSelect={onSelectRun} />,
          },
        ]}
      />
    </div>
  );
}

function RunLine({
  run,
  running,
  elapsedMs,
}: {
  run: RunView | null;
  running: boolean;
  elapsedMs: number | null;
}) {
  if (running) {
    return (
      <span className="numeric text-[0.75rem] whitespace-nowrap text-ink-3">
        {elapsedMs === null ? 'running' : `running ${(elapsedMs / 1_000).toFixed(1)} s`}
      </span>
    );
  }
  if (!run) return null;
  return (
    <span
      data-run-number={run.number}
      className="numeric hidden text-[0.75rem] whitespace-nowrap text-ink-3 sm:inline"
    >
      run {run.number}, <span suppressHydrationWarning>{timeText(run.finishedAt)}</span>,{' '}
      {durationText(run.wallMs)}, {memoryText(run.memoryBytes)}
    </span>
  );
}

function RunError({ run, onOpenPlace }: { run: RunView; onOpenPlace: RunResultsProps['onOpenPlace'] }) {
  return (
    <div className="border-b border-line bg-fail-soft px-3 py-2 text-dense">
      <p className="font-medium text-fail">
        Run {run.number} {runStatusNames[run.status]}.
      </p>
      {run.error && (
        <>
          <pre className="mt-1 font-mono text-code whitespace-pre-wrap [overflow-wrap:anywhere]">
            {run.error.name}: {run.error.message}
          </pre>
          <Place error={run.error} onOpenPlace={onOpenPlace} />
          {run.error.stack.length > 1 && (
            <details className="mt-1">
              <summary className="text-caption text-ink-2">Where it was called from</summary>
              <pre className="mt-1 font-mono text-code whitespace-pre-wrap text-ink-2">
                {run.error.stack.join('\n')}
              </pre>
            </details>
          )}
        </>
      )}
    </div>
  );
}

function Place({ error, onOpenPlace }: { error: RunErrorView; onOpenPlace: RunResultsProps['onOpenPlace'] }) {
  const { file, line, column } = error;
  if (file === null || line === null) return null;
  return (
    <Button variant="link" className="mt-0.5 font-mono" onClick={() => onOpenPlace(file, line, column)}>
      {file}:{line}
      {column !== null && `:${column}`}
    </Button>
  );
}
