'use client';

import { useRef } from 'react';
import type * as Y from 'yjs';
import type { Design } from '../../domain/design/design.ts';
import { SplitPane } from '../ui/layout/split-pane.tsx';
import { DesignCanvas } from './canvas/design-canvas.tsx';
import type { DesignQuestionView } from './design-types.ts';
import { Inspector } from './inspector/inspector.tsx';
import { LoadPanel } from './results/load-panel.tsx';
import { OutcomePanel } from './results/outcome-panel.tsx';
import type { SimulatedDesign } from './run/use-simulated-design.ts';

interface DesignBoardProps {
  /** Null where the drawing is only shown. */
  doc: Y.Doc | null;
  design: Design;
  question: DesignQuestionView;
  run: SimulatedDesign;
  history: { undo: () => void; redo: () => void };
  asList: boolean;
  onAsList: (asList: boolean) => void;
  onSimulate: () => void;
  /** Why nothing may be run now. */
  locked?: string | undefined;
  /** All side by side, or one of the two where there is no room. */
  show: 'all' | 'drawing' | 'results';
}

const rowLimits = { firstMinPx: 220, secondMinPx: 180 };
const columns = 'grid h-full min-h-0 grid-cols-[minmax(0,1fr)_300px]';

/** The drawing with the settings of what is selected, above what its last run showed and what it is held against. */
export function DesignBoard({ show, run, onSimulate, locked, ...props }: DesignBoardProps) {
  const { doc, design, question, history, asList, onAsList } = props;
  const { state, shown, loads, problems, stale, selected, setSelected } = run;
  const drawn = { doc, design, question, selected, loads, problems, onSelect: setSelected };
  const drawing = useRef<HTMLElement>(null);
  const onRemoved = () => drawing.current?.focus({ preventScroll: true });
  const inspector = <Inspector {...drawn} onRemoved={onRemoved} second={shown.second} />;
  const canvas = (inline: boolean) => (
    <DesignCanvas
      {...drawn}
      {...{ history, asList, onAsList, onRemoved }}
      region={drawing}
      settings={inline ? inspector : null}
      status={statusOf(design, run)}
    />
  );
  const load = (
    <LoadPanel
      {...{ question, state, shown, stale, selected }}
      onSelect={setSelected}
      onSimulate={onSimulate}
      locked={locked}
      onCancel={run.cancel}
    />
  );
  const outcome = (
    <OutcomePanel
      {...{ question, design, problems, stale, shown }}
      result={state.result}
      onSelect={setSelected}
    />
  );
  switch (show) {
    case 'drawing':
      return (
        <div className="flex flex-col bg-panel">
          <div className={asList ? '' : 'h-[60dvh]'}>{canvas(asList)}</div>
          {!asList && <section aria-label="Settings">{inspector}</section>}
        </div>
      );
    case 'results':
      return (
        <div className="flex flex-col bg-panel">
          {load}
          <div className="border-t border-line">{outcome}</div>
        </div>
      );
    case 'all':
      return (
        <SplitPane
          orientation="rows"
          label="Resize drawing and results"
          defaultShare={0.48}
          limits={rowLimits}
          first={
            <div className={columns}>
              {canvas(false)}
              <section aria-label="Settings" className="overflow-y-auto border-l border-line bg-panel">
                {inspector}
              </section>
            </div>
          }
          second={
            <div className={columns}>
              {load}
              <div className="grid min-h-0 border-l border-line">{outcome}</div>
            </div>
          }
        />
      );
  }
}

function statusOf(design: Design, { shown, stale }: SimulatedDesign): string {
  const counts = `${count(design.components.length, 'component')}, ${count(design.connections.length, 'connection')}`;
  if (!shown.report) return counts;
  return `${counts}. Values at ${Math.round(shown.second)} s${stale ? ', before the last changes' : ''}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
