'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type * as Y from 'yjs';
import { addNode, nodeKinds } from '../../domain/drawing/drawing.ts';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { notify } from '../ui/feedback/announcer.ts';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { DrawingList } from './drawing-list.tsx';
import { nodeKindIcons, nodeKindNames } from './node-kinds.ts';
import { useDrawing, useDrawingHistory } from './use-drawing.ts';

const DrawingFlow = lazy(() => import('./drawing-flow.tsx'));
const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface DesignCanvasProps {
  doc: Y.Doc;
  readOnly?: boolean;
}

/**
 * A shared drawing of typed components and connections, as a picture or as a list of fields. A new component stands at
 * the first free place, so that no hand has to put it there.
 */
export function DesignCanvas({ doc, readOnly = false }: DesignCanvasProps) {
  const drawing = useDrawing(doc);
  const history = useDrawingHistory(doc);
  const [selected, setSelected] = useState<string | null>(null);
  const [asList, setAsList] = useState(false);
  return (
    <div className="flex h-full min-h-0 flex-col bg-panel">
      <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-1 border-b border-line px-2">
        {!readOnly &&
          nodeKinds.map((kind) => {
            const Icon = nodeKindIcons[kind];
            return (
              <IconButton
                key={kind}
                label={`Add ${nodeKindNames[kind].toLowerCase()}`}
                icon={<Icon {...icon} />}
                onClick={() => {
                  const made = addNode(doc, crypto.randomUUID(), { kind, label: nodeKindNames[kind] });
                  if (made) setSelected(made);
                  else notify({ tone: 'warn', text: 'The drawing is full. Remove a component first.' });
                }}
              />
            );
          })}
        {!readOnly && (
          <>
            <IconButton label="Undo in the drawing" icon={<Undo2 {...icon} />} onClick={history.undo} />
            <IconButton label="Redo in the drawing" icon={<Redo2 {...icon} />} onClick={history.redo} />
          </>
        )}
        <span className="ml-auto text-caption text-ink-3">
          {drawing.nodes.length} components, {drawing.edges.length} connections
        </span>
        <Button size="small" variant="ghost" aria-pressed={asList} onClick={() => setAsList(!asList)}>
          {asList ? 'As picture' : 'As list'}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {asList ? (
          <DrawingList doc={doc} drawing={drawing} selected={selected} readOnly={readOnly} />
        ) : (
          <Suspense fallback={<Skeleton className="h-full" />}>
            <DrawingFlow
              doc={doc}
              drawing={drawing}
              selected={selected}
              onSelect={setSelected}
              readOnly={readOnly}
            />
          </Suspense>
        )}
      </div>
    </div>
  );
}
