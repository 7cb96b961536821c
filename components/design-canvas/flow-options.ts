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

/** The same places but for that of one part; the same object where it has none. */
export function without<Place>(places: ReadonlyMap<string, Place>, id: string): ReadonlyMap<string, Place> {
  if (!places.has(id)) return places;
  const next = new Map(places);
  next.delete(id);
  return next;
}
