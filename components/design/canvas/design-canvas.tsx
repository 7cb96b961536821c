'use client';

import { List, Redo2, Undo2, Workflow } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { ComponentKind } from '../../../simulation/load/drawing/kinds.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
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
}

/** The drawing as a picture or as a list, and what adds to it. Both can do everything. */
export function DesignCanvas({ history, asList, onAsList, settings, ...props }: DesignCanvasProps) {
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
  if (asList) {
    return (
      <div className="flex h-full min-h-0 flex-col bg-panel">
        <div className="flex min-h-9 shrink-0 items-center justify-end gap-2 border-b border-line px-3">
          {undo}
          {toggle}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <DesignList {...props} settings={settings} onAdd={add} />
        </div>
      </div>
    );
  }
  return (
    <section aria-label="Drawing" className="relative h-full min-h-64">
      <Suspense fallback={<Skeleton className="h-full" />}>
        <SystemFlow {...props} />
      </Suspense>
      {doc && (
        <div className="absolute top-2 left-2 z-10">
          <Palette kinds={question.palette} onAdd={add} />
        </div>
      )}
      <div className="absolute top-2 right-2 z-10 flex items-center gap-2">
        {undo}
        {toggle}
      </div>
    </section>
  );
}
