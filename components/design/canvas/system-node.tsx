'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, Lock } from 'lucide-react';
import type { DesignComponent } from '../../../domain/design/design.ts';
import { isComponentKind } from '../../../simulation/load/drawing/kinds.ts';
import { cn } from '../../ui/class-names.ts';
import { kindIcons, nameOf } from '../kind-icons.ts';
import type { ComponentLoad } from '../results/component-load.ts';
import { LoadBar } from '../results/load-bar.tsx';
import { ZoneChips } from '../results/zone-chips.tsx';

export type SystemNodeType = Node<SystemNodeData, 'system'>;

export interface SystemNodeData extends Record<string, unknown> {
  component: DesignComponent;
  line: string;
  load: ComponentLoad | null;
  problem: string | null;
  fixed: boolean;
}

const visible =
  "size-2! rounded-full! border! border-ctl! bg-panel! after:absolute after:-inset-2 after:content-[''] hover:border-accent! hover:bg-accent-soft!";
const hidden = 'pointer-events-none! size-1! border-0! bg-transparent! opacity-0';

/** One component: what it is, its main settings, and how busy it was at the chosen second. */
export function SystemNode({ data, selected, isConnectable }: NodeProps<SystemNodeType>) {
  const { component, line, load, problem, fixed } = data;
  const Icon = isComponentKind(component.kind) ? kindIcons[component.kind] : CircleAlert;
  return (
    <div
      className={cn(
        'w-33 rounded-control border bg-panel px-2 pt-1 pb-1.5 text-dense',
        problem ? 'border-fail-line' : 'border-line-2',
        selected && 'border-accent outline-2 outline-accent-line',
      )}
    >
      <Handle id="left" type="target" position={Position.Left} className={visible} {...{ isConnectable }} />
      <Handle id="top" type="target" position={Position.Top} className={hidden} isConnectable={false} />
      <Handle id="under" type="target" position={Position.Bottom} className={hidden} isConnectable={false} />
      <p className="flex items-center gap-1.5 font-medium">
        <Icon size={13} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1 truncate" title={nameOf(component)}>
          {nameOf(component)}
        </span>
        {fixed && <Lock size={11} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-3" />}
        {problem && (
          <span title={problem} className="shrink-0 text-fail">
            <CircleAlert size={12} strokeWidth={1.75} aria-hidden />
          </span>
        )}
      </p>
      <p className="min-h-4 truncate text-caption text-ink-2" title={line}>
        {line}
      </p>
      {load && (
        <span className="mt-0.5 flex items-center gap-1.5">
          {load.zones?.includes('lost') && <ZoneChips zones={load.zones} />}
          <LoadBar load={load} className="min-w-0 flex-1" />
        </span>
      )}
      <Handle id="right" type="source" position={Position.Right} className={visible} {...{ isConnectable }} />
      <Handle id="over" type="source" position={Position.Top} className={hidden} isConnectable={false} />
      <Handle id="bottom" type="source" position={Position.Bottom} className={hidden} isConnectable={false} />
    </div>
  );
}
