import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  ExecuteResult,
  Lab,
  LabCheckResult,
  LabOutcome,
  LabVerdict,
} from '../../../sandbox/lab/contract.ts';
import { sqlExecutionsPerMinuteMax, sqlRowsKeptMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { type Invited, insertInvited, passTime, prepare, start } from '../invited-fixture.ts';
import { measureOutages } from '../measure-outages.ts';
import { checkSql } from './check-sql.ts';
import { executeSql } from './execute-sql.ts';
import { openSql } from './open-sql.ts';
import { prepareLab } from './prepare-lab.ts';
import { readSqlHistory } from './read-sql-history.ts';
import { readSqlStates } from './read-sql-states.ts';
import { resetSql } from './reset-sql.ts';

let database: UseCaseDatabase;
let invited: Invited;
let principal: CandidatePrincipal;
let itemNumber: number;
/** What the lab was asked, in order. */
let asked: { what: string; request: unknown }[];

beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  asked = [];
  invited = await insertInvited(database.sql, { sections: [{ minutes: 600 }], allQuestions: true });
  itemNumber = invited.questions.findIndex((question) => question.kind === 'sql') + 1;
});

const idle = { a: { kind: 'idle' }, b: { kind: 'idle' } } as const;
const opened = { fresh: true, schema: [], sessions: idle };
const executed = (rows: number): ExecuteResult => ({
  statements: [
    {
      kind: 'rows',
      range: { start: 0, end: 8 },
      notices: [],
      columns: [{ name: 'n', type: 'integer' }],
      rows: Array.from({ length: rows }, (_, n) => [String(n)]),
      truncated: false,
      command: `SELECT ${rows}`,
    },
  ],
  state: { kind: 'in-transaction', forMs: 5, failed: false },
  restarted: null,
});
const failure = (code: 'overloaded' | 'internal') =>
  ({
    kind: 'failure',
    failure: { code, message: 'socket /srv/lab/internal', requestId: 'r', retryAfterMs: 900 },
  }) as const;
const check: Omit<LabCheckResult, 'name' | 'title' | 'visible' | 'passed' | 'message'> = {
  weight: 0.5,
  status: 'ok',
  input: null,
  expected: null,
  actual: null,
  wallMs: 1,
  cpuMs: 0,
  measures: [],
};
const verdict: LabVerdict = {
  status: 'ok',
  error: null,
  errorFile: null,
  checks: [
    { ...check, name: 'seen', title: 'Seen', visible: true, passed: true, message: '' },
    {
      ...check,
      name: 'held-out',
      title: 'Held out title',
      visible: false,
      passed: false,
      message: 'held out message',
    },
  ],
  wallMs: 12,
};

function labOf(answers: {
  execute?: LabOutcome<ExecuteResult>;
  grade?: LabOutcome<LabVerdict>;
  states?: LabOutcome<typeof idle>;
}): Lab {
  const noted = async <T>(what: string, request: unknown, answer: T): Promise<T> => {
    asked.push({ what, request });
    return answer;
  };
  const ok = <T>(value: T) => ({ kind: 'ok', value }) as const;
  return {
    open: (request) => noted('open', request, ok(opened)),
    execute: (request) => noted('execute', request, answers.execute ?? ok(executed(1))),
    cancel: (request) => noted('cancel', request, ok(null)),
    states: (request) => noted('states', request, answers.states ?? ok(idle)),
    schema: (request) => noted('schema', request, ok([])),
    reset: (request) => noted('reset', request, ok(opened)),
    close: (request) => noted('close', request, ok(null)),
    grade: (request) => noted('grade', request, answers.grade ?? ok(verdict)),
    prepare: (request) => noted('prepare', request, ok(null)),
    health: () => Promise.reject(new Error('not asked here')),
    shutdown: () => Promise.resolve(),
  };
}

const run = (lab: Lab, sql = 'select 1') =>
  executeSql(principal, lab, {
    target: { itemNumber },
    session: 'b',
    sql,
    explain: null,
    parameters: {},
    requestId: 'request-1',
  });
const rows = () => database.sql`
  select number, files, verdict, passed, failure_code from run where attempt_id = ${invited.attemptId} order by number`;

// Guarantee: what a candidate runs is kept word for word, in order, with the session, so that it can be replayed; a
// failure of ours never becomes a result; nothing hidden comes back; and only their own, open question can be worked on.
describe('working on a database', () => {
  it('keeps the text, the session and the first rows of what came back', async () => {
    principal = await start(database.sql, invited);
    const answer = await run(labOf({ execute: { kind: 'ok', value: executed(sqlRowsKeptMax + 30) } }));
    expect(answer.outcome === 'run' && answer.run.number).toBe(1);
    const [entry] = await readSqlHistory(principal, { itemNumber });
    expect(entry).toMatchObject({ kind: 'execution', session: 'b', sql: 'select 1', number: 1 });
    const kept = entry?.kind === 'execution' ? entry.statements[0] : null;
    expect(kept).toMatchObject({ kind: 'rows', truncated: true });
    expect(kept?.kind === 'rows' && kept.rows.length).toBe(sqlRowsKeptMax);
    expect(await rows()).toMatchObject([{ files: [{ path: 'session-b.sql', text: 'select 1' }] }]);
  });

  it('gives the lab no check, no reference and no other key than that of the own question', async () => {
    principal = await start(database.sql, invited);
    await openSql(principal, labOf({}), { target: { itemNumber }, requestId: 'r' });
    const open = asked.find((one) => one.what === 'open');
    expect(open?.request).toMatchObject({ key: `${invited.attemptId}:${itemNumber}`, realCandidate: true });
    expect(JSON.stringify(open?.request)).not.toMatch(/"(?:checks|reference|wrong)":/u);
  });

  it('shows visible checks only, and stores no other', async () => {
    principal = await start(database.sql, invited);
    const shown = await checkSql(principal, labOf({}), {
      target: { itemNumber },
      files: [
        { path: 'report.sql', text: 'select 1' },
        { path: 'scratch.sql', text: 'drop table x' },
      ],
      requestId: 'r',
    });
    expect(shown.checks.map((one) => one.name)).toEqual(['seen']);
    const stored = JSON.stringify([await rows(), await readSqlHistory(principal, { itemNumber })]);
    expect(stored).not.toMatch(/held.out/iu);
    expect(stored).not.toContain('drop table x');
    expect(JSON.stringify(asked.at(-1)?.request)).not.toContain('drop table x');
  });

  it('makes of a failure of the lab an error with a retry time and lost time, never a result', async () => {
    principal = await start(database.sql, invited);
    await expect(run(labOf({ execute: failure('overloaded') }))).rejects.toMatchObject({
      code: 'overloaded',
      retryAfterMs: 900,
    });
    await expect(run(labOf({ execute: failure('internal') }))).rejects.toSatisfy(
      (error) => error instanceof Error && 'safe' in error && !String(error.safe).includes('/srv'),
    );
    expect(await rows()).toMatchObject([
      { failure_code: 'overloaded', verdict: null, passed: null },
      { failure_code: 'internal', verdict: null, passed: null },
    ]);
    expect(await readSqlHistory(principal, { itemNumber })).toEqual([]);
    expect((await measureOutages(principal, invited.attemptId)).outages.map((one) => one.kind)).toEqual([
      'run',
      'run',
    ]);
  });

  it('opens a lost database again and says so instead of running on a fresh one unseen', async () => {
    principal = await start(database.sql, invited);
    expect(await run(labOf({ execute: { kind: 'not-open' } }))).toEqual({ outcome: 'reopened', opened });
    expect(asked.map((one) => one.what)).toEqual(['execute', 'open']);
    expect(await run(labOf({ execute: { kind: 'busy' } }))).toEqual({ outcome: 'busy' });
    const lost = labOf({ states: { kind: 'not-open' } });
    expect(await readSqlStates(principal, lost, { target: { itemNumber } })).toBeNull();
  });

  it('writes a reset into the list of runs', async () => {
    principal = await start(database.sql, invited);
    await run(labOf({}));
    await resetSql(principal, labOf({}), { target: { itemNumber }, requestId: 'r' });
    expect((await readSqlHistory(principal, { itemNumber })).map((one) => one.kind)).toEqual([
      'reset',
      'execution',
    ]);
  });

  it('ends with the time of the question, is bounded per minute, and has no database for other kinds', async () => {
    principal = await start(database.sql, invited);
    const choice = invited.questions.findIndex((question) => question.kind === 'choice') + 1;
    await expect(
      openSql(principal, labOf({}), { target: { itemNumber: choice }, requestId: 'r' }),
    ).rejects.toMatchObject({ code: 'bad-input' });
    await database.sql`
      insert into rate_counter (key, window_start, count)
      select ${`sql-executions:${invited.attemptId}`}, to_timestamp((floor(extract(epoch from now()) / 60) + g) * 60), ${sqlExecutionsPerMinuteMax}
      from generate_series(0, 1) g`;
    await expect(run(labOf({}))).rejects.toMatchObject({ code: 'too-many' });
    await passTime(database.sql, invited.attemptId, 601);
    await expect(run(labOf({}))).rejects.toMatchObject({ code: 'not-open' });
    expect(asked).toEqual([]);
  });

  it('in practice keeps nothing, and ends with the start', async () => {
    principal = await prepare(database.sql, invited);
    const practise = (lab: Lab) =>
      executeSql(principal, lab, {
        target: { practice: true },
        session: 'a',
        sql: 'select 1',
        explain: null,
        parameters: {},
        requestId: 'r',
      });
    expect(await practise(labOf({}))).toMatchObject({ outcome: 'run', run: { number: 0 } });
    expect(await rows()).toEqual([]);
    expect(asked[0]?.request).toMatchObject({ key: `${invited.attemptId}:practice` });
    principal = await start(database.sql, await insertInvited(database.sql, { sections: [{ minutes: 60 }] }));
    await expect(practise(labOf({}))).rejects.toMatchObject({ code: 'not-open' });
  });

  it('has the databases made before they are opened: at the acceptance with the practice one, and again at the start', async () => {
    const waiting = () => database.sql`
      select count(*)::int as jobs from graphile_worker.jobs
      where task_identifier = 'prepare-lab' and key = ${`prepare-lab:${invited.attemptId}`}`;
    const prepared = () =>
      asked.map(({ request }) => (request as { question: { slug: string } }).question.slug);
    const slugs = invited.questions.filter((one) => one.kind === 'sql').map((one) => one.slug);
    await prepare(database.sql, invited);
    expect(await waiting()).toMatchObject([{ jobs: 1 }]);
    await prepareLab(invited.attemptId, labOf({}));
    expect(new Set(prepared())).toEqual(new Set([...slugs, expect.stringMatching(/^practice-/u)]));
    expect(JSON.stringify(asked)).not.toMatch(/"(?:checks|reference|wrong)":/u);
    const other = await insertInvited(database.sql, { sections: [{ minutes: 60 }] });
    await start(database.sql, other);
    asked = [];
    await prepareLab(other.attemptId, labOf({}));
    expect(asked).toEqual([]);
  });

  it('lets the queue ask again when the lab could not prepare', async () => {
    principal = await start(database.sql, invited);
    const down = { ...labOf({}), prepare: () => Promise.resolve(failure('internal')) };
    await expect(prepareLab(invited.attemptId, down)).rejects.toMatchObject({ code: 'unavailable' });
    await prepareLab(invited.attemptId, labOf({}));
    expect(asked.every(({ what }) => what === 'prepare')).toBe(true);
    expect(asked.length).toBeGreaterThan(0);
  });
});
