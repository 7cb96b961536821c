import type { Design, DesignComponent } from './design.ts';

/**
 * What of a drawing counts. The page lets nobody change what is given or add a kind that is not offered; whoever gets
 * around the page gains nothing: what is given counts as it is given, and what was not offered is not there.
 */
export function allowedDesign(
  design: Design,
  rules: { start: Design; fixed: readonly string[]; palette: readonly string[] },
): Design {
  const given = new Map(rules.start.components.map((component) => [component.id, component]));
  const drawn = new Map(design.components.map((component) => [component.id, component]));
  const fixed = rules.fixed.flatMap((id): DesignComponent[] => {
    const component = given.get(id);
    return component ? [{ ...component, ...placeOf(drawn.get(id) ?? component) }] : [];
  });
  const isFixed = new Set(rules.fixed);
  const free = design.components.filter(
    ({ id, kind }) => !isFixed.has(id) && (rules.palette.includes(kind) || given.get(id)?.kind === kind),
  );
  const components = [...fixed, ...free];
  const known = new Set(components.map((component) => component.id));
  return {
    components,
    connections: design.connections.filter(({ from, to }) => known.has(from) && known.has(to)),
  };
}

function placeOf({ x, y }: DesignComponent): { x: number; y: number } {
  return { x, y };
}
