import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '../ui/data/table.tsx';
import { countText, misestimateFactor, misestimateFactorMin, type PlanNode } from './plan-node.ts';

/** The same plan as a table: the tree is told by the indent and by a level that is read out. */
export function PlanTable({ root, caption }: { root: PlanNode; caption: string }) {
  return (
    <Table caption={caption}>
      <TableHead>
        <tr>
          <HeadCell>Node</HeadCell>
          <HeadCell align="right">Rows expected</HeadCell>
          <HeadCell align="right">Rows</HeadCell>
          <HeadCell align="right">Loops</HeadCell>
          <HeadCell align="right">Removed</HeadCell>
          <HeadCell align="right">Buffers</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {withDepth(root, 0).map(({ node, depth }, index) => {
          const wrong = (misestimateFactor(node) ?? 1) >= misestimateFactorMin;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: nodes of one plan have no other name and never move.
            <Row key={index}>
              <Cell>
                <span style={{ paddingLeft: `${depth * indentRem}rem` }} className="block">
                  <span className="sr-only">Level {depth + 1}: </span>
                  {node.type}
                  {node.target !== null && <span className="font-mono text-ink-2"> {node.target}</span>}
                  {node.index !== null && <span className="font-mono text-ink-2"> {node.index}</span>}
                  {node.detail !== null && (
                    <span className="block font-mono text-caption text-ink-3">{node.detail}</span>
                  )}
                </span>
              </Cell>
              <Cell numeric>{countText(node.estimatedRows)}</Cell>
              <Cell numeric>
                {figure(node.actualRows)}
                {wrong && <span className="text-fail"> ≠</span>}
              </Cell>
              <Cell numeric>{figure(node.loops)}</Cell>
              <Cell numeric>{figure(node.rowsRemoved)}</Cell>
              <Cell numeric>{figure(node.buffers)}</Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

const indentRem = 0.9;

function figure(value: number | null): string {
  return value === null ? '' : countText(value);
}

function withDepth(node: PlanNode, depth: number): { node: PlanNode; depth: number }[] {
  return [{ node, depth }, ...node.children.flatMap((child) => withDepth(child, depth + 1))];
}
