import { type Edge, MarkerType } from '@xyflow/react';
import type { Design, DesignComponent, DesignConnection } from '../../../domain/design/design.ts';
import { connectionName, isAsynchronous } from '../drawing-words.ts';
import type { ConnectionLoad } from '../results/component-load.ts';
import { percent, perSecond } from '../results/measure-words.ts';

interface EdgeFacts {
  selected: boolean;
  load: ConnectionLoad | null;
  problem: boolean;
}

/** Failing by less is noise of a run. */
const failingShare = 0.005;

export function edgeOf(design: Design, connection: DesignConnection, facts: EdgeFacts): Edge {
  const { selected, load, problem } = facts;
  const failing = load !== null && load.failedShare >= failingShare;
  const colour = selected ? 'var(--accent)' : problem ? 'var(--fail)' : 'var(--ctl)';
  return {
    id: connection.id,
    source: connection.from,
    target: connection.to,
    ...sides(design, connection),
    type: 'smoothstep',
    selected,
    ariaLabel: `Connection ${connectionName(design, connection)}`,
    label: load
      ? `${perSecond(load.rate)}${failing ? `, ${percent(load.failedShare)} fail` : ''}`
      : undefined,
    labelStyle: { fill: failing ? 'var(--fail)' : 'var(--ink-2)', fontSize: 10.5, fontFamily: 'var(--mono)' },
    labelBgStyle: { fill: 'var(--bg)' },
    labelBgPadding: [2, 1],
    markerEnd: { type: MarkerType.ArrowClosed, color: colour },
    style: {
      stroke: colour,
      strokeWidth: 1.25,
      strokeDasharray: isAsynchronous(design, connection) ? '4 3' : undefined,
    },
  };
}

/** Nearer than this in a row, one stands above the other rather than before it. */
const columnPx = 170;

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
