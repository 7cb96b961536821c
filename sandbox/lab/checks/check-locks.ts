import type { LabCheckOf } from '../../../domain/lab/check-schema.ts';
import { splitScript } from '../../../domain/sql/split-script.ts';
import type { AdminConnection } from '../database/admin.ts';
import { quoteText } from '../database/quote.ts';
import type { WireConnection } from '../wire/wire-connection.ts';
import { compareState } from './check-statements.ts';
import { type Copy, errorText } from './copy.ts';
import { type CheckContext, type Finding, failed, failedBy, passed, statementOf } from './finding.ts';

type Check = LabCheckOf<'locks'>;

/** From weak to strong, as the manual's table of conflicts orders them. */
const lockModes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];
const strength = (mode: string): number => lockModes.indexOf(mode);
/** From here on writers wait. */
const blocksWriters = strength('ShareLock');
/** `CREATE INDEX CONCURRENTLY` and its like refuse a transaction block, a procedure that commits refuses it later. */
const wantsNoTransaction = ['25001', '2D000'];

interface Watch {
  files: Map<string, string>;
  scans: Map<string, number>;
}

/** Runs the migration as its author would, and looks after every statement at locks, files and scans. */
export async function checkLocks(context: CheckContext<'locks'>): Promise<Finding> {
  const { check, files } = context;
  const copy = await context.startCopy(check.dataSet);
  const connection = await copy.connect();
  return copy.host(async (host) => {
    const knownXids = await batchesOf(check, copy);
    const text = statementOf(check, files);
    const suite = await suiteProblem(check, copy, host);
    if (suite !== null) throw new Error(`before the migration: ${suite}`);
    for (const { from, to } of splitScript(text)) {
      const sql = copy.fill(text.slice(from, to));
      const shown = sql.slice(0, 160);
      const finding = await watchedStatement(check, copy, connection, host, sql);
      if (!finding.passed) return { ...finding, input: shown };
      if (connection.status === 'idle') {
        const problem = await suiteProblem(check, copy, host);
        if (problem !== null) return failed(`after "${shown}": ${problem}`, { input: shown });
      }
    }
    if (connection.status !== 'idle') return failed('the migration leaves a transaction open');
    if (check.rowsPerStatementMax !== undefined) {
      const batches = await batchesOf(check, copy);
      for (const [key, rows] of batches) {
        if (!knownXids.has(key) && rows > check.rowsPerStatementMax) {
          return failed(
            `one transaction changes ${rows} rows, at most ${check.rowsPerStatementMax} allowed`,
            {
              measures: [
                {
                  what: 'rows changed by one transaction',
                  value: rows,
                  bound: check.rowsPerStatementMax,
                  reference: null,
                },
              ],
            },
          );
        }
      }
    }
    return check.final === undefined ? passed : compareState(copy, check.final.sql, check.final.rows, false);
  });
}

async function watchedStatement(
  check: Check,
  copy: Copy,
  connection: WireConnection,
  host: AdminConnection,
  sql: string,
): Promise<Finding> {
  const controlsTransaction =
    /^(?:begin|start|commit|end|rollback|abort|savepoint|release|set|reset)\b/iu.test(sql);
  const before = await lookAt(check, copy, connection, host);
  const wraps = connection.status === 'idle' && !controlsTransaction;
  if (wraps) await copy.must(connection, 'begin');
  let outcome = await copy.run(connection, sql);
  if (!outcome.ok && wraps && wantsNoTransaction.includes(outcome.error.code)) {
    await copy.must(connection, 'rollback');
    outcome = await copy.run(connection, sql);
  }
  if (!outcome.ok) return failedBy(outcome.error, 'the migration stops');
  const rows = Number(/^(?:UPDATE|DELETE|INSERT 0) (\d+)$/u.exec(outcome.result.command ?? '')?.[1] ?? 0);
  if (check.rowsPerStatementMax !== undefined && rows > check.rowsPerStatementMax) {
    return failed(`one statement changes ${rows} rows, at most ${check.rowsPerStatementMax} allowed`, {
      measures: [
        {
          what: 'rows changed by one statement',
          value: rows,
          bound: check.rowsPerStatementMax,
          reference: null,
        },
      ],
    });
  }
  const inTransaction = connection.status === 'in-transaction';
  const finding =
    inTransaction && !controlsTransaction ? await judge(check, copy, connection, host, before) : passed;
  if (wraps && inTransaction) {
    const committed = await copy.run(connection, 'commit');
    if (!committed.ok) return failedBy(committed.error, 'the migration stops');
  }
  if (!finding.passed) return finding;
  if (check.rewrite === false && connection.status === 'idle') {
    const after = await filesOf(host, check);
    for (const [table, file] of before.files) {
      if (after.get(table) !== file) return failed(`the table ${table} was rewritten`);
    }
  }
  return passed;
}

/** What the open transaction holds after the statement. */
async function judge(
  check: Check,
  copy: Copy,
  connection: WireConnection,
  host: AdminConnection,
  before: Watch,
): Promise<Finding> {
  const locks = await host.query(
    `select c.relname, l.mode from pg_locks l join pg_class c on c.oid = l.relation
     where l.pid = ${connection.pid} and l.granted and l.locktype = 'relation' and ${namesIn('c.relname', check)}
       and l.database = (select oid from pg_database where datname = current_database())`,
  );
  const strongest = new Map<string, number>();
  for (const [table, mode] of locks) {
    strongest.set(table ?? '', Math.max(strongest.get(table ?? '') ?? -1, strength(mode ?? '')));
  }
  const allowed = check.strongest === undefined ? lockModes.length : strength(check.strongest);
  for (const [table, mode] of strongest) {
    if (mode > allowed)
      return failed(`${lockModes[mode]} is held on ${table}; at most ${check.strongest} allowed`);
  }
  if (
    check.lockTimeoutMaxMs !== undefined &&
    [...strongest.values()].includes(strength('AccessExclusiveLock'))
  ) {
    const result = await copy.must(
      connection,
      `select extract(epoch from pg_catalog.current_setting('lock_timeout')::interval) * 1000`,
    );
    const timeoutMs = Number(result.rows[0]?.[0]);
    if (!(timeoutMs > 0 && timeoutMs <= check.lockTimeoutMaxMs)) {
      return failed(
        `ACCESS EXCLUSIVE is taken without a lock_timeout of at most ${check.lockTimeoutMaxMs} ms: everybody queues behind it`,
      );
    }
  }
  if (check.scanUnderLock === false) {
    const after = await scansOf(check, copy, connection);
    for (const [table, scans] of after) {
      if (scans > (before.scans.get(table) ?? 0) && (strongest.get(table) ?? -1) >= blocksWriters) {
        return failed(
          `${table} is read through under ${lockModes[strongest.get(table) ?? 0]}: writers wait for that long`,
        );
      }
    }
  }
  return passed;
}

async function lookAt(
  check: Check,
  copy: Copy,
  connection: WireConnection,
  host: AdminConnection,
): Promise<Watch> {
  const readable = connection.status !== 'failed' && check.scanUnderLock === false;
  return {
    files: await filesOf(host, check),
    scans: readable ? await scansOf(check, copy, connection) : new Map<string, number>(),
  };
}

async function filesOf(host: AdminConnection, check: Check): Promise<Map<string, string>> {
  const rows = await host.query(
    `select relname, relfilenode from pg_class where relkind = 'r' and ${namesIn('relname', check)}`,
  );
  return new Map(rows.map(([table, file]) => [table ?? '', file ?? '']));
}

/**
 * Sequential scans that the session has not yet reported, the open transaction's among them. It reports about every second,
 * and begins at nothing again; outside a transaction it is told to, so that this does not happen between two looks.
 */
async function scansOf(check: Check, copy: Copy, connection: WireConnection): Promise<Map<string, number>> {
  if (connection.status === 'idle')
    await copy.must(connection, 'select pg_catalog.pg_stat_force_next_flush()');
  const result = await copy.must(
    connection,
    `select relname, seq_scan from pg_catalog.pg_stat_xact_user_tables where ${namesIn('relname', check)}`,
  );
  return new Map(result.rows.map(([table, scans]) => [table ?? '', Number(scans)]));
}

/** Rows by the transaction that wrote them last. */
async function batchesOf(check: Check, copy: Copy): Promise<Map<string, number>> {
  const batches = new Map<string, number>();
  if (check.rowsPerStatementMax === undefined) return batches;
  // As the copy's role: under the table's name the migration may have put something that runs code.
  const connection = await copy.connect();
  for (const table of check.tables) {
    const outcome = await copy.run(
      connection,
      `select xmin::text, count(*) from public."${table}" group by 1`,
    );
    if (!outcome.ok) continue;
    for (const [xid, count] of outcome.result.rows) batches.set(`${table}/${xid}`, Number(count));
  }
  await copy.release(connection);
  return batches;
}

async function suiteProblem(check: Check, copy: Copy, host: AdminConnection): Promise<string | null> {
  for (const suite of check.suites ?? []) {
    if (suite.after !== undefined && !(await hasColumn(host, suite.after))) continue;
    if (suite.until !== undefined && !(await hasColumn(host, suite.until))) continue;
    const connection = await copy.connect();
    await copy.must(connection, 'begin');
    for (const sql of copy.statements(suite.sql)) {
      const outcome = await copy.run(connection, sql);
      if (!outcome.ok) return `${suite.what} fails with ${errorText(outcome.error)}`;
    }
    await copy.must(connection, 'rollback');
    await copy.release(connection);
  }
  return null;
}

async function hasColumn(host: AdminConnection, column: string): Promise<boolean> {
  const [table = '', name = ''] = column.split('.');
  const rows = await host.query(
    `select 1 from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relname = ${quoteText(table)} and a.attname = ${quoteText(name)} and not a.attisdropped`,
  );
  return rows.length > 0;
}

function namesIn(column: string, check: Check): string {
  return `${column} in (${check.tables.map(quoteText).join(', ')})`;
}
