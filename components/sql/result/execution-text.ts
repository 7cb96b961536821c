import type { SqlExecution, StatementResult } from '../../../domain/sql/wire.ts';

export type RowsResult = Extract<StatementResult, { kind: 'rows' }>;
export type PlanResult = Extract<StatementResult, { kind: 'plan' }>;

/** One line for what a statement gave. */
export function statementText(result: StatementResult): string {
  switch (result.kind) {
    case 'rows': {
      const rows = `${result.rows.length} ${result.rows.length === 1 ? 'row' : 'rows'}`;
      return result.truncated ? `the first ${rows}; there are more` : rows;
    }
    case 'done':
      return result.command;
    case 'plan':
      return result.analyzed ? 'plan, run and rolled back' : 'plan, not run';
    case 'error':
      return `${errorName(result.error.code)}: ${result.error.message}`;
  }
}

/** A SQLSTATE as it is; the lab's own limits in words. */
export function errorName(code: string): string {
  return limitNames[code] ?? `Error ${code}`;
}

const limitNames: Record<string, string> = {
  'time-limit': 'Time limit',
  'lock-wait-limit': 'Limit for waiting on a lock',
  'memory-limit': 'Memory limit',
  'disk-limit': 'Disk limit',
  'result-limit': 'Result limit',
  'session-ended': 'Session ended',
  'not-available': 'Not available',
};

/** One sentence when an execution has ended. */
export function describeExecution(run: SqlExecution): string {
  const last = run.statements.at(-1);
  return last ? statementText(last) : 'nothing to run';
}

/** The newest plan of an execution. */
export function planOf(run: SqlExecution): PlanResult | null {
  return run.statements.findLast((one) => one.kind === 'plan') ?? null;
}
