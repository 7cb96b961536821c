'use client';

import { Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Design } from '../../domain/design/design.ts';
import { MarkdownPreview } from '../markdown/markdown-preview.tsx';
import { Button } from '../ui/button/button.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { DesignBoard } from './design-board.tsx';
import type { DesignQuestionView } from './design-types.ts';
import { Simulation } from './run/simulation.ts';
import { useSimulatedDesign } from './run/use-simulated-design.ts';

interface DesignRecordProps {
  design: Design;
  publicDesign: DesignQuestionView;
  /** The decision note; null where it is shown elsewhere. */
  note: string | null;
}

/** A drawing that is read: in a replay, beside ratings, as a key. It can be simulated with the published seed. */
export function DesignRecord({ design, publicDesign, note }: DesignRecordProps) {
  const simulation = useMemo(() => new Simulation(), []);
  const run = useSimulatedDesign(simulation, publicDesign, design);
  const [asList, setAsList] = useState(false);
  const simulate = () => run.simulate(design);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" className="gap-1.5" pending={run.state.running !== null} onClick={simulate}>
          <Play size={12} strokeWidth={1.75} aria-hidden />
          {run.state.running ? 'Simulating' : 'Simulate'}
        </Button>
        <span className="text-caption text-ink-3">
          With the published seed {publicDesign.seed}, as the candidate saw it. It was graded with other
          seeds.
        </span>
      </div>
      <div className="h-[46rem] min-h-0 overflow-hidden border border-line">
        <DesignBoard
          doc={null}
          question={publicDesign}
          {...{ design, run, asList }}
          history={noHistory}
          onAsList={setAsList}
          onSimulate={simulate}
          show="all"
        />
      </div>
      {note !== null && (
        <section aria-label="Decision note">
          <h3 className="mb-1 text-dense font-semibold">Decision note</h3>
          {note.trim() === '' ? (
            <EmptyState className="px-0 py-1">Nothing was written.</EmptyState>
          ) : (
            <MarkdownPreview text={note} />
          )}
        </section>
      )}
    </div>
  );
}

const noHistory = { undo: () => {}, redo: () => {} };
