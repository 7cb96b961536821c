'use client';

import { useEffect, useRef } from 'react';
import { ConsoleList } from '../../run-results/console-list.tsx';
import { durationText, runStatusNames } from '../../run-results/run-view.ts';
import { Button } from '../../ui/button/button.tsx';
import { announce } from '../../ui/feedback/announcer.ts';
import { Banner } from '../../ui/feedback/banner.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import type { RoomRunView } from './read-room-runs.ts';

interface RoomRunsProps {
  /** The newest first. */
  runs: readonly RoomRunView[];
  shown: RoomRunView | null;
  /** Why this person's last press did not run. */
  problem: string | null;
  onSelect: (number: number) => void;
  onOpenPlace: (file: string, line: number, column: number | null) => void;
}

/** What the shared code wrote, for everybody alike: who ran it, how it ended, and every run before. */
export function RoomRuns({ runs, shown, problem, onSelect, onOpenPlace }: RoomRunsProps) {
  const words = shown ? headOf(shown) : '';
  const told = useRef(words);
  useEffect(() => {
    if (words !== told.current && words !== '') announce(words, 'polite');
    told.current = words;
  }, [words]);
  return (
    <section aria-label="Output" className="flex h-full min-h-0 flex-col bg-panel">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1">
        <h3 className="text-dense font-semibold">Output</h3>
        {shown && <span className="text-dense text-ink-2">{words}</span>}
        {runs.length > 1 && (
          <nav aria-label="Runs" className="ml-auto flex flex-wrap gap-1">
            {runs.slice(0, 8).map((run) => (
              <Button
                key={run.number}
                size="small"
                variant={run.number === shown?.number ? 'primary' : 'ghost'}
                aria-label={`Run ${run.number}`}
                aria-current={run.number === shown?.number ? 'true' : undefined}
                title={headOf(run)}
                onClick={() => onSelect(run.number)}
              >
                {run.number}
              </Button>
            ))}
          </nav>
        )}
      </div>
      <section
        className="min-h-0 flex-1 overflow-y-auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must take focus to be scrolled by keyboard.
        tabIndex={0}
        aria-label="What the run wrote"
      >
        {problem !== null && shown?.state.kind !== 'failed' && (
          <Banner live tone="fail" title={problem} className="m-2" />
        )}
        {!shown && problem === null && (
          <EmptyState>No run yet. Everybody in the session sees what a run writes.</EmptyState>
        )}
        {shown && <Outcome run={shown} onOpenPlace={onOpenPlace} />}
      </section>
    </section>
  );
}

function Outcome({ run, onOpenPlace }: { run: RoomRunView; onOpenPlace: RoomRunsProps['onOpenPlace'] }) {
  switch (run.state.kind) {
    case 'running':
      return <p className="px-3 py-2 text-ink-3">Running.</p>;
    case 'failed':
      return <Banner tone="fail" title={run.state.message} className="m-2" />;
    case 'finished': {
      const { error, console: lines } = run.state.run;
      return (
        <>
          {error && (
            <div className="border-b border-line bg-fail-soft px-3 py-2">
              <pre className="font-mono text-code whitespace-pre-wrap [overflow-wrap:anywhere]">
                {error.name}: {error.message}
              </pre>
              {error.file !== null && error.line !== null && (
                <Button
                  variant="link"
                  className="mt-0.5 font-mono"
                  onClick={() => onOpenPlace(error.file ?? '', error.line ?? 1, error.column)}
                >
                  {error.file}:{error.line}
                </Button>
              )}
            </div>
          )}
          {lines.length > 0 ? (
            <ConsoleList lines={lines} />
          ) : (
            !error && (
              <p className="px-3 py-2 text-ink-3">
                The program ended and wrote nothing. console.log writes here.
              </p>
            )
          )}
        </>
      );
    }
  }
}

function headOf(run: RoomRunView): string {
  const who = `Run ${run.number}${run.by ? `, ${run.by}` : ''}${run.path ? `, ${run.path}` : ''}`;
  if (run.state.kind === 'running') return `${who}: running`;
  if (run.state.kind === 'failed') return `${who}: not run`;
  return `${who}: ${runStatusNames[run.state.run.status]}, ${durationText(run.state.run.wallMs)}`;
}
