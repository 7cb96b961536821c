'use client';

import {
  Background,
  BackgroundVariant,
  type Edge,
  MarkerType,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo, useState } from 'react';
import type * as Y from 'yjs';
import {
  addEdge,
  changeNode,
  type Drawing,
  type DrawingEdge,
  removeParts,
} from '../../domain/drawing/drawing.ts';
import { ComponentNode, type ComponentNodeType } from './component-node.tsx';
import { flowDots, flowOptions, without } from './flow-options.ts';
import { nodeKindNames } from './node-kinds.ts';

interface DrawingFlowProps {
  doc: Y.Doc;
  drawing: Drawing;
  selected: string | null;
  onSelect: (id: string | null) => void;
  readOnly: boolean;
}

const nodeTypes = { component: ComponentNode };

/** The drawing as a picture. A node that is being dragged moves here at once and in the document when it is let go. */
export default function DrawingFlow(props: DrawingFlowProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ doc, drawing, selected, onSelect, readOnly }: DrawingFlowProps) {
  const [held, setHeld] = useState<ReadonlyMap<string, { x: number; y: number }>>(new Map());
  const [measured, setMeasured] = useState<ReadonlyMap<string, { width: number; height: number }>>(new Map());
  const nodes = useMemo(
    () =>
      drawing.nodes.map((node): ComponentNodeType => {
        const size = measured.get(node.id);
        return {
          id: node.id,
          type: 'component',
          position: held.get(node.id) ?? { x: node.x, y: node.y },
          data: { node },
          selected: node.id === selected,
          ariaLabel: `${nodeKindNames[node.kind]} ${node.label}`,
          ...(size ? { measured: size } : {}),
        };
      }),
    [drawing, held, measured, selected],
  );
  const edges = useMemo(
    () => drawing.edges.map((edge) => edgeOf(edge, edge.id === selected)),
    [drawing, selected],
  );
  const onNodesChange = (changes: NodeChange<ComponentNodeType>[]) => {
    for (const change of changes) {
      if (change.type === 'select' && change.selected) onSelect(change.id);
      if (change.type === 'dimensions' && change.dimensions) {
        const { dimensions } = change;
        setMeasured((all) => new Map(all).set(change.id, dimensions));
      }
      if (change.type !== 'position') continue;
      const { id, position, dragging } = change;
      if (dragging && position && !readOnly) setHeld((all) => new Map(all).set(id, position));
      if (dragging) continue;
      if (position && !readOnly) changeNode(doc, id, position);
      // Also where it was dropped on the place it came from: what the document says is shown from now on.
      setHeld((all) => without(all, id));
    }
  };
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onEdgeClick={(_, edge) => onSelect(edge.id)}
      onPaneClick={() => onSelect(null)}
      onConnect={({ source, target }) => {
        addEdge(doc, crypto.randomUUID(), { from: source, to: target });
      }}
      onNodesDelete={(gone) => {
        removeParts(
          doc,
          gone.map((node) => node.id),
        );
      }}
      onEdgesDelete={(gone) => {
        removeParts(
          doc,
          gone.map((edge) => edge.id),
        );
      }}
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      deleteKeyCode={readOnly ? null : ['Delete', 'Backspace']}
      {...flowOptions}
      fitView
      fitViewOptions={{ maxZoom: 1, padding: 0.2 }}
    >
      <Background variant={BackgroundVariant.Dots} {...flowDots} />
    </ReactFlow>
  );
}

function edgeOf(edge: DrawingEdge, selected: boolean): Edge {
  const colour = selected ? 'var(--accent)' : 'var(--ctl)';
  return {
    id: edge.id,
    source: edge.from,
    target: edge.to,
    type: 'smoothstep',
    selected,
    label: edge.label || undefined,
    labelStyle: { fill: 'var(--ink-2)', fontSize: 11 },
    labelBgStyle: { fill: 'var(--bg)' },
    markerEnd: { type: MarkerType.ArrowClosed, color: colour },
    style: { stroke: colour, strokeWidth: 1.25, strokeDasharray: edge.style === 'async' ? '4 3' : undefined },
  };
}
