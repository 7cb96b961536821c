import type { LoadDesign } from '../scenario.ts';
import { connectionSettings, isComponentKind, kindTables, type Setting, settingValue } from './kinds.ts';

/** Components and connections that came or went, and settings that differ. A moved or renamed component is the same. */
export function countChanges(start: LoadDesign, design: LoadDesign): number {
  return (
    differences(start.components, design.components, ({ kind }) =>
      isComponentKind(kind) ? kindTables[kind].settings : [],
    ) + differences(start.connections, design.connections, () => connectionSettings)
  );
}

interface Part {
  id: string;
  settings: Readonly<Record<string, unknown>>;
}

function differences<T extends Part>(
  before: readonly T[],
  after: readonly T[],
  settingsOf: (part: T) => readonly Setting[],
): number {
  const known = new Map(before.map((part) => [part.id, part]));
  let count = before.filter((part) => !after.some((one) => one.id === part.id)).length;
  for (const part of after) {
    const was = known.get(part.id);
    if (was === undefined) count += 1;
    else
      for (const setting of settingsOf(part))
        if (
          settingValue(setting, part.settings[setting.key]) !==
          settingValue(setting, was.settings[setting.key])
        )
          count += 1;
  }
  return count;
}
