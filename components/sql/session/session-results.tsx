'use client';

import type { SessionName, SqlExecution } from '../../../domain/sql/wire.ts';
import { SplitPane } from '../../ui/layout/split-pane.tsx';
import { ExecutionView } from '../result/execution-view.tsx';
import type { SqlLab } from '../state/use-sql-lab.ts';
import { SessionStrip } from './session-strip.tsx';
import { sessionLabel } from './session-text.ts';

interface SessionResultsProps {
  lab: SqlLab;
  /** Whether the question has two sessions, which then stand side by side. */
  two: boolean;
  chosen: SessionName;
  onChoose: (session: SessionName) => void;
  /** A UTF-16 offset into the text that was run. */
  onOpenPlace: (run: SqlExecution, offset: number) => void;
}

const sessionLimits = { firstMinPx: 180, secondMinPx: 180 };

/** What each session does, and what its last statements gave. */
export function SessionResults({ lab, two, chosen, onChoose, onOpenPlace }: SessionResultsProps) {
  const results = (name: SessionName) => (
    <section aria-label={sessionLabel(name)} className="flex h-full min-h-0 flex-col bg-panel">
      <SessionStrip
        session={name}
        known={lab.states}
        busy={lab.busy[name]}
        chosen={two ? chosen === name : null}
        onChoose={() => onChoose(name)}
        onCancel={() => lab.cancel(name)}
      />
      <div className="min-h-0 flex-1">
        <ExecutionView
          run={lab.shown[name]}
          busy={lab.busy[name]}
          failure={lab.failure[name]}
          onOpenPlace={onOpenPlace}
        />
      </div>
    </section>
  );
  if (!two) return results('a');
  return (
    <SplitPane
      orientation="columns"
      label="Resize the sessions"
      limits={sessionLimits}
      first={results('a')}
      second={results('b')}
    />
  );
}
