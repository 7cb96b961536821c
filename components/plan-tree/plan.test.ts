import { describe, expect, it } from 'vitest';
import { layoutPlan, nodeHeightPx } from './layout-plan.ts';
import {
  heaviestNode,
  misestimateFactor,
  ownBuffers,
  type PlanNode,
  planNotes,
  totalRows,
} from './plan-node.ts';

const node = (values: Partial<PlanNode>): PlanNode => ({
  type: 'Seq Scan',
  target: null,
  index: null,
  detail: null,
  estimatedRows: 1,
  actualRows: 1,
  loops: 1,
  buffers: 0,
  rowsRemoved: null,
  heapFetches: null,
  temporaryBlocks: null,
  children: [],
  ...values,
});
const inner = node({
  type: 'Index Scan',
  target: 'visits',
  index: 'visits_pkey',
  actualRows: 2.5,
  loops: 4,
  buffers: 12,
});
const outer = node({ target: 'places', estimatedRows: 1, actualRows: 204, buffers: 80, rowsRemoved: 900 });
const root = node({ type: 'Nested Loop', buffers: 100, children: [outer, inner] });

// Guarantee: figures in a plan mean what their column says: rows over all loops, own blocks without the children's.
describe('figures of a plan', () => {
  it('multiplies rows by loops', () => {
    expect(totalRows(inner)).toBe(10);
    expect(totalRows(node({ actualRows: null }))).toBeNull();
  });

  it('gives a node its own blocks, and names the one with more than half of all', () => {
    expect(ownBuffers(root)).toBe(8);
    expect(heaviestNode(root)).toBe(outer);
    expect(heaviestNode(node({ buffers: 100, children: [inner] }))?.type).toBe('Seq Scan');
    expect(heaviestNode(node({ buffers: null }))).toBeNull();
  });

  it('counts an estimate wrong in both directions, and never for what did not run', () => {
    expect(misestimateFactor(outer)).toBe(204);
    expect(misestimateFactor(node({ estimatedRows: 500, actualRows: 0 }))).toBe(500);
    expect(misestimateFactor(node({ estimatedRows: 500, actualRows: 0, loops: 0 }))).toBeNull();
  });

  it('says in words what stands out, and nothing of a plan in which nothing does', () => {
    expect(planNotes(root)).toEqual([
      'Seq Scan on places reads and throws away 900 rows.',
      'Seq Scan on places expected 1 rows and got 204.',
    ]);
    expect(planNotes(node({ estimatedRows: 5, actualRows: 6 }))).toEqual([]);
  });
});

// Guarantee: no two boxes of a drawn plan overlap, whatever its shape and the room there is.
describe('the drawing of a plan', () => {
  const wide = node({ children: [root, node({ children: [inner, inner, outer] })] });
  for (const width of [200, 480, 1200]) {
    it(`has its boxes apart and inside at ${width} px`, () => {
      const { nodes, edges, ...size } = layoutPlan(wide, width);
      expect(nodes).toHaveLength(8);
      expect(edges).toHaveLength(7);
      for (const [index, a] of nodes.entries()) {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(size.width + 0.001);
        expect(a.y + nodeHeightPx).toBeLessThanOrEqual(size.height);
        for (const b of nodes.slice(index + 1)) {
          const apart = a.y !== b.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
          expect(apart).toBe(true);
        }
      }
    });
  }

  it('draws more rows with a wider line', () => {
    const [few, many] = [5, 500_000].map(
      (actualRows) => layoutPlan(node({ children: [node({ actualRows })] }), 300).edges[0]?.thickness ?? 0,
    );
    expect(many).toBeGreaterThan(few ?? 0);
  });
});
