'use client';

import { List, Redo2, Undo2, Workflow } from 'lucide-react';
import { lazy, type RefObject, Suspense } from 'react';
import type { ComponentKind } from '../../../simulation/load/drawing/kinds.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { cn } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/feedback/skeleton.tsx';
import { addPart } from '../add-part.ts';
import type { DesignQuestionView } from '../design-types.ts';
import { DesignList, type DesignListProps } from '../list/design-list.tsx';
import { Palette } from './palette.tsx';
import type { SystemFlowProps } from './system-flow.tsx';

export const loadSystemFlow = () => import('./system-flow.tsx');
const SystemFlow = lazy(loadSystemFlow);
const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface DesignCanvasProps extends Omit<SystemFlowProps, 'question'>, Pick<DesignListProps, 'settings'> {
  question: DesignQuestionView;
  history: { undo: () => void; redo: () => void };
  asList: boolean;
  onAsList: (asList: boolean) => void;
  region: RefObject<HTMLElement | null>;
}

/** The drawing as a picture or as a list, and what adds to it. Both can do everything. */
export function DesignCanvas({ history, asList, onAsList, region, settings, ...props }: DesignCanvasProps) {
  const { doc, design, question, onSelect } = props;
  const add = (kind: ComponentKind) => {
    const made = doc && addPart(doc, design, kind);
    if (made) onSelect(made);
  };
  const toggle = (
    <Button size="small" className="gap-1.5 bg-panel" onClick={() => onAsList(!asList)}>
      {asList ? <Workflow {...icon} size={12} /> : <List {...icon} size={12} />}
      {asList ? 'As picture' : 'As list'}
    </Button>
  );
  const undo = doc && (
    <span className="flex">
      <IconButton
        size="small"
        label="Undo in the drawing"
        icon={<Undo2 {...icon} />}
        onClick={history.undo}
      />
      <IconButton
        size="small"
        label="Redo in the drawing"
        icon={<Redo2 {...icon} />}
        onClick={history.redo}
      />
    </span>
  );
  return (
    <section
      ref={region}
      // Takes the focus when the part that had it was removed.
      tabIndex={-1}
      aria-label="Drawing"
      className={cn(
        'h-full -outline-offset-2',
        asList ? 'flex min-h-0 flex-col bg-panel' : 'relative min-h-64',
      )}
    >
      {/* One place for both looks, so that the button that changes them keeps the focus. */}
      <div
        className={cn(
          'flex items-center gap-2',
          asList ? 'min-h-9 shrink-0 justify-end border-b border-line px-3' : 'absolute top-2 right-2 z-10',
        )}
      >
        {undo}
        {toggle}
      </div>
      {asList ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <DesignList {...props} settings={settings} onAdd={add} />
        </div>
      ) : (
        <>
          <Suspense fallback={<Skeleton className="h-full" />}>
            <SystemFlow {...props} />
          </Suspense>
          {doc && (
            <div className="absolute top-2 left-2 z-10">
              <Palette kinds={question.palette} onAdd={add} />
            </div>
          )}
        </>
      )}
    </section>
  );
}
