import type { StepExpectation } from '../../../domain/lab/check-schema.ts';
import { compareState } from './check-statements.ts';
import { type Copy, errorText } from './copy.ts';
import { type CheckContext, type Finding, failed, passed, statementOf } from './finding.ts';
import { differenceOf, show } from './rows.ts';
import { type Progress, type ScriptedSession, ScriptedSessions, upToCommit } from './scripted-session.ts';

/** Real connections, one step after another. */
export async function checkSessions(context: CheckContext<'sessions'>): Promise<Finding> {
  const { check, files } = context;
  const copy = await context.answerCopy(check.dataSet ?? 'visible');
  await prepared(copy, check.prepare);
  const scripted = new ScriptedSessions(copy);
  const sessions = new Map<string, ScriptedSession>();
  for (const [index, step] of check.steps.entries()) {
    let session = sessions.get(step.session);
    if (session === undefined) {
      session = await scripted.open(step.as);
      sessions.set(step.session, session);
    }
    let progress: Progress;
    if (step.continues === true) {
      progress = await session.proceed();
    } else {
      if (session.isRunning)
        return failed(`step ${index + 1}: session ${step.session} still waits for a lock`);
      const all = [
        ...copy.statements(step.before ?? '', step.parameters),
        ...copy.statements(statementOf(step, files), step.parameters),
      ];
      progress = await session.start(step.upTo === 'commit' ? upToCommit(all) : all);
    }
    const problem = problemOf(progress, step.expect ?? { done: true });
    if (problem !== null) {
      return failed(`step ${index + 1}, session ${step.session}: ${step.failure ?? problem}`, {
        input: step.sql ?? step.file ?? 'the step that waited',
        actual: progressText(progress),
      });
    }
    if (progress.kind === 'error') await session.rollBack();
  }
  const open = [...sessions].find(([, session]) => session.isRunning);
  if (open) return failed(`session ${open[0]} still waits for a lock at the end`);
  await scripted.close();
  return check.final === undefined ? passed : compareState(copy, check.final.sql, check.final.rows, false);
}

export async function prepared(copy: Copy, sql: string | undefined): Promise<void> {
  if (sql === undefined) return;
  const connection = await copy.connect();
  for (const statement of copy.statements(sql)) await copy.must(connection, statement);
  await copy.release(connection);
}

export function problemOf(progress: Progress, expected: StepExpectation): string | null {
  const was = progressText(progress);
  if ('waits' in expected) return progress.kind === 'waits' ? null : `expected it to wait for a lock; ${was}`;
  if ('error' in expected) {
    const right = progress.kind === 'error' && expected.error.includes(progress.error.code);
    return right ? null : `expected error ${expected.error.join(' or ')}; ${was}`;
  }
  if ('oneOf' in expected) {
    return expected.oneOf.includes(outcomeOf(progress))
      ? null
      : `expected ${expected.oneOf.join(' or ')}; ${was}`;
  }
  if (progress.kind !== 'done') return `expected it to go through; ${was}`;
  if ('rows' in expected) return differenceOf(expected.rows, progress.rows ?? [], false);
  if ('rowCount' in expected) {
    return progress.rowCount === expected.rowCount
      ? null
      : `expected ${expected.rowCount} rows to be changed or returned, got ${progress.rowCount ?? 0}`;
  }
  return null;
}

/** The first value of the last row, or what happened instead. */
export function outcomeOf(progress: Progress): string {
  switch (progress.kind) {
    case 'waits':
      return 'waits';
    case 'error':
      return `error:${progress.error.code}`;
    case 'done': {
      const row = progress.rows?.at(-1);
      return row === undefined ? 'done' : (row[0] ?? 'NULL');
    }
  }
}

function progressText(progress: Progress): string {
  switch (progress.kind) {
    case 'waits':
      return 'it waits for a lock';
    case 'error':
      return `it failed with ${errorText(progress.error)}`;
    case 'done':
      return progress.rows === null
        ? 'it went through'
        : `it gave ${progress.rows.length} rows, first ${show(progress.rows[0])}`;
  }
}
