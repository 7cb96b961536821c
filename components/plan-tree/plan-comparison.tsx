'use client';

import { useState } from 'react';
import { Button } from '../ui/button/button.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { countText, type PlanNode, planNodes, totalRows } from './plan-node.ts';
import { PlanTable } from './plan-table.tsx';
import { PlanTree } from './plan-tree.tsx';

export interface ShownPlan {
  /** "Run 6". */
  label: string;
  root: PlanNode;
}

interface PlanComparisonProps {
  /** The plan that later ones are held against; null until one is kept. */
  before: ShownPlan | null;
  /** The newest plan. */
  after: ShownPlan | null;
  /** Keeps the newest plan as the one to compare with; left out where there is nothing to keep it. */
  onKeepAsBefore?: () => void;
  onClearBefore?: () => void;
}

/** The newest plan, beside the one it is held against, as trees or as tables, with the figures that changed. */
export function PlanComparison({ before, after, onKeepAsBefore, onClearBefore }: PlanComparisonProps) {
  const [asTable, setAsTable] = useState(false);
  if (!after) {
    return (
      <EmptyState>No plan yet. Press Plan to see how PostgreSQL runs the statement at the caret.</EmptyState>
    );
  }
  const pair = before && before.label !== after.label ? [before, after] : [after];
  return (
    <div className="flex min-h-full flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1 text-caption text-ink-3">
        <Legend />
        <span className="ml-auto flex gap-1.5">
          {pair.length === 1 && onKeepAsBefore && (
            <Button size="small" variant="ghost" onClick={onKeepAsBefore} disabled={before !== null}>
              {before === null ? 'Keep to compare' : 'Kept to compare'}
            </Button>
          )}
          {pair.length === 2 && onClearBefore && (
            <Button size="small" variant="ghost" onClick={onClearBefore}>
              Show the newest alone
            </Button>
          )}
          <Button
            size="small"
            variant="ghost"
            aria-pressed={asTable}
            onClick={() => setAsTable((table) => !table)}
          >
            {asTable ? 'As a tree' : 'As a table'}
          </Button>
        </span>
      </div>
      <div className="grid flex-1 auto-cols-fr gap-px bg-line sm:grid-flow-col">
        {pair.map((plan, index) => {
          const name = pair.length === 2 ? `${index === 0 ? 'Before' : 'After'}, ${plan.label}` : plan.label;
          return (
            <section key={plan.label} aria-label={`Plan: ${name}`} className="min-w-0 bg-panel px-3 py-2.5">
              <h3 className="mb-2 flex items-baseline justify-between gap-2 text-dense font-semibold">
                {name}
                <span className="numeric text-caption font-normal text-ink-2">
                  {plan.root.buffers === null ? 'not run' : `${countText(plan.root.buffers)} buffers`}
                </span>
              </h3>
              {asTable ? (
                <PlanTable root={plan.root} caption={`Plan of ${plan.label}`} />
              ) : (
                <PlanTree root={plan.root} label={`Plan of ${plan.label}`} />
              )}
            </section>
          );
        })}
      </div>
      {pair.length === 2 && before && <Changes before={before.root} after={after.root} />}
    </div>
  );
}

function Legend() {
  return (
    <span className="hidden items-center gap-3 2xl:flex">
      <span className="flex items-center gap-1.5">
        <svg width="22" height="6" aria-hidden>
          <rect y="1" width="22" height="4" fill="var(--hover)" />
          <rect y="1" width="14" height="4" fill="var(--c7)" />
        </svg>
        share of the plan's buffers
      </span>
      <span className="flex items-center gap-1.5">
        <svg width="26" height="8" aria-hidden>
          <path d="M0 4H10" stroke="var(--line-2)" strokeWidth="1" />
          <path d="M14 4H26" stroke="var(--line-2)" strokeWidth="5" />
        </svg>
        rows passed up, log
      </span>
    </span>
  );
}

function Changes({ before, after }: { before: PlanNode; after: PlanNode }) {
  const figures = [
    { name: 'Buffers', from: before.buffers, to: after.buffers },
    { name: 'Rows read by scans', from: rowsRead(before), to: rowsRead(after) },
    { name: 'Blocks in temporary files', from: before.temporaryBlocks, to: after.temporaryBlocks },
  ];
  return (
    <dl className="grid grid-cols-3 border-t border-line">
      {figures.map(({ name, from, to }) => (
        <div key={name} className="border-r border-line px-3 py-2 last:border-r-0">
          <dt className="text-caption text-ink-3">{name}</dt>
          <dd className="numeric text-dense font-medium">
            <span className="text-ink-3">{from === null ? '' : `${countText(from)} → `}</span>
            {to === null ? 'not run' : countText(to)}
          </dd>
          <dd className="text-caption text-ink-2">{changeText(from, to)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Rows that scans looked at, kept and thrown away. */
function rowsRead(root: PlanNode): number | null {
  const scans = planNodes(root).filter((node) => node.children.length === 0);
  if (scans.some((node) => node.actualRows === null)) return null;
  return scans.reduce((sum, node) => sum + (totalRows(node) ?? 0) + (node.rowsRemoved ?? 0), 0);
}

export function changeText(from: number | null, to: number | null): string {
  if (from === null || to === null) return '';
  if (from === to) return 'the same';
  if (from === 0 || to === 0) return to === 0 ? 'none left' : 'new';
  const factor = to < from ? from / to : to / from;
  const text = factor < 10 ? factor.toFixed(1) : countText(factor);
  return to < from ? `${text} times fewer` : `${text} times more`;
}
