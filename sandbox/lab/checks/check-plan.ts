import type { LabCheckOf } from '../../../domain/lab/check-schema.ts';
import type { SourceFile } from '../../contract.ts';
import type { Measure, PlanNode } from '../contract.ts';
import { readPlan } from '../session/read-plan.ts';
import type { Copy } from './copy.ts';
import { type CheckContext, type Finding, failed, failedBy, statementOf } from './finding.ts';

/** What EXPLAIN shows of the second run, held against the check's bounds. */
export async function checkPlan(context: CheckContext<'plan'>): Promise<Finding> {
  const { check, files, question } = context;
  const copy = await context.answerCopy(check.dataSet);
  const outcome = await planOn(check, copy, files);
  if ('finding' in outcome) return outcome.finding;
  let referenceBuffers: number | null = null;
  if (check.buffersTimesReference !== undefined) {
    referenceBuffers = await context.remember(`plan/${check.name}`, async () => {
      const own = await planOn(check, await context.referenceCopy(check.dataSet), question.reference);
      if ('finding' in own)
        throw new Error(`the reference has no plan for ${check.name}: ${own.finding.message}`);
      return own.plan.buffers ?? 0;
    });
  }
  const unique = check.usesUniqueIndex === true ? await uniqueIndexes(copy) : new Set<string>();
  const { problems, measures } = judgePlan(check, outcome.plan, referenceBuffers, unique);
  return {
    passed: problems.length === 0,
    message: problems.join('; '),
    measures,
    actual: planLines(outcome.plan).join('\n'),
  };
}

async function planOn(
  check: LabCheckOf<'plan'>,
  copy: Copy,
  files: readonly SourceFile[],
): Promise<{ plan: PlanNode } | { finding: Finding }> {
  if (check.prepare !== undefined) {
    const preparing = await copy.connect();
    for (const sql of copy.statements(check.prepare, check.parameters)) await copy.must(preparing, sql);
    await preparing.end();
  }
  await copy.maintain(check);
  const connection = await copy.connect(check.as);
  for (const sql of copy.statements(check.before ?? '', check.parameters)) await copy.must(connection, sql);
  const statements = copy.statements(statementOf(check, files), check.parameters);
  const [sql] = statements;
  if (sql === undefined || statements.length > 1) {
    return { finding: failed(`${check.file ?? 'the query'} must be one statement`, { status: 'error' }) };
  }
  let plan: PlanNode | null = null;
  // The first run also fills caches and sets hint bits; the second is the same on every machine.
  for (let turn = 1; turn <= 2; turn += 1) {
    await copy.must(connection, 'begin');
    const outcome = await copy.run(
      connection,
      `explain (analyze, buffers, timing off, summary off, format json) ${sql}`,
    );
    if (!outcome.ok) return { finding: failedBy(outcome.error, check.file ?? 'the query') };
    plan = readPlan(outcome.result.rows.map((row) => row[0]).join('\n'));
    await copy.must(connection, 'rollback');
    // The rows that the first run wrote are dead, but may lie about until no transaction of the server is older.
    if (turn === 1 && plan !== null && nodesOf(plan).some(writes))
      await copy.maintain({ vacuum: true, analyze: false });
  }
  if (plan === null)
    return { finding: failed('PostgreSQL shows no plan for this statement', { status: 'error' }) };
  return { plan };
}

/** Pure: which bounds the plan breaks, and by how much. */
export function judgePlan(
  check: Omit<LabCheckOf<'plan'>, 'kind' | 'name' | 'title'>,
  plan: PlanNode,
  referenceBuffers: number | null,
  uniqueIndexNames: ReadonlySet<string>,
): { problems: string[]; measures: Measure[] } {
  const nodes = nodesOf(plan);
  const problems: string[] = [];
  const measures: Measure[] = [];
  const atMost = (what: string, value: number, bound: number, reference: number | null = null) => {
    measures.push({ what, value, bound, reference });
    if (value > bound) problems.push(`${what} ${round(value)}, at most ${round(bound)} allowed`);
  };
  const sum = (field: 'heapFetches' | 'indexSearches' | 'rowsRemoved') =>
    nodes.reduce((total, node) => total + (node[field] ?? 0), 0);
  const buffers = plan.buffers ?? 0;
  if (check.buffersTimesReference !== undefined && referenceBuffers !== null) {
    const bound = Math.max(1, referenceBuffers) * check.buffersTimesReference;
    atMost('blocks', buffers, bound, referenceBuffers);
  }
  if (check.buffersMax !== undefined) atMost('blocks', buffers, check.buffersMax);
  if (check.heapFetchesMax !== undefined) atMost('heap fetches', sum('heapFetches'), check.heapFetchesMax);
  if (check.indexSearchesMax !== undefined)
    atMost('index searches', sum('indexSearches'), check.indexSearchesMax);
  if (check.rowsRemovedMax !== undefined)
    atMost('rows thrown away', sum('rowsRemoved'), check.rowsRemovedMax);
  for (const [type, most] of Object.entries(check.nodesMax ?? {})) {
    atMost(`nodes ${type}`, nodes.filter((node) => node.type === type).length, most);
  }
  if (check.estimateFactorMax !== undefined) {
    const worst = Math.max(1, ...nodes.filter((node) => (node.loops ?? 0) > 0).map(estimateFactor));
    atMost('estimate wrong by a factor of', worst, check.estimateFactorMax);
  }
  if (check.rootEstimateFactorMax !== undefined) {
    atMost('estimate of the result wrong by a factor of', estimateFactor(plan), check.rootEstimateFactorMax);
  }
  if (check.innerLoopsMax !== undefined) {
    const loops = nodes
      .filter((node) => node.type.startsWith('Nested Loop'))
      .map((node) => node.children[1]?.loops ?? 0);
    atMost('loops of an inner side', Math.max(0, ...loops), check.innerLoopsMax);
  }
  for (const type of check.requireNodes ?? []) {
    if (!nodes.some((node) => isNode(node, type))) problems.push(`the plan has no ${type}`);
  }
  for (const type of check.forbidNodes ?? []) {
    if (nodes.some((node) => isNode(node, type))) problems.push(`the plan has a ${type}`);
  }
  if (check.usesUniqueIndex === true && !nodes.some((node) => uniqueIndexNames.has(node.index ?? ''))) {
    problems.push('the plan does not use the unique index');
  }
  return { problems, measures };
}

/** `Anti Join` stands for every way of one, `Sort` for `Incremental Sort` too. */
function isNode(node: PlanNode, type: string): boolean {
  return node.type === type || node.type.endsWith(` ${type}`);
}

function writes(node: PlanNode): boolean {
  return /^(?:Insert|Update|Delete|Merge)$/u.test(node.type);
}

function estimateFactor(node: PlanNode): number {
  const actual = Math.max(1, node.actualRows ?? 1);
  const estimated = Math.max(1, node.estimatedRows);
  return Math.max(actual / estimated, estimated / actual);
}

export function nodesOf(plan: PlanNode): PlanNode[] {
  return [plan, ...plan.children.flatMap(nodesOf)];
}

async function uniqueIndexes(copy: Copy): Promise<Set<string>> {
  const rows = await copy.host((connection) =>
    connection.query(
      `select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
       join pg_namespace n on n.oid = c.relnamespace where i.indisunique and n.nspname = 'public'`,
    ),
  );
  return new Set(rows.flatMap(([name]) => (name === null || name === undefined ? [] : [name])));
}

function planLines(node: PlanNode, depth = 0): string[] {
  const target = node.target === null ? '' : ` on ${node.target}`;
  const index = node.index === null ? '' : ` using ${node.index}`;
  const rows = `rows ${node.estimatedRows} → ${node.actualRows ?? '?'}`;
  const line = `${'  '.repeat(depth)}${node.type}${index}${target} (${rows}, loops ${node.loops ?? '?'}, blocks ${node.buffers ?? '?'})`;
  return [line, ...node.children.flatMap((child) => planLines(child, depth + 1))];
}

const round = (value: number): number => Math.round(value * 10) / 10;
