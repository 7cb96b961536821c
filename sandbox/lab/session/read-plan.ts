import { z } from 'zod';
import type { PlanNode } from '../contract.ts';

const text = z.string().optional();
const count = z.number().optional();

interface RawNode extends z.infer<typeof fieldsSchema> {
  Plans?: RawNode[] | undefined;
}

const fieldsSchema = z.object({
  'Node Type': z.string(),
  'Join Type': text,
  'Parent Relationship': text,
  'Subplan Name': text,
  Strategy: text,
  Operation: text,
  'Relation Name': text,
  'Index Name': text,
  'CTE Name': text,
  'Function Name': text,
  'Index Cond': text,
  'Recheck Cond': text,
  'Hash Cond': text,
  'Merge Cond': text,
  'Join Filter': text,
  'Sort Key': z.array(z.string()).optional(),
  'Group Key': z.array(z.string()).optional(),
  Filter: text,
  'One-Time Filter': text,
  'Plan Rows': z.number(),
  'Actual Rows': count,
  'Actual Loops': count,
  'Shared Hit Blocks': count,
  'Shared Read Blocks': count,
  'Local Hit Blocks': count,
  'Local Read Blocks': count,
  'Temp Read Blocks': count,
  'Temp Written Blocks': count,
  'Rows Removed by Filter': count,
  'Rows Removed by Join Filter': count,
  'Rows Removed by Index Recheck': count,
  'Heap Fetches': count,
  'Index Searches': count,
});
const nodeSchema: z.ZodType<RawNode> = fieldsSchema.extend({
  Plans: z.array(z.lazy(() => nodeSchema)).optional(),
});
const explainSchema = z.tuple([z.object({ Plan: nodeSchema })]);

/** From `EXPLAIN (… FORMAT JSON)`. Null when it is something else. */
export function readPlan(json: string): PlanNode | null {
  try {
    return node(explainSchema.parse(JSON.parse(json))[0].Plan);
  } catch {
    return null;
  }
}

function node(raw: RawNode): PlanNode {
  const loops = raw['Actual Loops'] ?? null;
  return {
    type: typeOf(raw),
    target: raw['Relation Name'] ?? raw['CTE Name'] ?? raw['Function Name'] ?? raw['Subplan Name'] ?? null,
    index: raw['Index Name'] ?? null,
    detail: detailOf(raw),
    estimatedRows: raw['Plan Rows'],
    actualRows: raw['Actual Rows'] ?? null,
    loops,
    buffers: sumOf(raw, 'Shared Hit Blocks', 'Shared Read Blocks', 'Local Hit Blocks', 'Local Read Blocks'),
    rowsRemoved: loops === null ? null : Math.round(removedPerLoop(raw) * loops),
    heapFetches: raw['Heap Fetches'] ?? null,
    indexSearches: raw['Index Searches'] ?? null,
    temporaryBlocks: sumOf(raw, 'Temp Read Blocks', 'Temp Written Blocks'),
    children: (raw.Plans ?? []).map(node),
  };
}

type CountField =
  | 'Shared Hit Blocks'
  | 'Shared Read Blocks'
  | 'Local Hit Blocks'
  | 'Local Read Blocks'
  | 'Temp Read Blocks'
  | 'Temp Written Blocks';

/** Null when none of them is there: a plan that was not run. */
function sumOf(raw: RawNode, ...fields: CountField[]): number | null {
  const values = fields.map((field) => raw[field]).filter((value) => value !== undefined);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

function removedPerLoop(raw: RawNode): number {
  return (
    (raw['Rows Removed by Filter'] ?? 0) +
    (raw['Rows Removed by Join Filter'] ?? 0) +
    (raw['Rows Removed by Index Recheck'] ?? 0)
  );
}

/** As in the text form: `Hash Anti Join`, `HashAggregate`, `Update`. */
function typeOf(raw: RawNode): string {
  const type = raw['Node Type'];
  const join = raw['Join Type'];
  if (join !== undefined && join !== 'Inner') {
    return type === 'Nested Loop' ? `Nested Loop ${join} Join` : type.replace(/ Join$/u, ` ${join} Join`);
  }
  if (type === 'Aggregate') {
    if (raw.Strategy === 'Hashed') return 'HashAggregate';
    if (raw.Strategy === 'Sorted') return 'GroupAggregate';
  }
  if (type === 'ModifyTable') return raw.Operation ?? type;
  return type;
}

function detailOf(raw: RawNode): string | null {
  const sortKey = raw['Sort Key']?.join(', ');
  const groupKey = raw['Group Key']?.join(', ');
  return (
    raw['Index Cond'] ??
    raw['Hash Cond'] ??
    raw['Merge Cond'] ??
    raw['Join Filter'] ??
    raw['Recheck Cond'] ??
    raw.Filter ??
    raw['One-Time Filter'] ??
    sortKey ??
    groupKey ??
    null
  );
}
