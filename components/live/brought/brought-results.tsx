'use client';

import { type ReactNode, useEffect, useEffectEvent } from 'react';
import type { IncidentQuestionView } from '../../incident/incident-types.ts';
import { InvestigationSteps } from '../../incident/investigation-record.tsx';
import { CodeBlock } from '../../markdown/code-block.tsx';
import { CheckList } from '../../run-results/check-list.tsx';
import { ConsoleList } from '../../run-results/console-list.tsx';
import { type RunErrorView, runStatusNames } from '../../run-results/run-view.ts';
import { errorName } from '../../sql/result/execution-text.ts';
import { Button } from '../../ui/button/button.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { BroughtExecution } from './brought-execution.tsx';
import { BroughtWorld } from './brought-world.tsx';
import { LoadFailed } from './load-failed.tsx';
import { type BroughtResultsView, readBroughtResults } from './read-brought.ts';
import { useBrought } from './use-brought.ts';

interface BroughtResultsProps {
  /** `…/brought/<number>`, or `…/run/<run>` under it. */
  url: string;
  label: string;
  /** Which run it is. */
  heading: string;
  /** Of a world's question. */
  invariants: readonly { name: string; title: string }[];
  /** Of an incident. */
  incident?: IncidentQuestionView | null;
  onOpenPlace: (path: string, line: number, column: number | null) => void;
  /** Called with the result in a few words, when it is there. */
  onSummary?: (summary: string) => void;
}

/** What a run showed, as the candidate's own page shows it. */
export function BroughtResults({
  url,
  label,
  heading,
  invariants,
  incident = null,
  onOpenPlace,
  onSummary,
}: BroughtResultsProps) {
  const { loaded, again } = useBrought(url, readBroughtResults);
  const value = loaded.state === 'ready' ? loaded.value : null;
  const summary = value ? summaryOf(value) : '';
  const say = useEffectEvent(() => onSummary?.(summary));
  useEffect(() => {
    if (summary !== '') say();
  }, [summary]);
  return (
    <section aria-label={label} className="flex h-full min-h-0 flex-col bg-panel">
      {value?.kind !== 'world' && (
        <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-b border-line px-3 py-1">
          <h3 className="text-dense font-semibold">{heading}</h3>
          <span className="text-dense text-ink-2">{summary}</span>
        </div>
      )}
      {loaded.state === 'loading' && <Skeleton className="m-3 h-16" />}
      {loaded.state === 'failed' && <LoadFailed message={loaded.message} again={again} />}
      {value?.kind === 'world' ? (
        <BroughtWorld
          run={value.run}
          seedUrl={`${url}/seed`}
          summary={`${heading}: ${summary}`}
          {...{ invariants, onOpenPlace }}
        />
      ) : (
        value && (
          <section
            aria-label={value.kind === 'incident' ? 'What it was like' : 'What the run showed'}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must take focus to be scrolled by keyboard.
            tabIndex={0}
            className="min-h-0 flex-1 overflow-y-auto"
          >
            <Shown results={value} incident={incident} onOpenPlace={onOpenPlace} />
          </section>
        )
      )}
    </section>
  );
}

function Shown({
  results,
  incident,
  onOpenPlace,
}: {
  results: Exclude<BroughtResultsView, { kind: 'world' }>;
  incident: IncidentQuestionView | null;
  onOpenPlace: BroughtResultsProps['onOpenPlace'];
}): ReactNode {
  switch (results.kind) {
    case 'none':
      return <EmptyState>What this run showed is not kept any more.</EmptyState>;
    case 'code': {
      const { run } = results;
      return (
        <>
          {run.error && <ProgramError error={run.error} onOpenPlace={onOpenPlace} />}
          <CheckList checks={run.checks} />
          {run.console.length > 0 && <ConsoleList lines={run.console} />}
          {!run.error && run.checks.length === 0 && run.console.length === 0 && (
            <EmptyState>The program ended and wrote nothing.</EmptyState>
          )}
        </>
      );
    }
    case 'sql-checks': {
      const { error, errorFile, checks } = results.run;
      return (
        <>
          {error && (
            <div className="border-b border-line bg-fail-soft px-3 py-2 text-dense">
              <p className="font-medium text-fail">
                {errorFile ?? 'The answer'}: {errorName(error.code)}
                {error.line !== null && `, line ${error.line}`}
              </p>
              <p>{error.message}</p>
              {error.hint && <p className="text-ink-2">{error.hint}</p>}
            </div>
          )}
          <CheckList checks={checks} />
        </>
      );
    }
    case 'incident':
      return incident ? (
        <div className="px-3 py-2">
          <InvestigationSteps view={results.investigation} question={incident} cited={noneCited} />
        </div>
      ) : null;
    case 'sql-execution':
      return (
        <>
          <div className="px-3 py-2">
            <CodeBlock code={results.run.sql} language="sql" label="What was run" />
          </div>
          <BroughtExecution run={results.run} />
        </>
      );
  }
}

function ProgramError({
  error,
  onOpenPlace,
}: {
  error: RunErrorView;
  onOpenPlace: BroughtResultsProps['onOpenPlace'];
}) {
  const { name, message, file, line, column } = error;
  return (
    <div className="border-b border-line bg-fail-soft px-3 py-2 text-dense">
      <pre className="font-mono text-code whitespace-pre-wrap [overflow-wrap:anywhere]">
        {name}: {message}
      </pre>
      {file !== null && line !== null && (
        <Button variant="link" className="mt-0.5 font-mono" onClick={() => onOpenPlace(file, line, column)}>
          {file}:{line}
        </Button>
      )}
    </div>
  );
}

const noneCited: readonly string[] = [];

function summaryOf(results: BroughtResultsView): string {
  switch (results.kind) {
    case 'none':
      return '';
    case 'code':
    case 'sql-checks': {
      const { status, checks } = results.run;
      if (status !== 'ok') return runStatusNames[status];
      const passed = checks.filter((check) => check.passed).length;
      return checks.length === 0 ? 'ended' : `${passed} of ${checks.length} visible checks held`;
    }
    case 'incident': {
      const { entries, spentMinutes } = results.investigation;
      return `${entries.length} steps in ${spentMinutes} simulated minutes`;
    }
    case 'sql-execution':
      return `in session ${results.run.session.toUpperCase()}`;
    case 'world': {
      const { seeds, stopped, invariants } = results.run;
      const failed = seeds.filter((seed) => !seed.passed).length;
      const words =
        failed === 0 ? `all ${seeds.length} seeds held` : `${failed} of ${seeds.length} seeds failed`;
      // No seed shows what is only true of all of them: a rate, a share.
      const overAll = invariants.filter((one) => !one.held && one.failing === 0).length;
      if (overAll > 0) return `${words}, ${overAll} broken over all`;
      return stopped ? `stopped; ${words}` : words;
    }
  }
}
