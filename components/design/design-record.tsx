'use client';

import { Play } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { allowedDesign } from '../../domain/design/allowed-design.ts';
import type { Design } from '../../domain/design/design.ts';
import { MarkdownPreview } from '../markdown/markdown-preview.tsx';
import { Button } from '../ui/button/button.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
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

/** Narrower, drawing and results stand below each other. */
const besideMinPx = 860;

/** A drawing that is read: in a replay, beside ratings, as a key. It can be simulated with the published seed. */
export function DesignRecord({ design: drawn, publicDesign, note }: DesignRecordProps) {
  const design = useMemo(() => allowedDesign(drawn, publicDesign), [drawn, publicDesign]);
  const simulation = useMemo(() => new Simulation(), []);
  const run = useSimulatedDesign(simulation, publicDesign, design);
  const [asList, setAsList] = useState(false);
  const simulate = () => run.simulate(design);
  // Nobody else can come back to it.
  useEffect(() => () => simulation.cancel(), [simulation]);
  const place = useRef<HTMLDivElement>(null);
  const [beside, setBeside] = useState<boolean | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setBeside(element.clientWidth >= besideMinPx));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const board = {
    ...{ doc: null, question: publicDesign, design, run, asList, history: noHistory },
    ...{ onAsList: setAsList, onSimulate: simulate },
  };
  return (
    <div ref={place} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" className="gap-1.5" pending={run.state.running !== null} onClick={simulate}>
          <Play size={12} strokeWidth={1.75} aria-hidden />
          {run.state.running ? 'Simulating' : 'Simulate'}
        </Button>
        <span className="text-caption text-ink-3">
          With the published seed {publicDesign.seed}, as on the candidate’s page. Grading uses other seeds.
        </span>
      </div>
      {beside === null && <Skeleton className="h-96" />}
      {beside === true && (
        <div className="h-[46rem] min-h-0 overflow-hidden border border-line">
          <DesignBoard {...board} show="all" />
        </div>
      )}
      {beside === false && (
        <div className="min-w-0 border border-line">
          <DesignBoard {...board} show="drawing" />
          <div className="border-t border-line">
            <DesignBoard {...board} show="results" />
          </div>
        </div>
      )}
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
