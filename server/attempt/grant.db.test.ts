import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { enterSection } from './enter-section.ts';
import { expireAttempt } from './expire-attempt.ts';
import { type GrantInput, grantTime } from './grant-time.ts';
import { insertInvited, passTime, readRow, start, write } from './invited-fixture.ts';
import { measureOutages } from './measure-outages.ts';
import { readClock } from './read-clock.ts';
import { copyAnswers } from './record/copy-answers.ts';
import { readOwnRecord } from './record/read-own-record.ts';
import { submitAttempt } from './submit-attempt.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const grant = (attemptId: string, minutes: number, change: Partial<GrantInput> = {}): GrantInput => ({
  attemptId,
  sectionNumber: null,
  grantedMs: minutes * 60_000,
  basis: 'other',
  reason: 'fixture',
  outageKey: null,
  ...change,
});
const oneSection = { sections: [{ minutes: 10, canReturn: true }] };
const textOf = async (principal: Parameters<typeof copyAnswers>[0], number: number) => {
  const answer = (await copyAnswers(principal)).answers.find((one) => one.question === number)?.answer;
  return answer?.kind === 'discussion' ? answer.text : null;
};

// Guarantee: time that the clock has taken can be given back, also afterwards; then the attempt runs again, what had
// arrived within that time counts, and the full time is there when the candidate comes back for it. What she has handed
// in herself is final.
describe('a grant', () => {
  it('makes the open section longer while it runs', async () => {
    const invited = await insertInvited(database.sql, oneSection);
    const principal = await start(database.sql, invited);
    const granted = await grantTime(invited.manager, grant(invited.attemptId, 5));
    expect(granted).toEqual({ effect: 'extend', sectionNumber: 1, mergedCharacters: 0 });
    const { openSections } = await readClock(principal);
    expect(openSections[0]?.totalMs).toBe(15 * 60_000);
    await passTime(database.sql, invited.attemptId, 14);
    await expireAttempt(invited.attemptId);
    expect(await write(database.sql, principal, 4, 'in the granted time')).toBe('accepted');
  });

  it('after the deadline: reopens, sets receipt and grades aside, merges what arrived within it', async () => {
    const invited = await insertInvited(database.sql, oneSection);
    const principal = await start(database.sql, invited);
    await write(database.sql, principal, 4, 'A');
    await passTime(database.sql, invited.attemptId, 11);
    await expireAttempt(invited.attemptId);
    const { receipt } = await readRow(database.sql, invited.attemptId);
    expect(await write(database.sql, principal, 4, 'B')).toBe('late');
    expect((await readOwnRecord(principal)).lateEdits).toEqual([
      { itemNumber: 4, characters: 1, decision: null },
    ]);
    await passTime(database.sql, invited.attemptId, 30);
    expect(await write(database.sql, principal, 4, 'C')).toBe('late');
    await database.sql`
      insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
      values (${invited.attemptId}, 1, 'hash', 0, 'failed', 0, '[]', '{}')`;

    const granted = await grantTime(invited.manager, grant(invited.attemptId, 5));
    // B arrived one minute after the end, C half an hour after it: five minutes cover the first only.
    expect(granted).toEqual({ effect: 'reopen-attempt', sectionNumber: 1, mergedCharacters: 1 });
    expect([...((await textOf(principal, 4)) ?? '')].sort().join('')).toBe('AB');
    expect(await readRow(database.sql, invited.attemptId)).toMatchObject({
      status: 'running',
      submitted_by: null,
      receipt: null,
    });
    const grades = await database.sql`
      select 1 from grade where attempt_id = ${invited.attemptId} and superseded_at is null`;
    expect(grades).toHaveLength(0);
    const waiting = await database.sql`
      select 1 from graphile_worker.jobs where key = ${`grade-attempt:${invited.attemptId}`}`;
    expect(waiting).toHaveLength(0);

    // It waits for her: a day later the five minutes are all there.
    await passTime(database.sql, invited.attemptId, 24 * 60);
    await expireAttempt(invited.attemptId);
    expect((await readClock(principal)).progress).toMatchObject({ state: 'reopened', grantedMs: 300_000 });
    await enterSection(principal, { sectionNumber: 1 });
    const { progress } = await readClock(principal);
    expect(progress).toMatchObject({ state: 'section', sectionNumber: 1 });
    expect(progress?.state === 'section' ? progress.remainingMs : 0).toBeGreaterThan(290_000);
    expect(progress?.state === 'section' ? progress.remainingMs : 0).toBeLessThanOrEqual(300_000);
    expect(await write(database.sql, principal, 4, 'D')).toBe('accepted');
    await passTime(database.sql, invited.attemptId, 6);
    await expireAttempt(invited.attemptId);
    const again = await readRow(database.sql, invited.attemptId);
    expect(again).toMatchObject({ status: 'submitted', submitted_by: 'deadline' });
    expect(again.receipt).not.toBe(receipt);
  });

  it('that nobody comes back for ends as it had ended', async () => {
    const invited = await insertInvited(database.sql, oneSection);
    const principal = await start(database.sql, invited);
    await passTime(database.sql, invited.attemptId, 11);
    await expireAttempt(invited.attemptId);
    await grantTime(invited.manager, grant(invited.attemptId, 5));
    await passTime(database.sql, invited.attemptId, 8 * 24 * 60);
    await expireAttempt(invited.attemptId);
    const row = await readRow(database.sql, invited.attemptId);
    expect((row.submitted_at?.getTime() ?? 0) - (row.started_at?.getTime() ?? 0)).toBe(10 * 60_000);
    await expect(enterSection(principal, { sectionNumber: 1 })).rejects.toMatchObject({ code: 'not-open' });
  });

  it('never undoes the candidate’s own submission', async () => {
    const invited = await insertInvited(database.sql, oneSection);
    const principal = await start(database.sql, invited);
    await submitAttempt(principal, { declaredAids: {} });
    await expect(grantTime(invited.manager, grant(invited.attemptId, 5))).rejects.toMatchObject({
      code: 'not-open',
    });
    expect((await readRow(database.sql, invited.attemptId)).status).toBe('submitted');
  });

  it('of a measured outage is given once, of the time that was lost and of no other', async () => {
    const invited = await insertInvited(database.sql, oneSection);
    const principal = await start(database.sql, invited);
    await passTime(database.sql, invited.attemptId, 9);
    // The server lived until three minutes before the end of the section and again two minutes after that.
    await database.sql`delete from liveness`;
    await database.sql`
      insert into liveness (process, started_at, seen_at)
      select 'web', started_at - interval '1 hour', started_at + interval '7 minutes' from attempt where id = ${invited.attemptId}`;
    await database.sql`
      insert into liveness (process, started_at, seen_at)
      select 'web', started_at + interval '9 minutes', now() from attempt where id = ${invited.attemptId}`;
    // Another process that lived on is not one that served her.
    await database.sql`insert into liveness (process, started_at, seen_at) values ('jobs', now() - interval '1 hour', now())`;
    const { outages, browserGaps } = await measureOutages(invited.manager, invited.attemptId);
    expect(outages).toMatchObject([{ kind: 'server', sectionNumber: 1, lostMs: 120_000, granted: false }]);
    expect(browserGaps).toEqual([]);
    const [outage] = outages;
    if (!outage) throw new Error('nothing was measured');
    const input = grant(invited.attemptId, 2, {
      sectionNumber: outage.sectionNumber,
      basis: 'outage',
      outageKey: outage.key,
    });
    const presses = await Promise.allSettled([
      grantTime(invited.manager, input),
      grantTime(invited.manager, input),
    ]);
    expect(presses.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect((await measureOutages(principal, invited.attemptId)).outages).toMatchObject([{ granted: true }]);
    expect((await readClock(principal)).openSections[0]?.totalMs).toBe(12 * 60_000);
    await database.sql`delete from liveness`;
  });
});
