import { type PlanNode, totalRows } from './plan-node.ts';

export interface PlacedNode {
  node: PlanNode;
  /** Left upper corner, px. */
  x: number;
  y: number;
  width: number;
}

export interface PlacedEdge {
  /** From the child's upper edge to the parent's lower one, px. */
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** Width of the line, px: the logarithm of the rows that were passed up. */
  thickness: number;
}

export interface PlanLayout {
  width: number;
  height: number;
  nodes: PlacedNode[];
  edges: PlacedEdge[];
}

export const nodeHeightPx = 76;
const nodeWidthMaxPx = 200;
const nodeWidthMinPx = 148;
const columnGapPx = 8;
const levelGapPx = 24;
const edgePxMin = 1;
const edgePxMax = 6;
/** A million rows have the widest line. */
const edgeRowsLogMax = 6;

/**
 * Places a plan as a tree from the top: leaves share the width, parents stand over the middle of their children. The
 * drawing is as wide as `widthPx` unless its leaves need more; then it is wider and the page scrolls.
 */
export function layoutPlan(root: PlanNode, widthPx: number): PlanLayout {
  const leaves = countLeaves(root);
  const nodeWidth = Math.min(
    nodeWidthMaxPx,
    Math.max(nodeWidthMinPx, (widthPx - (leaves - 1) * columnGapPx) / leaves),
  );
  const needed = leaves * nodeWidth + (leaves - 1) * columnGapPx;
  const width = Math.max(widthPx, needed);
  const nodes: PlacedNode[] = [];
  const edges: PlacedEdge[] = [];
  let nextLeafX = (width - needed) / 2;
  let depthMax = 0;

  const place = (node: PlanNode, depth: number): PlacedNode => {
    depthMax = Math.max(depthMax, depth);
    const children = node.children.map((child) => place(child, depth + 1));
    let x = nextLeafX;
    const first = children[0];
    const last = children.at(-1);
    if (first && last) x = (first.x + last.x) / 2;
    else nextLeafX += nodeWidth + columnGapPx;
    const placed = { node, x, y: depth * (nodeHeightPx + levelGapPx), width: nodeWidth };
    for (const [index, child] of children.entries()) {
      const share = (index + 1) / (children.length + 1);
      edges.push({
        from: { x: child.x + nodeWidth / 2, y: child.y },
        to: { x: placed.x + nodeWidth * share, y: placed.y + nodeHeightPx },
        thickness: thicknessOf(child.node),
      });
    }
    nodes.push(placed);
    return placed;
  };
  place(root, 0);
  return { width, height: depthMax * (nodeHeightPx + levelGapPx) + nodeHeightPx, nodes, edges };
}

function countLeaves(node: PlanNode): number {
  return node.children.length === 0 ? 1 : node.children.reduce((sum, child) => sum + countLeaves(child), 0);
}

function thicknessOf(node: PlanNode): number {
  const rows = totalRows(node) ?? node.estimatedRows;
  const share = Math.min(1, Math.log10(1 + rows) / edgeRowsLogMax);
  return edgePxMin + share * (edgePxMax - edgePxMin);
}
