import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabCheck, labCheckSchema } from '../../../domain/lab/check-schema.ts';
import type { GradedLabQuestion, Lab, LabCheckResult } from '../contract.ts';
import { createLocalLab } from '../local.ts';

const limitMs = 120_000;
const base: Omit<GradedLabQuestion, 'checks'> = {
  slug: 'scripted',
  contentHash: 'ce'.repeat(32),
  layout: {
    answer: [{ file: 'solution.sql', title: 'Solution', runs: 'script' }],
    ...{ parameters: [], owner: 'candidate', roles: [], extensions: [], sessions: 2 },
  },
  schemaSql: 'create table account (id bigint primary key, balance bigint not null)',
  dataSets: { visible: 'insert into account select n, 100 from generate_series(1, 50) n' },
  reference: [{ path: 'solution.sql', text: '' }],
};

let lab: Lab;
beforeAll(async () => {
  lab = await createLocalLab({ allowUnconfined: true });
}, limitMs);
afterAll(() => lab.shutdown(), limitMs);

async function grade(check: object, text = ''): Promise<LabCheckResult> {
  const parsed: LabCheck = labCheckSchema.parse({ name: 'it', title: 'It', ...check });
  const outcome = await lab.grade({
    ...{ requestId: 'scripted', fairnessKey: 'scripted', realCandidate: false, select: 'all' },
    question: { ...base, checks: [parsed] },
    files: [{ path: 'solution.sql', text }],
  });
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  const [result] = outcome.value.checks;
  if (!result) throw new Error('the check gave no result');
  return result;
}

const sessions = (steps: object[]) => grade({ kind: 'sessions', steps });
const insert = (id: number) => `insert into account values (${id}, 1)`;
const passes = { passed: true, message: '' };

// Guarantee: what scripted sessions come to is what PostgreSQL does with them, however busy the machine is.
describe('scripted sessions', { timeout: limitMs }, () => {
  it('keep how one that waited has ended, although nobody asked while it ended', async () => {
    const waiting = [
      { session: 'a', sql: `begin; ${insert(100)}` },
      { session: 'b', sql: insert(100), expect: { waits: true } },
      { session: 'a', sql: 'commit' },
    ];
    const collected = { session: 'b', continues: true, expect: { error: ['23505'] } };
    for (let turn = 0; turn < 4; turn += 1)
      expect(await sessions([...waiting, collected])).toMatchObject(passes);
    // By the third step the commit has let b go on, and b has come to its end.
    const meanwhile = { session: 'a', sql: 'select 1' };
    expect(await sessions([...waiting, meanwhile, collected])).toMatchObject(passes);
    const wrong = { session: 'b', continues: true, expect: { done: true } };
    expect(await sessions([...waiting, meanwhile, wrong])).toMatchObject({ passed: false });
  });

  it('say that one still waits, without waiting for a limit', async () => {
    const result = await sessions([
      { session: 'a', sql: `begin; ${insert(100)}` },
      { session: 'b', sql: insert(100), expect: { waits: true } },
      { session: 'b', continues: true, expect: { error: ['23505'] } },
    ]);
    expect(result).toMatchObject({ passed: false });
    expect(result.message).toContain('it waits for a lock');
  });

  it('end the second of two that wait for each other, every time', async () => {
    const transaction = (one: number, other: number) =>
      `begin; update account set balance = ${one} where id = ${one}; ` +
      `update account set balance = ${one} where id = ${other}; commit; select 'moved'`;
    // The second has its first row before the first asks for it; then the first, coming last, closes the circle.
    const allowed = [
      { first: 'moved', second: 'moved', final: '2,2' },
      { first: 'moved', second: 'moved', final: '1,1' },
      { first: 'error:40P01', second: 'moved', final: '2,2' },
    ];
    for (let turn = 0; turn < 2; turn += 1) {
      const result = await grade({
        kind: 'interleave',
        first: { sql: transaction(1, 2) },
        second: { sql: transaction(2, 1) },
        final: "select string_agg(balance::text, ',' order by id) from account where id in (1, 2)",
        allowed,
      });
      expect(result).toMatchObject(passes);
    }
  });

  it('have room for one connection after another, as many as a check has cases', async () => {
    const cases = Array.from({ length: 40 }, (_, index) => ({
      what: `case ${index}`,
      sql: insert(100 + index),
    }));
    expect(await grade({ kind: 'accepts', cases })).toMatchObject(passes);
  });
});
