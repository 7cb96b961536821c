import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOutcome, Sandbox, SandboxFailure } from '../../../sandbox/contract.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import type { CandidatePrincipal } from '../../session.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { type Invited, insertInvited, passTime, start } from '../invited-fixture.ts';
import { measureOutages } from '../measure-outages.ts';
import { readRuns } from './read-runs.ts';
import { runCode } from './run-code.ts';

let database: UseCaseDatabase;
let invited: Invited;
let principal: CandidatePrincipal;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const files = [{ path: 'solution.ts', text: 'export const answer = 42;' }];
const sandboxOf = (run: () => Promise<RunOutcome>): Sandbox => ({
  run,
  health: () => Promise.reject(new Error('not asked here')),
  close: () => Promise.resolve(),
});
const failing = (code: SandboxFailure['code'], retryAfterMs: number | null) =>
  sandboxOf(async () => ({
    kind: 'failure',
    failure: { code, message: 'internal detail /srv/host/path', requestId: 'r', retryAfterMs },
  }));
const verdict: RunOutcome = {
  kind: 'verdict',
  confinement: 'bubblewrap',
  verdict: {
    status: 'ok',
    error: null,
    console: [{ level: 'log', text: 'hello', atMs: 1 }],
    value: null,
    checks: [
      {
        name: 'seen',
        title: 'Seen',
        visible: true,
        weight: 0.5,
        passed: true,
        status: 'ok',
        message: 'fine',
        input: '1',
        expected: '2',
        actual: '2',
        wallMs: 1,
        cpuMs: 1,
      },
      {
        name: 'held-out',
        title: 'Held out title',
        visible: false,
        weight: 0.5,
        passed: false,
        status: 'ok',
        message: 'held out message',
        input: null,
        expected: null,
        actual: null,
        wallMs: 1,
        cpuMs: 1,
      },
    ],
    wallMs: 2,
    cpuMs: 2,
    memoryBytes: 1_000_000,
  },
};
const fresh = async () => {
  invited = await insertInvited(database.sql, { sections: [{ minutes: 60 }] });
  principal = await start(database.sql, invited);
};
const run = (sandbox: Sandbox, itemNumber = 3) =>
  runCode(principal, sandbox, { itemNumber, files, requestId: 'request-1' });
const rows = () => database.sql`
  select number, passed, failure_code, verdict, files, request_id from run
  where attempt_id = ${invited.attemptId} order by number`;

// Guarantee: a press of Run gives a verdict about the program or a failure of ours, and never one dressed as the other. A
// failure leaves its code and request id behind and counts as time that was lost to us.
describe('Run', () => {
  it('keeps the code with what was seen, and lets no hidden check through whatever the sandbox sends', async () => {
    await fresh();
    const shown = await run(sandboxOf(async () => verdict));
    expect(shown).toMatchObject({ number: 1, status: 'ok', checks: [{ name: 'seen', passed: true }] });
    expect(JSON.stringify(shown)).not.toMatch(/held.out/iu);
    expect(JSON.stringify(await rows())).not.toMatch(/held.out/iu);
    const [past] = await readRuns(principal, { itemNumber: 3 });
    expect(past).toMatchObject({ number: 1, files, console: [{ text: 'hello' }] });
  });

  it('says when the sandbox is full, with a retry time, and makes no verdict of it', async () => {
    await fresh();
    await expect(run(failing('overloaded', 1_500))).rejects.toMatchObject({
      code: 'overloaded',
      status: 503,
      retryAfterMs: 1_500,
      safe: 'Run 1 did not start: the sandbox is full. Your code is saved. Run again.',
    });
    expect(await rows()).toMatchObject([
      { passed: null, verdict: null, failure_code: 'overloaded', files, request_id: 'request-1' },
    ]);
    expect(await readRuns(principal, { itemNumber: 3 })).toEqual([]);
    expect((await measureOutages(principal, invited.attemptId)).outages).toMatchObject([{ kind: 'run' }]);
  });

  it('never shows what failed inside', async () => {
    await fresh();
    for (const code of ['unavailable', 'worker-died', 'bad-frame', 'check-broken', 'internal'] as const) {
      await expect(run(failing(code, null))).rejects.toSatisfy(
        (error) => error instanceof Error && 'safe' in error && !String(error.safe).includes('/srv/host'),
      );
    }
    await expect(run(sandboxOf(() => Promise.reject(new Error('socket'))))).rejects.toThrow('socket');
    expect((await rows()).map((row) => row.failure_code)).toEqual([
      'unavailable',
      'worker-died',
      'bad-frame',
      'check-broken',
      'internal',
      'internal',
    ]);
  });

  it('numbers runs that are pressed at once one after another', async () => {
    await fresh();
    const sandbox = sandboxOf(async () => verdict);
    const numbers = (await Promise.all([run(sandbox), run(sandbox), run(sandbox)])).map((one) => one.number);
    expect(numbers.toSorted()).toEqual([1, 2, 3]);
  });

  it('is bounded per minute, and ends with the time of the question', async () => {
    await fresh();
    const sandbox = sandboxOf(async () => verdict);
    await database.sql`
      insert into rate_counter (key, window_start, count)
      values (${`runs:${invited.attemptId}`}, to_timestamp(floor(extract(epoch from now()) / 60) * 60), ${runsPerMinuteMax}),
             (${`runs:${invited.attemptId}`}, to_timestamp(floor(extract(epoch from now()) / 60 + 1) * 60), ${runsPerMinuteMax})`;
    await expect(run(sandbox)).rejects.toMatchObject({ code: 'too-many' });
    await database.sql`delete from rate_counter`;
    await expect(run(sandbox, 1)).rejects.toMatchObject({ code: 'bad-input' });
    await passTime(database.sql, invited.attemptId, 61);
    await expect(run(sandbox)).rejects.toMatchObject({ code: 'not-open' });
  });
});
