import type { LabCheckOf } from '../../../domain/lab/check-schema.ts';
import { splitScript } from '../../../domain/sql/split-script.ts';
import { firstDeadlockTimeoutMs, secondDeadlockTimeoutMs } from '../limits.ts';
import { outcomeOf, prepared } from './check-sessions.ts';
import { type Copy, errorText } from './copy.ts';
import { type CheckContext, type Finding, failed, passed, statementOf } from './finding.ts';
import { type RunEnd, type ScriptedSession, ScriptedSessions } from './scripted-session.ts';

type Check = LabCheckOf<'interleave'>;

/**
 * Every interleaving in which the second transaction starts after a prefix of the first: with n statements that is n + 1
 * runs, each on a fresh copy. The order is made by waiting for PostgreSQL's own words, never by sleeping.
 */
export async function checkInterleave(context: CheckContext<'interleave'>): Promise<Finding> {
  const { check, files } = context;
  const dataSet = check.dataSet ?? 'visible';
  const count = splitScript(statementOf(check.first, files)).length;
  if (count === 0) return failed(`${check.first.file ?? 'the transaction'} is empty`, { status: 'error' });
  for (let prefix = 0; prefix <= count; prefix += 1) {
    const copy = await context.answerCopy(dataSet);
    const finding = await runInterleaving(check, context, copy, prefix);
    if (!finding.passed) return finding;
    await copy.drop();
  }
  return passed;
}

async function runInterleaving(
  check: Check,
  { files }: CheckContext<'interleave'>,
  copy: Copy,
  prefix: number,
): Promise<Finding> {
  const where = `the second starts after ${prefix} ${prefix === 1 ? 'statement' : 'statements'} of the first`;
  await prepared(copy, check.prepare);
  const scriptOf = (run: Check['first']) => [
    ...copy.statements(run.before ?? '', run.parameters),
    ...copy.statements(statementOf(run, files), run.parameters),
  ];
  const [first, second] = [scriptOf(check.first), scriptOf(check.second)];
  const scripted = new ScriptedSessions(copy);
  const a = await scripted.open(check.first.as, firstDeadlockTimeoutMs);
  const b = await scripted.open(check.second.as, secondDeadlockTimeoutMs);
  let firstEnd: RunEnd = { kind: 'done', rows: null, rowCount: null };
  const head = await a.start(first.slice(0, prefix));
  if (head.kind === 'waits') return failed(`${where}: the first waits for a lock that nobody holds`);
  firstEnd = head;
  if (head.kind === 'error') await a.rollBack();

  for (const probe of check.probes ?? []) {
    const problem = await probeProblem(copy, probe.sql);
    if (problem !== null) return failed(`${where}: ${probe.what} ${problem}`, { input: probe.sql });
  }

  const secondProgress = await b.start(second);
  if (secondProgress.kind === 'waits' && check.mustNotWait)
    return failed(`${where}: the second waits for the first`);
  if (secondProgress.kind === 'error') await b.rollBack();

  if (firstEnd.kind === 'done') {
    const tail = await a.start(first.slice(prefix));
    // Each waiting for the other is a deadlock, which PostgreSQL has ended with an error in one of them. So the second
    // has come to its end and does nothing, and never will.
    if (tail.kind === 'waits') return failed(`${where}: the first waits for the second`);
    firstEnd =
      tail.kind === 'done' && tail.rows === null
        ? { ...tail, rows: firstEnd.kind === 'done' ? firstEnd.rows : null }
        : tail;
    if (tail.kind === 'error') await a.rollBack();
  }
  const secondLast = secondProgress.kind === 'waits' ? await b.proceed() : secondProgress;
  if (secondLast.kind === 'waits')
    return failed(`${where}: the first leaves its transaction open, and the second waits for it`);
  let secondEnd: RunEnd = secondLast;
  if (secondEnd.kind === 'error') await b.rollBack();

  firstEnd = await retried(check, a, first, firstEnd);
  secondEnd = await retried(check, b, second, secondEnd);
  const openOne = [a, b].find((session) => session.connection.status !== 'idle');
  if (openOne)
    return failed(`${where}: ${openOne === a ? 'the first' : 'the second'} leaves its transaction open`);

  const reader = await copy.connect();
  const final = await copy.must(reader, copy.fill(check.final));
  const state = final.rows.map((row) => row.map((value) => value ?? 'NULL').join(',')).join(';');
  const outcome = { first: outcomeOf(firstEnd), second: outcomeOf(secondEnd), final: state };
  const right = check.allowed.some(
    (one) => one.first === outcome.first && one.second === outcome.second && one.final === outcome.final,
  );
  if (right) return passed;
  const text = (one: typeof outcome) => `first ${one.first}, second ${one.second}, state ${one.final}`;
  return failed(`${where}: ${text(outcome)} is the outcome of no order`, {
    input: where,
    expected: check.allowed.map(text).join('\n'),
    actual: text(outcome),
  });
}

/** The caller repeats the whole transaction, as the question's rule says. */
async function retried(
  check: Check,
  session: ScriptedSession,
  script: readonly string[],
  end: RunEnd,
): Promise<RunEnd> {
  let last = end;
  for (let retry = 0; retry < check.retriesMax; retry += 1) {
    if (last.kind !== 'error' || !(check.retryOn ?? []).includes(last.error.code)) return last;
    const progress = await session.start(script);
    if (progress.kind === 'waits') return last;
    last = progress;
    if (last.kind === 'error') await session.rollBack();
  }
  return last;
}

async function probeProblem(copy: Copy, sql: string): Promise<string | null> {
  const sessions = new ScriptedSessions(copy);
  const probe = await sessions.open();
  const progress = await probe.start(['begin', ...copy.statements(sql), 'rollback']);
  if (progress.kind === 'waits') {
    await probe.close();
    return 'waits for a lock';
  }
  if (progress.kind === 'error') await probe.rollBack();
  await probe.close();
  return progress.kind === 'error' ? `fails with ${errorText(progress.error)}` : null;
}
