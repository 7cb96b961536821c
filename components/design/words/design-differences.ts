import type { Design, DesignComponent, DesignConnection } from '../../../domain/design/design.ts';
import {
  connectionSettings,
  isComponentKind,
  kindTables,
  type Setting,
  settingValue,
} from '../../../simulation/load/drawing/kinds.ts';

type Settings = DesignComponent['settings'];

/** What was changed from one drawing to another, in lines such as `list-api: Replicas 2 → 6`. Places are not compared. */
export function designDifferences(from: Design, to: Design): string[] {
  const before = new Map(from.components.map((one) => [one.id, one]));
  const after = new Map(to.components.map((one) => [one.id, one]));
  const names = new Map([...before, ...after].map(([id, { label }]) => [id, label === '' ? id : label]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const wayOf = (one: DesignConnection) => `${nameOf(one.from)} to ${nameOf(one.to)}`;
  const connections = new Map(from.connections.map((one) => [one.id, one]));
  const kept = new Set(to.connections.map((one) => one.id));
  return [
    ...from.components.filter(({ id }) => !after.has(id)).map(({ id }) => `removed: ${nameOf(id)}`),
    ...to.components.flatMap((component) => {
      const name = nameOf(component.id);
      const base = before.get(component.id);
      if (!base) return [`added: ${name} (${kindName(component.kind)})${listed(component)}`];
      const renamed = base.kind === component.kind ? [] : [`${name}: now a ${kindName(component.kind)}`];
      return [...renamed, ...changes(name, tableOf(component.kind), base.settings, component.settings)];
    }),
    // What goes with a component is said by its removal.
    ...from.connections
      .filter(({ id, from: start, to: end }) => !kept.has(id) && after.has(start) && after.has(end))
      .map((one) => `disconnected: ${wayOf(one)}`),
    ...to.connections.flatMap((one) => {
      const base = connections.get(one.id);
      if (!base) return [`connected: ${wayOf(one)}`];
      return changes(wayOf(one), connectionSettings, base.settings, one.settings);
    }),
  ];
}

/** Settings of a part as they count, by their names; those at their default are left out. */
export function settingLines(table: readonly Setting[], settings: Settings): string[] {
  return table.flatMap((setting) => {
    const value = settingValue(setting, settings[setting.key]);
    return value === setting.default ? [] : [`${setting.label} ${valueText(setting, value)}`];
  });
}

export function tableOf(kind: string): readonly Setting[] {
  return isComponentKind(kind) ? kindTables[kind].settings : [];
}

export function kindName(kind: string): string {
  return isComponentKind(kind) ? kindTables[kind].name : kind;
}

function listed({ kind, settings }: DesignComponent): string {
  const lines = settingLines(tableOf(kind), settings);
  return lines.length === 0 ? '' : `: ${lines.join(', ')}`;
}

function changes(name: string, table: readonly Setting[], from: Settings, to: Settings): string[] {
  return table.flatMap((setting) => {
    const [before, after] = [from, to].map((settings) => settingValue(setting, settings[setting.key]));
    if (before === undefined || after === undefined || before === after) return [];
    return [`${name}: ${setting.label} ${valueText(setting, before)} → ${valueText(setting, after)}`];
  });
}

function valueText(setting: Setting, value: ReturnType<typeof settingValue>): string {
  switch (setting.type) {
    case 'number':
      return setting.unit === '' ? String(value) : `${value} ${setting.unit}`;
    case 'choice':
      return setting.options.find((option) => option.value === value)?.label ?? String(value);
    case 'flag':
      return value === true ? 'on' : 'off';
    case 'flows':
      return value === '' ? 'all' : String(value);
  }
}
