import type { Design, DesignComponent, DesignConnection } from '../domain/design/design.ts';
import { componentKinds, connectionSettings, kindTables } from '../simulation/load/drawing/kinds.ts';
import type { DrawingChangeYaml, DrawingYaml } from './schema/design-yaml.ts';

/** Distance of columns and rows of components that the file gives no place, canvas pixels. */
const columnPx = 190;
const rowPx = 120;
const originPx = 40;

type ComponentYaml = DrawingYaml['components'][number];

/** A drawing out of a file. Components without a place stand in columns by their distance from the clients. */
export function drawingOf(read: Pick<DrawingYaml, 'components' | 'connections'>): Design {
  return { components: placed(read.components, read.connections), connections: read.connections };
}

/** A drawing that the file describes by what differs from another one; problems name ids that the other has not. */
export function changedDrawing(
  base: Design,
  change: DrawingChangeYaml,
): { design: Design; problems: string[] } {
  const problems: string[] = [];
  let { components, connections } = base;
  for (const [index, { id, kind, label, settings }] of change.change.entries()) {
    const component = components.find((one) => one.id === id);
    if (component) {
      const became = kind ?? component.kind;
      const kept = became === component.kind ? component.settings : knownTo(became, component.settings);
      const next = { ...component, kind: became, label: label ?? component.label };
      components = components.map((one) =>
        one === component ? { ...next, settings: { ...kept, ...settings } } : one,
      );
    } else if (connections.some((one) => one.id === id)) {
      if (kind !== undefined || label !== undefined)
        problems.push(`change.${index}: ${id} is a connection; expected settings only`);
      connections = connections.map((one) =>
        one.id === id ? { ...one, settings: { ...one.settings, ...settings } } : one,
      );
    } else problems.push(`change.${index}: ${change.from}.yaml has no "${id}"; expected the id of a part`);
  }
  for (const [index, id] of change.remove.entries()) {
    if (![...components, ...connections].some((one) => one.id === id))
      problems.push(`remove.${index}: ${change.from}.yaml has no "${id}"; expected the id of a part`);
  }
  const gone = new Set(change.remove);
  components = components.filter(({ id }) => !gone.has(id));
  connections = connections.filter(({ id, from, to }) => !gone.has(id) && !gone.has(from) && !gone.has(to));
  connections = [...connections, ...change.connect];
  const design = { components: [...components, ...placed(change.add, connections, components)], connections };
  return { design, problems };
}

/** Of the settings of another kind, those that the kind has too. */
function knownTo(kind: string, settings: DesignComponent['settings']): DesignComponent['settings'] {
  const known = componentKinds.find((one) => one === kind);
  const keys = new Set(known ? kindTables[known].settings.map((setting) => setting.key) : []);
  return Object.fromEntries(Object.entries(settings).filter(([key]) => keys.has(key)));
}

function placed(
  components: readonly ComponentYaml[],
  connections: readonly Pick<DesignConnection, 'from' | 'to'>[],
  standing: readonly DesignComponent[] = [],
): DesignComponent[] {
  const ids = [...standing.map((one) => one.id), ...components.map((one) => one.id)];
  const columns = columnsOf(ids, connections);
  const taken = new Map<number, number>();
  const below = Math.max(0, ...standing.map((one) => one.y + rowPx));
  return components.map(({ id, kind, label, x, y, settings }) => {
    const column = columns.get(id) ?? 0;
    const row = taken.get(column) ?? 0;
    taken.set(column, row + 1);
    return {
      ...{ id, kind, label },
      ...{ x: x ?? originPx + column * columnPx, y: y ?? below + originPx + row * rowPx },
      settings,
    };
  });
}

/** The longest way to each from one that nothing leads to; in a circle it is bounded by the number of components. */
function columnsOf(
  ids: readonly string[],
  connections: readonly Pick<DesignConnection, 'from' | 'to'>[],
): Map<string, number> {
  const columns = new Map(ids.map((id) => [id, 0]));
  for (let round = 0; round < ids.length; round += 1) {
    for (const { from, to } of connections) {
      const next = (columns.get(from) ?? 0) + 1;
      if (next > (columns.get(to) ?? 0) && next < ids.length) columns.set(to, next);
    }
  }
  return columns;
}

/** What is wrong with the parts of a drawing by themselves: in a file a mistake is told, where the page puts it right. */
export function drawingProblems({ components, connections }: Design): string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  for (const [part, list] of Object.entries({ components, connections })) {
    for (const [index, { id }] of list.entries()) {
      if (ids.has(id)) problems.push(`${part}.${index}.id: "${id}" is used twice; expected unique ids`);
      ids.add(id);
    }
  }
  for (const [index, { kind, settings }] of components.entries()) {
    const known = componentKinds.find((one) => one === kind);
    if (known)
      problems.push(...settingProblems(`components.${index}.settings`, kindTables[known].settings, settings));
  }
  const known = new Set(components.map((one) => one.id));
  for (const [index, { from, to, settings }] of connections.entries()) {
    const at = `connections.${index}`;
    for (const [end, id] of Object.entries({ from, to })) {
      if (!known.has(id))
        problems.push(`${at}.${end}: there is no component "${id}"; expected the id of one`);
    }
    if (from === to) problems.push(`${at}: leads from "${from}" to itself; expected another component`);
    problems.push(...settingProblems(`${at}.settings`, connectionSettings, settings));
  }
  return problems;
}

function settingProblems(
  at: string,
  known: typeof connectionSettings,
  settings: DesignComponent['settings'],
): string[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const setting = known.find((one) => one.key === key);
    if (!setting) {
      const keys = known.map((one) => one.key).join(', ') || 'no settings at all';
      return [`${at}.${key}: unknown setting; expected one of ${keys}`];
    }
    const expected = expectedOf(setting, value);
    return expected === null ? [] : [`${at}.${key}: expected ${expected}, got ${JSON.stringify(value)}`];
  });
}

/** What was expected instead of the value; null when it is fine. */
function expectedOf(setting: (typeof connectionSettings)[number], value: unknown): string | null {
  switch (setting.type) {
    case 'number': {
      const { min, max, whole } = setting;
      const fits =
        typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
      return fits ? null : `a ${whole ? 'whole number' : 'number'} from ${min} to ${max}`;
    }
    case 'choice': {
      const values = setting.options.map((option) => option.value);
      return values.some((one) => one === value)
        ? null
        : `one of ${values.map((one) => `"${one}"`).join(', ')}`;
    }
    case 'flag':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'flows':
      return typeof value === 'string' ? null : 'ids of flows';
  }
}
