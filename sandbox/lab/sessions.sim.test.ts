import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExecuteResult, Lab, LabOutcome, LabQuestion, LabSession } from './contract.ts';
import { createLocalLab } from './local.ts';

const question: LabQuestion = {
  slug: 'accounts',
  contentHash: 'cd'.repeat(32),
  layout: {
    answer: [{ file: 'solution.sql', title: 'Solution', runs: 'script' }],
    parameters: [{ name: 'who', type: 'bigint', example: '7' }],
    ...{ owner: 'candidate', roles: ['reporting'], extensions: [], sessions: 2 },
  },
  schemaSql: 'create table account (id bigint primary key, balance bigint not null)',
  dataSets: { visible: 'insert into account select n, 100 from generate_series(1, 50) n' },
};
const limitMs = 60_000;

let lab: Lab;
beforeAll(async () => {
  lab = await createLocalLab({ allowUnconfined: true });
}, limitMs);
afterAll(() => lab.shutdown(), limitMs);

const opening = (key: string) => ({ key, requestId: key, realCandidate: false, question });

function value<T>(outcome: LabOutcome<T>): T {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

async function run(key: string, session: LabSession, sql: string, more: object = {}): Promise<ExecuteResult> {
  return value(await lab.execute({ key, requestId: key, session, sql, ...more }));
}

async function cell(
  key: string,
  session: LabSession,
  sql: string,
  more: object = {},
): Promise<string | null> {
  const last = (await run(key, session, sql, more)).statements.at(-1);
  if (last?.kind !== 'rows') throw new Error(JSON.stringify(last));
  return last.rows[0]?.[0] ?? null;
}

/** Settles when the server itself says so; nothing is guessed from time. */
async function until(key: string, session: LabSession, kind: string): Promise<unknown> {
  for (;;) {
    const state = value(await lab.states({ key }))[session];
    if (state.kind === kind) return state;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

// Guarantee: a candidate's two sessions are two real connections, whose state the page can say at any moment.
describe('sessions', { timeout: limitMs }, () => {
  it('wait for each other, and say for whom', async () => {
    value(await lab.open(opening('wait')));
    await run('wait', 'a', 'begin; update account set balance = 1 where id = 1');
    const second = run('wait', 'b', 'update account set balance = 2 where id = 1');
    expect(await until('wait', 'b', 'waiting')).toMatchObject({ holder: 'a' });
    expect(value(await lab.states({ key: 'wait' })).a).toMatchObject({
      kind: 'in-transaction',
      failed: false,
    });
    expect(await lab.execute({ key: 'wait', requestId: 'x', session: 'b', sql: 'select 1' })).toEqual({
      kind: 'busy',
    });
    await run('wait', 'a', 'commit');
    expect((await second).statements).toMatchObject([{ kind: 'done', command: 'UPDATE 1' }]);
    expect(await cell('wait', 'a', 'select balance from account where id = 1')).toBe('2');
  });

  it('can be cancelled by their candidate while they wait', async () => {
    value(await lab.open(opening('cancel')));
    await run('cancel', 'a', 'begin; lock table account');
    const second = run('cancel', 'b', 'select * from account');
    await until('cancel', 'b', 'waiting');
    value(await lab.cancel({ key: 'cancel', session: 'b' }));
    expect((await second).statements).toMatchObject([{ kind: 'error', error: { code: '57014' } }]);
  });

  it('are ended by a reset, which gives the start state and says what was rolled back', async () => {
    value(await lab.open(opening('reset')));
    await run('reset', 'a', 'begin; delete from account');
    const again = value(await lab.reset(opening('reset')));
    expect(again.fresh).toBe(true);
    expect(await cell('reset', 'a', 'select count(*) from account')).toBe('50');
  });

  it('find their database as it was when it is opened again, and none when it was closed', async () => {
    value(await lab.open(opening('again')));
    await run('again', 'a', 'delete from account where id > 10');
    expect(value(await lab.open(opening('again'))).fresh).toBe(false);
    expect(await cell('again', 'b', 'select count(*) from account')).toBe('10');
    value(await lab.close({ key: 'again' }));
    expect(await lab.execute({ key: 'again', requestId: 'x', session: 'a', sql: 'select 1' })).toEqual({
      kind: 'not-open',
    });
  });

  it('get an error at its place in the text, behind parameters and letters outside the basic plane', async () => {
    value(await lab.open(opening('place')));
    const sql = "select '𝛼', :who;\nselect balanse from account where id = :who";
    const { statements } = await run('place', 'a', sql);
    expect(statements[0]).toMatchObject({ kind: 'rows', rows: [['𝛼', '7']] });
    expect(statements[1]).toMatchObject({
      kind: 'error',
      error: { code: '42703', position: sql.indexOf('balanse'), line: 2, column: 8 },
    });
  });

  it('show plans without keeping what the statement changes, in a transaction and outside', async () => {
    value(await lab.open(opening('plan')));
    for (const first of ['select 1', 'begin']) {
      await run('plan', 'a', first);
      const { statements, state } = await run('plan', 'a', 'delete from account where id = :who', {
        explain: 'analyze',
      });
      expect(statements).toMatchObject([{ kind: 'plan', analyzed: true, plan: { type: 'Delete' } }]);
      expect(state.kind).toBe(first === 'begin' ? 'in-transaction' : 'idle');
      expect(await cell('plan', 'a', 'select count(*) from account')).toBe('50');
    }
  });

  it('see nothing of another attempt, whatever they are told of it', async () => {
    value(await lab.open(opening('mine')));
    value(await lab.open(opening('yours')));
    const name = await cell('yours', 'a', 'select current_database()');
    const role = await cell('yours', 'a', 'select current_user');
    const { statements } = await run('mine', 'a', `set role ${role}`);
    expect(statements).toMatchObject([{ kind: 'error', error: { code: '42501' } }]);
    expect(await cell('mine', 'a', `select has_database_privilege('${name}', 'connect')`)).toBe('f');
    expect(await cell('mine', 'a', `select has_database_privilege('postgres', 'connect')`)).toBe('f');
    expect(await cell('mine', 'a', `select has_database_privilege('template1', 'connect')`)).toBe('f');
  });

  it('may act as the roles that the question speaks of', async () => {
    value(await lab.open(opening('role')));
    const { statements } = await run('role', 'a', 'set role reporting; select * from account');
    expect(statements.at(-1)).toMatchObject({ kind: 'error', error: { code: '42501' } });
    expect(await cell('role', 'b', 'select current_user')).toMatch(/^lab_r_/);
  });

  it('refuse a real candidate where the server is not confined, unless that was accepted', async () => {
    const bare = await createLocalLab({ allowUnconfined: false, unconfined: true });
    try {
      expect(await bare.health()).toMatchObject({ confinement: 'none' });
      expect(await bare.open({ ...opening('real'), realCandidate: true })).toMatchObject({
        kind: 'failure',
        failure: { code: 'unconfined-refused' },
      });
      expect((await bare.open(opening('author'))).kind).toBe('ok');
    } finally {
      await bare.shutdown();
    }
  });
});
