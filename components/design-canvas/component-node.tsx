'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import type { DrawingNode } from '../../domain/drawing/drawing.ts';
import { cn } from '../ui/class-names.ts';
import { nodeKindIcons, nodeKindNames } from './node-kinds.ts';

export type ComponentNodeType = Node<{ node: DrawingNode }, 'component'>;

const handle = 'size-2! border-ctl! bg-panel!';

/** One component: its kind as an icon, name and a line of detail. A note has no frame of a machine. */
export function ComponentNode({ data, selected, isConnectable }: NodeProps<ComponentNodeType>) {
  const { node } = data;
  const Icon = nodeKindIcons[node.kind];
  return (
    <div
      className={cn(
        'min-w-28 max-w-56 rounded-control border bg-panel px-2.5 py-1.5 text-dense',
        node.kind === 'note' ? 'border-dashed border-line-2 bg-sunken' : 'border-line-2',
        selected && 'border-accent outline-2 outline-accent-line',
      )}
    >
      <Handle type="target" position={Position.Left} className={handle} isConnectable={isConnectable} />
      <p className="flex items-center gap-1.5 font-medium">
        <Icon size={13} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />
        <span className="min-w-0 truncate">{node.label || nodeKindNames[node.kind]}</span>
      </p>
      {node.detail && <p className="truncate text-caption text-ink-2">{node.detail}</p>}
      <Handle type="source" position={Position.Right} className={handle} isConnectable={isConnectable} />
    </div>
  );
}
