'use client';

import {
  Background,
  BackgroundVariant,
  type EdgeChange,
  type NodeChange,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useViewport,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type * as Y from 'yjs';
import type { Design } from '../../../domain/design/design.ts';
import { changeComponent, connect, removeParts } from '../../../domain/design/design-document.ts';
import type { DesignProblem } from '../../../simulation/load/drawing/problems.ts';
import { flowDots, flowOptions, without } from '../../design-canvas/flow-options.ts';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { announce, notify } from '../../ui/feedback/announcer.ts';
import { componentLine } from '../component-line.ts';
import type { DesignQuestionView } from '../design-types.ts';
import { connectionName, refusalWords } from '../drawing-words.ts';
import { kindName, nameOf } from '../kind-icons.ts';
import type { LoadsAt } from '../results/component-load.ts';
import { edgeOf, SystemEdge, type SystemEdgeType } from './system-edge.tsx';
import { SystemNode, type SystemNodeType } from './system-node.tsx';

export interface SystemFlowProps {
  /** Null where the drawing is only shown. */
  doc: Y.Doc | null;
  design: Design;
  question: Pick<DesignQuestionView, 'scenario' | 'fixed'>;
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** A part was removed, and with it what had the focus. */
  onRemoved: () => void;
  /** Of the last run at the chosen second. */
  loads: LoadsAt | null;
  problems: readonly DesignProblem[];
  /** In the corner: what is shown. */
  status: string;
}

const nodeTypes = { system: SystemNode };
const edgeTypes = { system: SystemEdge };
const fitOptions = {
  maxZoom: 1,
  padding: { top: '16px', bottom: '32px', left: '76px', right: '16px' },
} as const;
const icon = { size: 13, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** The drawing as a picture. A component that is being dragged moves here at once and in the document when it is let go. */
export default function SystemFlow(props: SystemFlowProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow(props: SystemFlowProps) {
  const { doc, design, question, selected, onSelect, onRemoved, loads, problems, status } = props;
  const canvas = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<ReadonlyMap<string, { x: number; y: number }>>(new Map());
  const [measured, setMeasured] = useState<ReadonlyMap<string, { width: number; height: number }>>(new Map());
  const flow = useReactFlow();
  // Of one press, components and connections tell their parts one after the other, before this is drawn again.
  const newest = useRef(selected);
  newest.current = selected;
  useShowNew(design, () => void flow.fitView(fitOptions));
  const nodes = useMemo(
    () =>
      design.components.map((component): SystemNodeType => {
        const size = measured.get(component.id);
        const fixed = question.fixed.includes(component.id);
        const load = loads?.components.get(component.id) ?? null;
        const problem = problems.find((one) => one.component === component.id)?.text ?? null;
        return {
          id: component.id,
          type: 'system',
          position: held.get(component.id) ?? { x: component.x, y: component.y },
          data: { component, line: componentLine(component, question.scenario), load, problem, fixed },
          selected: component.id === selected,
          deletable: !fixed,
          ariaLabel: [
            `${kindName(component.kind)} ${nameOf(component)}`,
            load && load.utilisation !== null ? `${Math.round(load.utilisation * 100)} % busy` : '',
            problem ?? '',
          ]
            .filter(Boolean)
            .join(', '),
          ...(size ? { measured: size } : {}),
        };
      }),
    [design, question, held, measured, selected, loads, problems],
  );
  const edges = useMemo(
    () =>
      design.connections.map((connection) =>
        edgeOf(design, connection, {
          selected: connection.id === selected,
          load: loads?.connections.get(connection.id) ?? null,
          problem: problems.some((one) => one.connection === connection.id),
        }),
      ),
    [design, selected, loads, problems],
  );
  const choose = (changes: readonly (NodeChange<SystemNodeType> | EdgeChange<SystemEdgeType>)[]) => {
    const picked = changes.find((change) => change.type === 'select' && change.selected);
    const left = changes.some((change) => change.type === 'select' && change.id === newest.current);
    const next = picked?.type === 'select' ? picked.id : left ? null : newest.current;
    if (next === newest.current) return;
    newest.current = next;
    onSelect(next);
  };
  const onNodesChange = (changes: NodeChange<SystemNodeType>[]) => {
    choose(changes);
    for (const change of changes) {
      if (change.type === 'dimensions' && change.dimensions) {
        const { dimensions } = change;
        setMeasured((all) => new Map(all).set(change.id, dimensions));
      }
      if (change.type !== 'position') continue;
      const { id, position, dragging } = change;
      if (dragging && position && doc) setHeld((all) => new Map(all).set(id, position));
      if (dragging) continue;
      if (position && doc) changeComponent(doc, id, position);
      // Also where it was dropped on the place it came from: what the document says is shown from now on.
      setHeld((all) => without(all, id));
    }
  };
  const remove = (ids: readonly string[], names: readonly string[]) => {
    if (!doc || ids.length === 0) return;
    removeParts(doc, ids);
    onRemoved();
    announce(`Removed: ${names.join(', ')}. Undo brings it back.`);
  };
  return (
    <ReactFlow
      ref={canvas}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={choose}
      onPaneClick={() => onSelect(null)}
      onConnect={({ source, target }) => {
        if (!doc) return;
        const made = connect(doc, crypto.randomUUID(), { from: source, to: target });
        if (made.ok) onSelect(made.id);
        else notify({ tone: 'warn', text: refusalWords[made.why] });
      }}
      // Its keys are heard on the whole page, where they may be meant for something else.
      onBeforeDelete={async () => canvas.current?.contains(document.activeElement) ?? false}
      onDelete={({ nodes: goneNodes, edges: goneEdges }) =>
        remove(
          [...goneNodes, ...goneEdges].map((part) => part.id),
          [
            ...goneNodes.map((node) => nameOf(node.data.component)),
            ...(goneNodes.length > 0
              ? []
              : goneEdges.map((edge) => connectionName(design, { from: edge.source, to: edge.target }))),
          ],
        )
      }
      connectionRadius={44}
      nodesDraggable={doc !== null}
      nodesConnectable={doc !== null}
      deleteKeyCode={doc ? ['Delete', 'Backspace'] : null}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
      {...flowOptions}
      fitView
      fitViewOptions={fitOptions}
    >
      <Background variant={BackgroundVariant.Dots} {...flowDots} />
      <Panel position="bottom-left" className="m-2! flex items-center gap-2 text-caption text-ink-3">
        <span className="flex items-center">
          <IconButton
            size="small"
            label="Zoom out"
            icon={<Minus {...icon} />}
            onClick={() => void flow.zoomOut()}
          />
          <Zoom />
          <IconButton
            size="small"
            label="Zoom in"
            icon={<Plus {...icon} />}
            onClick={() => void flow.zoomIn()}
          />
          <IconButton
            size="small"
            label="Show the whole drawing"
            icon={<Maximize {...icon} />}
            onClick={() => void flow.fitView(fitOptions)}
          />
        </span>
        <span className="rounded-chip bg-bg px-1">{status}</span>
      </Panel>
    </ReactFlow>
  );
}

function Zoom() {
  const { zoom } = useViewport();
  return <span className="numeric w-9 text-center">{Math.round(zoom * 100)}%</span>;
}

/** A component that was added where nobody looks is brought into view. */
function useShowNew(design: Design, show: () => void): void {
  const count = useRef(design.components.length);
  const newest = useRef(show);
  newest.current = show;
  useEffect(() => {
    const more = design.components.length > count.current;
    count.current = design.components.length;
    if (!more) return;
    // Its size is known one frame later.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => newest.current()));
    return () => cancelAnimationFrame(frame);
  }, [design.components.length]);
}
