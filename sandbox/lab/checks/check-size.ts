import type { LabCheckOf } from '../../../domain/lab/check-schema.ts';
import type { SourceFile } from '../../contract.ts';
import type { Measure } from '../contract.ts';
import { quoteText } from '../database/quote.ts';
import type { Copy } from './copy.ts';
import { type CheckContext, type Finding, failed, failedBy } from './finding.ts';

interface Indexes {
  count: number;
  bytes: number;
  keyColumns: number;
  names: string[];
}

/** Indexes that the answer made: how many, how large, how many key columns, and whether the workload uses each. */
export async function checkSize(context: CheckContext<'size'>): Promise<Finding> {
  const { check, files, question } = context;
  const copy = await context.startCopy(check.dataSet);
  const own = await indexesMade(check, copy, files);
  const problems: string[] = [];
  const measures: Measure[] = [];
  const atMost = (what: string, value: number, bound: number, reference: number | null = null) => {
    measures.push({ what, value, bound, reference });
    if (value > bound) problems.push(`${what} ${value}, at most ${Math.round(bound)} allowed`);
  };
  if (check.indexesMax !== undefined) atMost('indexes added', own.count, check.indexesMax);
  if (check.keyColumnsMax !== undefined)
    atMost('key columns of an index', own.keyColumns, check.keyColumnsMax);
  if (check.bytesMax !== undefined) atMost('bytes of the indexes', own.bytes, check.bytesMax);
  if (check.bytesTimesReference !== undefined) {
    const reference = await context.remember(`size/${check.name}`, async () =>
      indexesMade(check, await context.startCopy(check.dataSet), question.reference),
    );
    atMost('bytes of the indexes', own.bytes, reference.bytes * check.bytesTimesReference, reference.bytes);
  }
  if (check.workload !== undefined && problems.length === 0) {
    const unused = await unusedAfter(check.workload, copy, own.names);
    if ('finding' in unused) return unused.finding;
    if (unused.names.length > 0) problems.push(`no statement uses ${unused.names.join(', ')}`);
  }
  return { passed: problems.length === 0, message: problems.join('; '), measures };
}

async function indexesMade(
  check: LabCheckOf<'size'>,
  copy: Copy,
  files: readonly SourceFile[],
): Promise<Indexes> {
  const before = await listIndexes(check, copy);
  const known = new Set(before.map(([oid]) => oid));
  await copy.apply(files);
  await copy.maintain({ vacuum: true, analyze: true });
  const made = (await listIndexes(check, copy)).filter(([oid]) => !known.has(oid));
  return {
    count: made.length,
    bytes: made.reduce((sum, [, , bytes]) => sum + Number(bytes), 0),
    keyColumns: Math.max(0, ...made.map(([, , , columns]) => Number(columns))),
    names: made.map(([, name]) => name ?? ''),
  };
}

function listIndexes(check: LabCheckOf<'size'>, copy: Copy) {
  const only = check.table === undefined ? '' : `and t.relname = ${quoteText(check.table)}`;
  return copy.host((connection) =>
    connection.query(
      `select i.indexrelid, c.relname, pg_relation_size(i.indexrelid), i.indnkeyatts
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' ${only}`,
    ),
  );
}

async function unusedAfter(
  workload: readonly string[],
  copy: Copy,
  names: readonly string[],
): Promise<{ names: string[] } | { finding: Finding }> {
  const connection = await copy.connect();
  for (const sql of workload) {
    const outcome = await copy.run(connection, copy.fill(sql));
    if (!outcome.ok) return { finding: failedBy(outcome.error, 'the workload', { input: sql }) };
  }
  const used = await statisticsOf(
    copy,
    connection,
    'select indexrelname from pg_stat_user_indexes where idx_scan > 0',
  );
  return { names: names.filter((name) => !used.some((row) => row[0] === name)) };
}

/** Counters reach the statistics when a session says so or a second later: here it says so. */
async function statisticsOf(copy: Copy, connection: Awaited<ReturnType<Copy['connect']>>, sql: string) {
  await copy.must(connection, 'select pg_stat_force_next_flush()');
  return (await copy.must(connection, sql)).rows;
}

/** How many of the updates stayed heap-only. */
export async function checkHot(context: CheckContext<'hot'>): Promise<Finding> {
  const { check } = context;
  const copy = await context.answerCopy(check.dataSet);
  await copy.maintain({ vacuum: true, analyze: true });
  const connection = await copy.connect();
  const counters = `select n_tup_upd, n_tup_hot_upd from pg_stat_user_tables where relname = ${quoteText(check.table)}`;
  const [before] = await statisticsOf(copy, connection, counters);
  for (const sql of copy.statements(check.sql)) {
    const outcome = await copy.run(connection, sql);
    if (!outcome.ok) return failedBy(outcome.error, 'the update', { input: sql });
  }
  const [after] = await statisticsOf(copy, connection, counters);
  const updated = Number(after?.[0] ?? 0) - Number(before?.[0] ?? 0);
  const hot = Number(after?.[1] ?? 0) - Number(before?.[1] ?? 0);
  const ratio = updated === 0 ? 0 : hot / updated;
  const measures = [
    { what: 'share of heap-only updates', value: ratio, bound: check.ratioMin, reference: null },
  ];
  if (ratio >= check.ratioMin) return { passed: true, message: '', measures };
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return failed(
    `${percent(ratio)} of the updates stayed heap-only; expected at least ${percent(check.ratioMin)}`,
    {
      measures,
    },
  );
}
