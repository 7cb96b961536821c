'use client';

import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getSmoothStepPath,
  MarkerType,
  Position,
} from '@xyflow/react';
import type { Design, DesignComponent, DesignConnection } from '../../../domain/design/design.ts';
import { connectionName, isAsynchronous } from '../drawing-words.ts';
import type { ConnectionLoad } from '../results/component-load.ts';
import { failingWords, shortRate } from '../results/measure-words.ts';
import { failingShare } from './failing-share.ts';

interface EdgeFacts {
  selected: boolean;
  load: ConnectionLoad | null;
  problem: boolean;
}

const rowPx = 20;
const beforeTargetPx = 32;

export type SystemEdgeType = Edge<EdgeFacts & Record<string, unknown>, 'system'>;

/** A connection with its rate at the chosen second on the line, and under it what of it failed. */
export function SystemEdge(props: EdgeProps<SystemEdgeType>) {
  const { id, markerEnd, style, data } = props;
  const [path, middleX, middleY] = getSmoothStepPath({ ...props, borderRadius: 6 });
  // Connections of one component share their way at first: a rate stands where only its own line goes.
  const bent = props.targetPosition === Position.Left && Math.abs(props.sourceY - props.targetY) > rowPx;
  const [labelX, labelY] = bent ? [props.targetX - beforeTargetPx, props.targetY] : [middleX, middleY];
  const load = data?.load ?? null;
  const failing = load !== null && load.failedShare >= failingShare;
  return (
    <>
      <BaseEdge id={id} path={path} {...(markerEnd ? { markerEnd } : {})} {...(style ? { style } : {})} />
      {load && (
        <EdgeLabelRenderer>
          <span
            className={`numeric pointer-events-none absolute flex flex-col items-center text-[0.65625rem] leading-3 ${failing ? 'text-fail' : 'text-ink-2'}`}
            style={{ transform: `translate(-50%, -6px) translate(${labelX}px, ${labelY}px)` }}
          >
            <span className="bg-bg px-0.5">{shortRate(load.rate)}</span>
            {failing && <span className="bg-bg px-0.5">{failingWords(load.failedShare)}</span>}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

export function edgeOf(design: Design, connection: DesignConnection, facts: EdgeFacts): SystemEdgeType {
  const { selected, problem } = facts;
  const colour = selected ? 'var(--accent)' : problem ? 'var(--fail)' : 'var(--ctl)';
  return {
    id: connection.id,
    source: connection.from,
    target: connection.to,
    ...sides(design, connection),
    type: 'system',
    selected,
    data: { ...facts },
    ariaLabel: `Connection ${connectionName(design, connection)}`,
    markerEnd: { type: MarkerType.ArrowClosed, color: colour },
    style: {
      stroke: colour,
      strokeWidth: selected ? 1.75 : 1.25,
      strokeDasharray: isAsynchronous(design, connection) ? '4 3' : undefined,
    },
  };
}

/** Nearer than this in a row, one stands above the other rather than before it. */
const columnPx = 150;

/** From right to left where there is room; else from below to above, so that a way back does not cross its own ends. */
function sides(design: Design, { from, to }: DesignConnection) {
  const place = (id: string): DesignComponent | undefined => design.components.find((one) => one.id === id);
  const [source, target] = [place(from), place(to)];
  if (!source || !target || target.x - source.x >= columnPx) {
    return { sourceHandle: 'right', targetHandle: 'left' };
  }
  return target.y >= source.y
    ? { sourceHandle: 'bottom', targetHandle: 'top' }
    : { sourceHandle: 'over', targetHandle: 'under' };
}
