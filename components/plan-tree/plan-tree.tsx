'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { layoutPlan, nodeHeightPx, type PlacedNode } from './layout-plan.ts';
import {
  countText,
  heaviestNode,
  misestimateFactor,
  misestimateFactorMin,
  nodeName,
  type PlanNode,
  planNodes,
  planNotes,
  totalRows,
} from './plan-node.ts';

const insetPx = 9;
/** Of Geist Mono at 10 px. */
const monoCharacterPx = 6.1;

/** A plan as a tree: rows expected and passed up, blocks touched, loops. The bar is the share of the plan's blocks. */
export function PlanTree({ root, label }: { root: PlanNode; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const noteId = useId();
  const [width, setWidth] = useState(320);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(160, Math.floor(element.clientWidth))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const layout = layoutPlan(root, width - 2);
  const heaviest = heaviestNode(root);
  const notes = planNotes(root);
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
      <section ref={box} aria-label={label} tabIndex={0} className="overflow-x-auto pb-1">
        <svg
          role="img"
          aria-label={`${label}: ${planNodes(root).map(nodeName).join(', ')}`}
          aria-describedby={notes.length > 0 ? noteId : undefined}
          width={layout.width + 2}
          height={layout.height + 2}
          viewBox={`-1 -1 ${layout.width + 2} ${layout.height + 2}`}
          className="block"
        >
          {layout.edges.map((edge, index) => {
            const middle = (edge.from.y + edge.to.y) / 2;
            return (
              <path
                // biome-ignore lint/suspicious/noArrayIndexKey: edges of one drawing have no other name and never move.
                key={index}
                d={`M${edge.from.x} ${edge.from.y}V${middle}H${edge.to.x}V${edge.to.y}`}
                fill="none"
                stroke="var(--line-2)"
                strokeWidth={edge.thickness}
                strokeLinejoin="round"
              />
            );
          })}
          {layout.nodes.map((placed, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: nodes of one plan have no other name and never move.
            <PlanBox key={index} placed={placed} root={root} heaviest={placed.node === heaviest} />
          ))}
        </svg>
      </section>
      {notes.length > 0 && (
        <ul id={noteId} className="mt-1.5 flex flex-col gap-0.5 text-caption text-ink-2">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function PlanBox({ placed, root, heaviest }: { placed: PlacedNode; root: PlanNode; heaviest: boolean }) {
  const { node, x, y, width } = placed;
  const wrong = (misestimateFactor(node) ?? 1) >= misestimateFactorMin;
  const barWidth = width - 2 * insetPx;
  const share = root.buffers && node.buffers !== null ? Math.min(1, node.buffers / root.buffers) : 0;
  const rows = totalRows(node);
  const characters = Math.floor(barWidth / monoCharacterPx);
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{tooltip(node)}</title>
      <rect
        x={0.5}
        y={0.5}
        width={width - 1}
        height={nodeHeightPx - 1}
        rx={4}
        fill={heaviest ? 'var(--warn-soft)' : 'var(--panel)'}
        stroke={heaviest ? 'var(--warn-line)' : 'var(--line-2)'}
      />
      <text x={insetPx} y={17} fontSize={11.5} fontWeight={500} fill="var(--ink)">
        {cut(node.type, 22)}
      </text>
      <text x={insetPx} y={31} fontSize={10} fill="var(--ink-3)" fontFamily="var(--mono)">
        {placeText(node, characters)}
      </text>
      <text x={insetPx} y={46} fontSize={10.5} fontFamily="var(--mono)" fill="var(--ink-2)">
        {rows === null ? `${short(node.estimatedRows)} rows expected` : `${short(rows)} rows`}
        {rows !== null && (
          <tspan fill={wrong ? 'var(--fail)' : 'var(--ink-3)'}>
            {` ${wrong ? '≠' : 'of'} ${short(node.estimatedRows * (node.loops || 1))} exp.`}
          </tspan>
        )}
      </text>
      <text x={insetPx} y={60} fontSize={10.5} fontFamily="var(--mono)" fill="var(--ink-2)">
        {node.buffers === null ? '' : `${short(node.buffers)} buf`}
      </text>
      <text
        x={width - insetPx}
        y={60}
        fontSize={10.5}
        fontFamily="var(--mono)"
        textAnchor="end"
        fill="var(--ink-3)"
      >
        {loopsText(node)}
      </text>
      <rect x={insetPx} y={66} width={barWidth} height={3} fill="var(--hover)" />
      <rect
        x={insetPx}
        y={66}
        width={barWidth * share}
        height={3}
        fill={heaviest ? 'var(--warn)' : 'var(--c7)'}
      />
    </g>
  );
}

/** What is read: of an index its name, which tells more than the table's. */
function placeText(node: PlanNode, characters: number): string {
  const name = node.index ?? node.target;
  return name === null ? cut(node.detail ?? '', characters) : cutStart(name, characters);
}

function loopsText(node: PlanNode): string {
  if (node.loops === null || node.loops === 1) return '';
  return node.loops === 0 ? 'never run' : `${short(node.loops)} loops`;
}

function tooltip(node: PlanNode): string {
  return [
    nodeName(node),
    ...(node.detail ? [node.detail] : []),
    `rows per loop: ${countText(node.estimatedRows)} expected${node.actualRows === null ? '' : `, ${countText(node.actualRows)} came`}`,
    ...(node.loops === null ? [] : [`loops: ${countText(node.loops)}`]),
    ...(node.buffers === null ? [] : [`buffers: ${countText(node.buffers)}`]),
    ...(node.rowsRemoved ? [`removed by the filter: ${countText(node.rowsRemoved)}`] : []),
    ...(node.heapFetches === null ? [] : [`heap fetches: ${countText(node.heapFetches)}`]),
  ].join('\n');
}

/** "940", "12.4k", "3.1M". */
function short(value: number): string {
  if (value < 10_000) return countText(value);
  if (value < 1_000_000) return `${(value / 1_000).toFixed(value < 100_000 ? 1 : 0)}k`;
  return `${(value / 1_000_000).toFixed(1)}M`;
}

function cut(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters - 1)}…` : text;
}

/** Long names lose their start: what tells them apart stands at the end. */
function cutStart(text: string, characters: number): string {
  return text.length > characters ? `…${text.slice(text.length - characters + 1)}` : text;
}
