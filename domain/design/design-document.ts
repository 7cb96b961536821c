import * as Y from 'yjs';
import { storableText } from '../storable-text.ts';
import {
  type Design,
  type DesignComponent,
  type DesignConnection,
  designComponentsMax,
  designConnectionsMax,
  type SettingValue,
} from './design.ts';
import {
  designCoordinateMax,
  designIdCharactersMax,
  designLabelCharactersMax,
  designSettingCharactersMax,
  designSettingsMax,
} from './limits.ts';

/**
 * A drawn system in the document of its answer. Every field and every setting is its own key, so that edits made in two
 * tabs, or offline and merged later, both survive wherever both can:
 *
 *   map 'components'   <id> → map { kind, label, x, y, set.<key> … }   positions in canvas pixels, whole numbers
 *   map 'connections'  <id> → map { from, to, set.<key> … }            ends are component ids
 *
 * What is read is not trusted: a component without a kind, a connection whose end is gone and whatever is over a bound
 * are left out. A connection to a component that is removed elsewhere at the same moment disappears with it and returns
 * when the removal is undone.
 */
const settingPrefix = 'set.';

/** New components stand on this grid, so that they line up without anybody pushing pixels. */
export const designGridPx = 20;
const columnPx = 190;
const rowPx = 120;
const columns = 5;

export function readDesign(doc: Y.Doc): Design {
  const components: DesignComponent[] = [];
  for (const [id, value] of componentsOf(doc).entries()) {
    const kind = label(field(value, 'kind'));
    if (kind === '' || !isId(id)) continue;
    components.push({
      id,
      kind,
      label: label(field(value, 'label')),
      x: coordinate(field(value, 'x')),
      y: coordinate(field(value, 'y')),
      settings: readSettings(value),
    });
  }
  // A map's order is that of its writes, which is not the same everywhere.
  const kept = components.sort(byId).slice(0, designComponentsMax);
  const known = new Set(kept.map((component) => component.id));
  const connections: DesignConnection[] = [];
  for (const [id, value] of connectionsOf(doc).entries()) {
    const from = field(value, 'from');
    const to = field(value, 'to');
    if (typeof from !== 'string' || typeof to !== 'string' || from === to || !isId(id)) continue;
    if (!known.has(from) || !known.has(to)) continue;
    connections.push({ id, from, to, settings: readSettings(value) });
  }
  return { components: kept, connections: connections.sort(byId).slice(0, designConnectionsMax) };
}

/** Null when the drawing is full. Without a place it stands on the first free place of a grid. */
export function addComponent(
  doc: Y.Doc,
  id: string,
  component: {
    kind: string;
    label: string;
    at?: { x: number; y: number };
    settings?: Readonly<Record<string, SettingValue>>;
  },
): string | null {
  const design = readDesign(doc);
  if (design.components.length >= designComponentsMax) return null;
  const at = component.at ?? freePlace(design.components);
  build(doc, () =>
    setComponent(doc, { ...component, id, x: at.x, y: at.y, settings: component.settings ?? {} }),
  );
  return id;
}

/** The drawing is full, an end is not there, both ends are one, or the same connection is there. */
export type ConnectRefusal = 'full' | 'missing' | 'self' | 'duplicate';

export function connect(
  doc: Y.Doc,
  id: string,
  ends: { from: string; to: string },
): { ok: true; id: string } | { ok: false; why: ConnectRefusal } {
  const { components, connections } = readDesign(doc);
  const has = (componentId: string) => components.some((component) => component.id === componentId);
  const known = connections.some((one) => one.from === ends.from && one.to === ends.to);
  if (!has(ends.from) || !has(ends.to)) return { ok: false, why: 'missing' };
  if (ends.from === ends.to) return { ok: false, why: 'self' };
  if (known) return { ok: false, why: 'duplicate' };
  if (connections.length >= designConnectionsMax) return { ok: false, why: 'full' };
  build(doc, () => setConnection(doc, { id, ...ends, settings: {} }));
  return { ok: true, id };
}

export interface SettingChange {
  key: string;
  value: SettingValue;
}

export function changeComponent(
  doc: Y.Doc,
  id: string,
  to: { label?: string; x?: number; y?: number; setting?: SettingChange },
): void {
  const value = componentsOf(doc).get(id);
  if (!(value instanceof Y.Map)) return;
  change(doc, () => {
    if (to.label !== undefined) setKey(value, 'label', label(to.label));
    if (to.x !== undefined) setKey(value, 'x', coordinate(to.x));
    if (to.y !== undefined) setKey(value, 'y', coordinate(to.y));
    if (to.setting) setSetting(value, to.setting);
  });
}

export function changeConnection(doc: Y.Doc, id: string, setting: SettingChange): void {
  const value = connectionsOf(doc).get(id);
  if (value instanceof Y.Map) change(doc, () => setSetting(value, setting));
}

/** Takes components with their connections, and connections. One step to undo. */
export function removeParts(doc: Y.Doc, ids: readonly string[]): void {
  const gone = new Set(ids);
  build(doc, () => {
    for (const [id, value] of [...connectionsOf(doc).entries()]) {
      const ends = [field(value, 'from'), field(value, 'to')];
      if (gone.has(id) || ends.some((end) => typeof end === 'string' && gone.has(end)))
        connectionsOf(doc).delete(id);
    }
    for (const id of gone) componentsOf(doc).delete(id);
  });
}

/** Puts a whole drawing into a document that has none: what an answer begins with, or the copy of one. */
export function writeDesign(doc: Y.Doc, design: Design): void {
  doc.transact(() => {
    for (const component of design.components) setComponent(doc, component);
    for (const connection of design.connections) setConnection(doc, connection);
  });
}

/** The origins of every change made here: undo in the drawing takes back these, and no word of the note. */
const changing = Symbol('change of a part');
const building = Symbol('a part more or less');

export interface DesignHistory {
  undo: () => void;
  redo: () => void;
  destroy: () => void;
}

/** Letters of a name and steps of one dragging are undone together; each part that was added or removed by itself. */
export function designHistory(doc: Y.Doc): DesignHistory {
  const manager = new Y.UndoManager([componentsOf(doc), connectionsOf(doc)], {
    trackedOrigins: new Set([changing, building]),
    captureTimeout: 300,
  });
  const separate = (transaction: Y.Transaction) => {
    if (transaction.origin === building) manager.stopCapturing();
  };
  doc.on('beforeTransaction', separate);
  // After the manager's own, which was there first.
  doc.on('afterTransaction', separate);
  return {
    undo: () => void manager.undo(),
    redo: () => void manager.redo(),
    destroy: () => {
      doc.off('beforeTransaction', separate);
      doc.off('afterTransaction', separate);
      manager.destroy();
    },
  };
}

export function componentsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('components');
}

export function connectionsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('connections');
}

/** The first place of a grid, row by row, at which nothing stands. */
function freePlace(components: readonly DesignComponent[]): { x: number; y: number } {
  for (let place = 0; ; place += 1) {
    const at = {
      x: (place % columns) * columnPx + designGridPx,
      y: Math.floor(place / columns) * rowPx + designGridPx,
    };
    const taken = components.some(
      (one) => Math.abs(one.x - at.x) < columnPx && Math.abs(one.y - at.y) < rowPx,
    );
    if (!taken) return at;
  }
}

function setComponent(doc: Y.Doc, component: DesignComponent): void {
  const value = new Y.Map<unknown>();
  componentsOf(doc).set(component.id, value);
  value.set('kind', label(component.kind));
  value.set('label', label(component.label));
  value.set('x', coordinate(component.x));
  value.set('y', coordinate(component.y));
  setSettings(value, component.settings);
}

function setConnection(doc: Y.Doc, connection: DesignConnection): void {
  const value = new Y.Map<unknown>();
  connectionsOf(doc).set(connection.id, value);
  value.set('from', connection.from);
  value.set('to', connection.to);
  setSettings(value, connection.settings);
}

function setSettings(value: Y.Map<unknown>, settings: Readonly<Record<string, SettingValue>>): void {
  for (const [key, setting] of Object.entries(settings)) setSetting(value, { key, value: setting });
}

function setSetting(value: Y.Map<unknown>, setting: SettingChange): void {
  const kept = plainSetting(setting.value);
  if (kept !== null && isId(setting.key)) setKey(value, `${settingPrefix}${setting.key}`, kept);
}

function setKey(value: Y.Map<unknown>, key: string, next: SettingValue): void {
  if (value.get(key) !== next) value.set(key, next);
}

function build(doc: Y.Doc, work: () => void): void {
  doc.transact(work, building);
}

function change(doc: Y.Doc, work: () => void): void {
  doc.transact(work, changing);
}

function readSettings(value: unknown): Record<string, SettingValue> {
  if (!(value instanceof Y.Map)) return {};
  const settings: [string, SettingValue][] = [];
  for (const [name, raw] of value.entries()) {
    const key = name.startsWith(settingPrefix) ? name.slice(settingPrefix.length) : '';
    const setting = plainSetting(raw);
    if (setting !== null && isId(key)) settings.push([key, setting]);
  }
  const sorted = settings.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, designSettingsMax);
  // Keys come from a browser: `__proto__` must become a key like any other, not the prototype.
  return Object.fromEntries(sorted);
}

function plainSetting(raw: unknown): SettingValue | null {
  if (typeof raw === 'string') return storableText(raw.slice(0, designSettingCharactersMax));
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  return typeof raw === 'boolean' ? raw : null;
}

function field(value: unknown, key: string): unknown {
  return value instanceof Y.Map ? value.get(key) : undefined;
}

/** An id that the database would change is not one that this product gave. */
function isId(text: string): boolean {
  return text !== '' && text.length <= designIdCharactersMax && storableText(text) === text;
}

function label(value: unknown): string {
  return typeof value === 'string' ? storableText(value.slice(0, designLabelCharactersMax)) : '';
}

function coordinate(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  return Math.min(designCoordinateMax, Math.max(-designCoordinateMax, Math.round(value)));
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
