import type { WireConnection } from '../wire/wire-connection.ts';
import { type Copy, errorText, type RunOutcome } from './copy.ts';
import { type CheckContext, type Finding, failed, failedBy, passed } from './finding.ts';
import { comparableRows, differenceOf, showRows } from './rows.ts';

const visible = 'visible';

/** Hostile statements: each must be refused, with the right SQLSTATE. */
export async function checkRejects(context: CheckContext<'rejects'>): Promise<Finding> {
  const { check } = context;
  const copy = await context.answerCopy(check.dataSet ?? visible);
  for (const one of check.cases) {
    const connection = await copy.connect(one.as);
    if (one.prepare !== undefined) {
      const outcome = await inTransaction(copy, connection, one.prepare);
      if (!outcome.ok) return failedBy(outcome.error, `before ${one.what}`, { input: one.prepare });
    }
    const outcome = await inTransaction(copy, connection, one.sql);
    await copy.release(connection);
    if (outcome.ok) {
      return failed(`accepted: ${one.what}`, {
        input: one.sql,
        expected: `error ${one.states.join(' or ')}`,
        actual: 'it was accepted',
      });
    }
    const { error } = outcome;
    if (!one.states.includes(error.code)) {
      return failed(`${one.what}: refused with ${errorText(error)}; expected ${one.states.join(' or ')}`, {
        input: one.sql,
        expected: `error ${one.states.join(' or ')}`,
        actual: `error ${errorText(error)}`,
      });
    }
  }
  return passed;
}

/** Legal statements: each must be accepted, one after another. */
export async function checkAccepts(context: CheckContext<'accepts'>): Promise<Finding> {
  const { check } = context;
  const copy = await context.answerCopy(check.dataSet ?? visible);
  for (const one of check.cases) {
    const connection = await copy.connect(one.as);
    const outcome = await inTransaction(copy, connection, one.sql);
    await copy.release(connection);
    if (!outcome.ok) {
      return failedBy(outcome.error, `refused: ${one.what}`, {
        input: one.sql,
        expected: 'accepted',
        actual: `error ${errorText(outcome.error)}`,
      });
    }
  }
  return check.final === undefined ? passed : compareState(copy, check.final.sql, check.final.rows, false);
}

export async function checkState(context: CheckContext<'state'>): Promise<Finding> {
  const { check } = context;
  const copy = await context.answerCopy(check.dataSet ?? visible);
  if (check.prepare !== undefined) {
    const outcome = await inTransaction(copy, await copy.connect(), check.prepare);
    if (!outcome.ok) return failedBy(outcome.error, 'the workload');
  }
  const finding = await compareState(copy, check.sql, check.rows, check.ordered, check);
  return finding.passed || check.failure === undefined ? finding : { ...finding, message: check.failure };
}

export async function compareState(
  copy: Copy,
  sql: string,
  expected: (string | null)[][],
  ordered: boolean,
  run: {
    as?: string | undefined;
    before?: string | undefined;
    parameters?: Record<string, string | null> | undefined;
  } = {},
): Promise<Finding> {
  const connection = await copy.connect(run.as);
  for (const before of copy.statements(run.before ?? '', run.parameters)) {
    const outcome = await copy.run(connection, before);
    if (!outcome.ok) return failedBy(outcome.error, 'before the query', { input: before });
  }
  const outcome = await copy.run(connection, copy.fill(sql, run.parameters));
  if (!outcome.ok) return failedBy(outcome.error, 'the query', { input: sql });
  const actual = comparableRows(outcome.result);
  const difference = differenceOf(expected, actual, ordered);
  if (difference === null) return passed;
  return failed(difference, { input: sql, expected: showRows(expected), actual: showRows(actual) });
}

/** All statements and the commit, unless the text says itself where it begins: deferred rules speak at its end. */
export async function inTransaction(
  copy: Copy,
  connection: WireConnection,
  text: string,
): Promise<RunOutcome> {
  const statements = copy.statements(text);
  const own = /^(?:begin|start\s+transaction)\b/iu.test(statements[0] ?? '');
  const all = own ? statements : ['begin', ...statements, 'commit'];
  let last: RunOutcome = {
    ok: true,
    result: { fields: null, rows: [], truncated: false, command: null, error: null },
  };
  for (const sql of all) {
    last = await copy.run(connection, sql);
    if (!last.ok) break;
  }
  if (connection.status !== 'idle' && !connection.isLost) await copy.run(connection, 'rollback');
  return last;
}
