import type { Design, SettingValue } from './design.ts';

/** Whether two drawings are the same system. Where a component stands on the canvas is no part of it. */
export function sameDesign(a: Design, b: Design): boolean {
  return JSON.stringify(systemOf(a)) === JSON.stringify(systemOf(b));
}

function systemOf(design: Design) {
  return {
    components: design.components
      .map(({ id, kind, label, settings }) => [id, kind, label, sortedSettings(settings)] as const)
      .toSorted(byId),
    connections: design.connections
      .map(({ id, from, to, settings }) => [id, from, to, sortedSettings(settings)] as const)
      .toSorted(byId),
  };
}

function sortedSettings(settings: Readonly<Record<string, SettingValue>>): [string, SettingValue][] {
  return Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function byId(a: readonly [string, ...unknown[]], b: readonly [string, ...unknown[]]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
