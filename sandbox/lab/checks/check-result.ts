import type { SourceFile } from '../../contract.ts';
import type { Copy } from './copy.ts';
import { type CheckContext, type Finding, failed, failedBy, passed, statementOf } from './finding.ts';
import { comparableRows, differenceOf, type Rows, showRows } from './rows.ts';

interface Table {
  rows: Rows;
  columns: string[];
}

/** The answer's rows against the expected ones, on every data set and for every run. */
export async function checkResult(context: CheckContext<'result'>): Promise<Finding> {
  const { check, files } = context;
  for (const dataSet of check.dataSets) {
    const expected = await context.remember(`result/${check.name}/${dataSet}`, () =>
      expectedTables(context, dataSet),
    );
    const actual = await tablesOf(context, await context.answerCopy(dataSet), files);
    for (const [index, want] of expected.entries()) {
      const input = inputOf(context, dataSet, index);
      const got = actual[index];
      if (got === undefined) continue;
      if ('finding' in got) return { ...got.finding, input };
      const shown = { input, expected: showRows(want.rows), actual: showRows(got.table.rows) };
      if (check.columnNames && want.columns.join() !== got.table.columns.join()) {
        return failed(
          `the columns are ${got.table.columns.join(', ')}; expected ${want.columns.join(', ')}`,
          shown,
        );
      }
      if (want.columns.length !== got.table.columns.length) {
        return failed(
          `there are ${got.table.columns.length} columns; expected ${want.columns.length}`,
          shown,
        );
      }
      const difference = differenceOf(want.rows, got.table.rows, check.ordered);
      if (difference !== null) return failed(`${input}: ${difference}`, shown);
    }
  }
  return passed;
}

function inputOf({ check }: CheckContext<'result'>, dataSet: string, run: number): string {
  const parameters = Object.entries(check.runs?.[run] ?? check.parameters ?? {});
  const text = parameters.map(([name, value]) => `:${name} = ${value ?? 'NULL'}`).join(', ');
  return `data set ${dataSet}${text === '' ? '' : `, ${text}`}`;
}

async function expectedTables(context: CheckContext<'result'>, dataSet: string): Promise<Table[]> {
  const { check, question } = context;
  const outcomes =
    check.expect === undefined
      ? await tablesOf(context, await context.referenceCopy(dataSet), question.reference)
      : await tablesOf(context, await context.startCopy(dataSet), [], check.expect);
  return outcomes.map((outcome) => {
    if ('table' in outcome) return outcome.table;
    throw new Error(`the expected rows of ${check.name} could not be had: ${outcome.finding.message}`);
  });
}

async function tablesOf(
  { check }: CheckContext<'result'>,
  copy: Copy,
  files: readonly SourceFile[],
  instead?: string,
): Promise<({ table: Table } | { finding: Finding })[]> {
  const outcomes: ({ table: Table } | { finding: Finding })[] = [];
  const connection = await copy.connect(instead === undefined ? check.as : undefined);
  for (const parameters of check.runs ?? [check.parameters ?? {}]) {
    const all = { ...check.parameters, ...parameters };
    if (check.before !== undefined && instead === undefined) {
      for (const sql of copy.statements(check.before, all)) await copy.must(connection, sql);
    }
    const statements = copy.statements(instead ?? statementOf(check, files), all);
    const [sql] = statements;
    if (sql === undefined || statements.length > 1) {
      const what = check.file ?? 'the query';
      const count = statements.length === 0 ? 'is empty' : `has ${statements.length} statements`;
      outcomes.push({ finding: failed(`${what} ${count}; expected one statement`, { status: 'error' }) });
      continue;
    }
    const outcome = await copy.run(connection, sql);
    if (!outcome.ok) {
      outcomes.push({ finding: failedBy(outcome.error, check.file ?? 'the query') });
      continue;
    }
    const { result } = outcome;
    if (result.truncated) outcomes.push({ finding: failed('there are too many rows') });
    else {
      const columns = (result.fields ?? []).map((field) => field.name);
      outcomes.push({ table: { rows: comparableRows(result), columns } });
    }
  }
  return outcomes;
}
