/**
 * One node of a query plan. Rows are per loop, as PostgreSQL gives them; buffers are blocks of 8 KiB, hit and read
 * together, with those of the node's children.
 */
export interface PlanNode {
  /** "Index Only Scan", "Hash Join". */
  type: string;
  /** The table or common table expression that is read; null for nodes above the scans. */
  target: string | null;
  /** The index that is used. */
  index: string | null;
  /** The condition that the node works by: index condition, join condition, sort key or filter. */
  detail: string | null;
  estimatedRows: number;
  /** Null in a plan that was not run. */
  actualRows: number | null;
  loops: number | null;
  buffers: number | null;
  /** Read and then thrown away by a filter, over all loops. */
  rowsRemoved: number | null;
  heapFetches: number | null;
  /** Blocks written to or read from temporary files, with those of the children. */
  temporaryBlocks: number | null;
  children: readonly PlanNode[];
}

/** A factor from which an estimate is worth a look. */
export const misestimateFactorMin = 10;

/** Rows that a node passed up over all loops. */
export function totalRows(node: PlanNode): number | null {
  return node.actualRows === null ? null : Math.round(node.actualRows * (node.loops ?? 1));
}

/** Blocks that the node touched itself. */
export function ownBuffers(node: PlanNode): number | null {
  if (node.buffers === null) return null;
  return Math.max(0, node.buffers - node.children.reduce((sum, child) => sum + (child.buffers ?? 0), 0));
}

/**
 * How far the estimate is from what came, as a factor of at least 1; null when nothing was run. No rows count as one,
 * as the planner itself never expects fewer.
 */
export function misestimateFactor(node: PlanNode): number | null {
  if (node.actualRows === null || node.loops === 0) return null;
  const actual = Math.max(1, node.actualRows);
  const estimated = Math.max(1, node.estimatedRows);
  return Math.max(actual / estimated, estimated / actual);
}

/** The node and all below it, parents first. */
export function planNodes(root: PlanNode): PlanNode[] {
  return [root, ...root.children.flatMap(planNodes)];
}

/** The node that touched the most blocks itself, when it touched more than half of all. */
export function heaviestNode(root: PlanNode): PlanNode | null {
  if (!root.buffers) return null;
  const half = root.buffers / 2;
  return planNodes(root).find((node) => (ownBuffers(node) ?? 0) > half) ?? null;
}

/** What stands out in a plan, in words: the finding of the picture, at most three sentences. */
export function planNotes(root: PlanNode): string[] {
  const nodes = planNodes(root);
  const notes: string[] = [];
  const removing = largest(nodes, (node) => node.rowsRemoved ?? 0);
  if (removing && (removing.rowsRemoved ?? 0) > (totalRows(removing) ?? 0)) {
    notes.push(`${nodeName(removing)} reads and throws away ${countText(removing.rowsRemoved ?? 0)} rows.`);
  }
  const wrong = largest(nodes, (node) => misestimateFactor(node) ?? 0);
  if (wrong && (misestimateFactor(wrong) ?? 0) >= misestimateFactorMin) {
    notes.push(
      `${nodeName(wrong)} expected ${countText(wrong.estimatedRows)} rows and got ${countText(wrong.actualRows ?? 0)}${(wrong.loops ?? 1) > 1 ? ' per loop' : ''}.`,
    );
  }
  if ((root.temporaryBlocks ?? 0) > 0) {
    notes.push(`${countText(root.temporaryBlocks ?? 0)} blocks went through temporary files.`);
  }
  return notes;
}

export function nodeName(node: PlanNode): string {
  const using = node.index === null ? '' : ` using ${node.index}`;
  return `${node.type}${using}${node.target === null ? '' : ` on ${node.target}`}`;
}

/** "12,480". */
export function countText(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function largest(nodes: readonly PlanNode[], figure: (node: PlanNode) => number): PlanNode | null {
  let best: PlanNode | null = null;
  for (const node of nodes) if (figure(node) > (best ? figure(best) : 0)) best = node;
  return best;
}
