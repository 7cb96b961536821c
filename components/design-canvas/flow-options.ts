import { gridPx } from '../../domain/drawing/drawing.ts';

/** What every canvas has in common: a step to snap to, bounds of zooming, dots on the ground. */
export const flowOptions = {
  snapToGrid: true,
  snapGrid: [gridPx / 2, gridPx / 2] as [number, number],
  minZoom: 0.3,
  maxZoom: 2,
  className:
    'bg-bg [--xy-attribution-background-color:transparent] [&_.react-flow__attribution_a]:text-ink-3',
};

export const flowDots = { gap: gridPx, size: 1, color: 'var(--line-2)' };

interface Place {
  x: number;
  y: number;
}

/** Positions of parts that are being dragged, until the document has them. */
export function keptWhereDifferent(
  held: ReadonlyMap<string, Place>,
  parts: readonly (Place & { id: string })[],
): ReadonlyMap<string, Place> {
  const next = new Map(held);
  for (const part of parts) {
    const at = next.get(part.id);
    if (at && Math.round(at.x) === part.x && Math.round(at.y) === part.y) next.delete(part.id);
  }
  return next.size === held.size ? held : next;
}
