import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseAccount } from '../../db/embedded/account.ts';
import { placeFor } from '../../db/embedded/place.ts';
import type { ExecuteResult, LabOutcome, LabQuestion, LabSession, SessionState } from './contract.ts';
import { LabService } from './lab-service.ts';
import { abandonedTransactionLimitMs, idleSessionLimitMs } from './limits.ts';
import { startEmbeddedLab } from './server/start-embedded-lab.ts';

const question: LabQuestion = {
  slug: 'accounts',
  contentHash: 'ab'.repeat(32),
  layout: {
    answer: [{ file: 'solution.sql', title: 'Solution', runs: 'script' }],
    ...{ parameters: [], owner: 'candidate', roles: [], extensions: [], sessions: 2 },
  },
  schemaSql: 'create table account (id bigint primary key, balance bigint not null)',
  dataSets: { visible: 'insert into account select n, 100 from generate_series(1, 5) n' },
};
const limitMs = 60_000;
const update = 'update account set balance = 7 where id = 1';
const read = 'select balance from account where id = 1';

let lab: LabService;
/** The lab's clock: no test waits for minutes to pass. */
let now = 0;
const folder = mkdtempSync(path.join(os.tmpdir(), 'plumbline-lab-reconnect-'));

beforeAll(async () => {
  const server = await startEmbeddedLab({ folder });
  lab = await LabService.start(server, { allowUnconfined: true, now: () => now });
}, limitMs);
afterAll(async () => {
  await lab.shutdown();
  const { serverFolder } = placeFor(folder, chooseAccount());
  for (const each of new Set([serverFolder, folder])) rmSync(each, { recursive: true, force: true });
}, limitMs);

function value<T>(outcome: LabOutcome<T>): T {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

async function open(key: string): Promise<void> {
  value(await lab.open({ key, requestId: key, realCandidate: false, question }));
}

async function run(key: string, session: LabSession, sql: string): Promise<ExecuteResult> {
  return value(await lab.execute({ key, requestId: key, session, sql }));
}

async function states(key: string): Promise<Record<LabSession, SessionState>> {
  return value(await lab.states({ key }));
}

function cell({ statements }: ExecuteResult): string | null | undefined {
  const last = statements.at(-1);
  return last?.kind === 'rows' ? last.rows[0]?.[0] : undefined;
}

async function pass(ms: number): Promise<void> {
  now += ms;
  await lab.sweep();
}

// Guarantee: whoever comes back within two minutes finds sessions and their open transactions where they were; whoever
// comes later is told what was rolled back and when, and holds nobody up meanwhile.
describe('a page that was away', { timeout: limitMs }, () => {
  it('finds its transaction when it comes back in time, as often as it does', async () => {
    await open('back');
    await run('back', 'a', `begin; ${update}`);
    for (let turn = 0; turn < 3; turn += 1) {
      await pass(abandonedTransactionLimitMs - 1);
      // A page that is loaded again opens the question and asks for the sessions.
      await open('back');
      expect((await states('back')).a).toMatchObject({ kind: 'in-transaction', failed: false });
    }
    const inside = await run('back', 'a', read);
    expect([inside.restarted, cell(inside)]).toEqual([null, '7']);
    expect(cell(await run('back', 'b', read))).toBe('100');
    await run('back', 'a', 'commit');
    expect(cell(await run('back', 'b', read))).toBe('7');
  });

  it('is told what was rolled back, when it comes too late', async () => {
    await open('late');
    await run('late', 'a', `begin; ${update}`);
    await pass(abandonedTransactionLimitMs + 1);
    now += 30_000;
    expect((await states('late')).a).toEqual({
      ...{ kind: 'ended', because: 'abandoned', agoMs: 30_000, rolledBack: true },
    });
    // Nobody waits for what is not there any more.
    expect((await run('late', 'b', update.replace('7', '8'))).statements).toMatchObject([{ kind: 'done' }]);
    const again = await run('late', 'a', read);
    expect([again.restarted, cell(again)]).toEqual([{ because: 'abandoned', agoMs: 30_000 }, '8']);
    expect((await run('late', 'a', read)).restarted).toBeNull();
  });

  it('loses a connection that had nothing open, and nothing with it', async () => {
    await open('idle');
    await run('idle', 'a', update);
    await pass(idleSessionLimitMs + 1);
    expect((await states('idle')).a).toMatchObject({ kind: 'ended', because: 'idle', rolledBack: false });
    const again = await run('idle', 'a', read);
    expect([again.restarted, cell(again)]).toEqual([null, '7']);
  });
});
