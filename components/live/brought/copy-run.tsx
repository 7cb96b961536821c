'use client';

import { useEffect } from 'react';
import { announce } from '../../ui/feedback/announcer.ts';
import { Banner } from '../../ui/feedback/banner.tsx';
import { BroughtResults } from './brought-results.tsx';
import type { CopyRunView } from './read-brought.ts';

interface CopyRunProps {
  run: CopyRunView;
  /** `…/brought/<number>`. */
  url: string;
  invariants: readonly { name: string; title: string }[];
  onOpenPlace: (path: string, line: number, column: number | null) => void;
}

/** A run of the copy, for everybody alike: that it runs, what it showed, or that it failed on our side. */
export function CopyRun({ run, url, invariants, onOpenPlace }: CopyRunProps) {
  const { number, by, state } = run;
  const label = `Results of run ${number} of the copy`;
  const heading = `Run ${number} of the copy, ${by}`;
  const said = state.kind === 'running' ? 'running' : state.kind === 'failed' ? 'not run' : '';
  useEffect(() => {
    if (said !== '') announce(`${heading}: ${said}`, 'polite');
  }, [heading, said]);
  if (state.kind === 'finished')
    return (
      <BroughtResults
        key={number}
        url={`${url}/run/${number}`}
        {...{ label, heading, invariants, onOpenPlace }}
        onSummary={(summary) => announce(`${heading}: ${summary}`, 'polite')}
      />
    );
  return (
    <section aria-label={label} className="h-full overflow-y-auto bg-panel">
      <h3 className="flex min-h-9 items-center border-b border-line px-3 text-dense font-semibold">
        {heading}
      </h3>
      {state.kind === 'running' ? (
        <p className="px-3 py-2 text-ink-3">Running.</p>
      ) : (
        <Banner tone="fail" title={state.message} className="m-2" />
      )}
    </section>
  );
}
