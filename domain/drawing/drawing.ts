import * as Y from 'yjs';

/**
 * A shared drawing of components and connections in a Yjs document. Every field of a component is its own key, so that
 * one person can move what another renames:
 *
 *   map 'nodes'   <id> → map { kind, label, detail, x, y }     positions in canvas pixels, whole numbers
 *   map 'edges'   <id> → map { from, to, style, label }        ends are node ids
 *
 * What is read is not trusted: a node without a kind, and an edge whose end is gone, are left out. An edge to a node that
 * another person deletes at the same moment disappears with it and returns when the deletion is undone.
 */

export const nodeKinds = [
  'client',
  'gateway',
  'balancer',
  'service',
  'worker',
  'database',
  'cache',
  'queue',
  'storage',
  'external',
  'note',
] as const;
export type NodeKind = (typeof nodeKinds)[number];

export const edgeStyles = ['sync', 'async'] as const;
export type EdgeStyle = (typeof edgeStyles)[number];

export interface DrawingNode {
  id: string;
  kind: NodeKind;
  label: string;
  detail: string;
  x: number;
  y: number;
}

export interface DrawingEdge {
  id: string;
  from: string;
  to: string;
  style: EdgeStyle;
  label: string;
}

export interface Drawing {
  nodes: DrawingNode[];
  edges: DrawingEdge[];
}

export const labelCharactersMax = 120;
export const drawingNodesMax = 200;
export const drawingEdgesMax = 400;
const coordinateMax = 20_000;
/** New components stand on this grid, so that they line up without anybody pushing pixels. */
export const gridPx = 20;
const columnPx = 200;
const rowPx = 100;
const columns = 5;

export function readDrawing(doc: Y.Doc): Drawing {
  const nodes: DrawingNode[] = [];
  for (const [id, value] of nodesOf(doc).entries()) {
    const kind = nodeKinds.find((one) => one === field(value, 'kind'));
    if (!kind) continue;
    nodes.push({
      id,
      kind,
      label: text(field(value, 'label')),
      detail: text(field(value, 'detail')),
      x: coordinate(field(value, 'x')),
      y: coordinate(field(value, 'y')),
    });
  }
  const known = new Set(nodes.map((node) => node.id));
  const edges: DrawingEdge[] = [];
  for (const [id, value] of edgesOf(doc).entries()) {
    const from = text(field(value, 'from'));
    const to = text(field(value, 'to'));
    if (!known.has(from) || !known.has(to)) continue;
    edges.push({
      id,
      from,
      to,
      style: edgeStyles.find((one) => one === field(value, 'style')) ?? 'sync',
      label: text(field(value, 'label')),
    });
  }
  // A map's order is that of its writes, which is not the same everywhere.
  return { nodes: nodes.sort(byId), edges: edges.sort(byId) };
}

/** Null when the drawing is full. Without a place it stands on the first free place of a grid. */
export function addNode(
  doc: Y.Doc,
  id: string,
  node: { kind: NodeKind; label: string; at?: { x: number; y: number } },
): string | null {
  const drawing = readDrawing(doc);
  if (drawing.nodes.length >= drawingNodesMax) return null;
  const at = node.at ?? freePlace(drawing.nodes);
  write(doc, () => {
    const value = new Y.Map<unknown>();
    nodesOf(doc).set(id, value);
    value.set('kind', node.kind);
    value.set('label', shortened(node.label));
    value.set('detail', '');
    value.set('x', coordinate(at.x));
    value.set('y', coordinate(at.y));
  });
  return id;
}

/** Null when the drawing is full, an end is missing, both ends are one, or the same connection is there. */
export function addEdge(doc: Y.Doc, id: string, ends: { from: string; to: string }): string | null {
  const drawing = readDrawing(doc);
  const has = (nodeId: string) => drawing.nodes.some((node) => node.id === nodeId);
  const known = drawing.edges.some((edge) => edge.from === ends.from && edge.to === ends.to);
  if (known || ends.from === ends.to || !has(ends.from) || !has(ends.to)) return null;
  if (drawing.edges.length >= drawingEdgesMax) return null;
  write(doc, () => {
    const value = new Y.Map<unknown>();
    edgesOf(doc).set(id, value);
    value.set('from', ends.from);
    value.set('to', ends.to);
    value.set('style', 'sync');
    value.set('label', '');
  });
  return id;
}

export function changeNode(
  doc: Y.Doc,
  id: string,
  change: Partial<Pick<DrawingNode, 'kind' | 'label' | 'detail' | 'x' | 'y'>>,
): void {
  setFields(doc, nodesOf(doc).get(id), change);
}

export function changeEdge(
  doc: Y.Doc,
  id: string,
  change: Partial<Pick<DrawingEdge, 'style' | 'label'>>,
): void {
  setFields(doc, edgesOf(doc).get(id), change);
}

/** Takes nodes with their connections, and connections. One step to undo. */
export function removeParts(doc: Y.Doc, ids: readonly string[]): void {
  const gone = new Set(ids);
  write(doc, () => {
    for (const [id, value] of [...edgesOf(doc).entries()]) {
      const ends = [text(field(value, 'from')), text(field(value, 'to'))];
      if (gone.has(id) || ends.some((end) => gone.has(end))) edgesOf(doc).delete(id);
    }
    for (const id of gone) nodesOf(doc).delete(id);
  });
}

/** The origin of every change made here: a person's undo takes back these and nobody else's. */
export const drawingOrigin = Symbol('drawing');

export function drawingHistory(doc: Y.Doc): Y.UndoManager {
  return new Y.UndoManager([nodesOf(doc), edgesOf(doc)], {
    trackedOrigins: new Set([drawingOrigin]),
    captureTimeout: 300,
  });
}

export function nodesOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('nodes');
}

export function edgesOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('edges');
}

/** The first place of a grid, row by row, at which no node stands. */
function freePlace(nodes: readonly DrawingNode[]): { x: number; y: number } {
  for (let place = 0; ; place += 1) {
    const at = { x: (place % columns) * columnPx + gridPx, y: Math.floor(place / columns) * rowPx + gridPx };
    const taken = nodes.some((node) => Math.abs(node.x - at.x) < columnPx && Math.abs(node.y - at.y) < rowPx);
    if (!taken) return at;
  }
}

function write(doc: Y.Doc, work: () => void): void {
  doc.transact(work, drawingOrigin);
}

function setFields(doc: Y.Doc, value: unknown, change: Record<string, string | number | undefined>): void {
  if (!(value instanceof Y.Map)) return;
  write(doc, () => {
    for (const [key, next] of Object.entries(change)) {
      if (next === undefined) continue;
      const kept = typeof next === 'number' ? coordinate(next) : shortened(next);
      if (value.get(key) !== kept) value.set(key, kept);
    }
  });
}

function field(value: unknown, key: string): unknown {
  return value instanceof Y.Map ? value.get(key) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? shortened(value) : '';
}

function shortened(value: string): string {
  return value.slice(0, labelCharactersMax);
}

function coordinate(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  return Math.min(coordinateMax, Math.max(-coordinateMax, Math.round(value)));
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
