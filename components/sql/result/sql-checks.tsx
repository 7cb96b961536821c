'use client';

import type { SqlCheckRun } from '../../../domain/sql/wire.ts';
import { CheckList } from '../../run-results/check-list.tsx';
import { Button } from '../../ui/button/button.tsx';
import { cn } from '../../ui/class-names.ts';
import { Banner } from '../../ui/feedback/banner.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { errorName } from './execution-text.ts';

interface SqlChecksProps {
  run: SqlCheckRun | null;
  running: boolean;
  failure: string | null;
  /** How many the question shows. */
  visible: number;
  onRun: () => void;
  disabled: boolean;
}

/** The visible checks on fresh copies of the data. */
export function SqlChecks({ run, running, failure, visible, onRun, disabled }: SqlChecksProps) {
  if (visible === 0) {
    return (
      <EmptyState>
        This question shows no checks: all of them run after submission. The database is yours to try things
        out.
      </EmptyState>
    );
  }
  const button = (
    <Button size="small" onClick={onRun} pending={running} disabled={disabled}>
      {running ? 'Checking' : 'Run the checks'}
    </Button>
  );
  return (
    <div aria-busy={running} className={cn(running && 'opacity-60')}>
      {failure && <Banner live tone="fail" title={failure} className="m-2" action={button} />}
      {run?.error && (
        <div className="border-b border-line bg-fail-soft px-3 py-2 text-dense">
          <p className="font-medium text-fail">
            {run.errorFile ?? 'The answer'}: {errorName(run.error.code)}
            {run.error.line !== null && `, line ${run.error.line}`}
          </p>
          <p>{run.error.message}</p>
          {run.error.hint && <p className="text-ink-2">{run.error.hint}</p>}
        </div>
      )}
      {run ? (
        <CheckList key={run.number} checks={run.checks} />
      ) : (
        <EmptyState action={button}>
          {visible === 1 ? 'One check is shown.' : `${visible} checks are shown.`} They run your files on
          fresh copies of the data.
        </EmptyState>
      )}
    </div>
  );
}
