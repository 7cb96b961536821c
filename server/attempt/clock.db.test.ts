import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { enterSection } from './enter-section.ts';
import { expireAttempt } from './expire-attempt.ts';
import { insertInvited, passTime, prepare, readRow, start, write } from './invited-fixture.ts';
import { leaveSection } from './leave-section.ts';
import { readWorkspace } from './question/read-workspace.ts';
import { readClock } from './read-clock.ts';
import { recordBeat } from './record/record-beat.ts';
import { askStaff } from './request/ask-staff.ts';
import { startAttempt } from './start-attempt.ts';
import { submitAttempt } from './submit-attempt.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const jobs = async (attemptId: string) => {
  const rows = await database.sql<{ task: string; ms: number }[]>`
    select t.identifier as task, (extract(epoch from j.run_at - now()) * 1000)::float8 as ms
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.key like ${`%${attemptId}`} order by t.identifier`;
  return rows.map((row) => ({ task: row.task, minutes: Math.round(row.ms / 6_000) / 10 }));
};

// Guarantee: the clock belongs to the server. A start in the last second gets all of its time, the end comes without any
// browser, and handing in twice, or a moment too late, gives the one receipt there is.
describe('an attempt on the clock', () => {
  it('gives a start one second before the last moment the full time, and none to one after it', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await prepare(database.sql, invited);
    await database.sql`update attempt set start_by = now() - interval '1 millisecond' where id = ${invited.attemptId}`;
    await expect(startAttempt(principal)).rejects.toMatchObject({ code: 'not-open' });
    await database.sql`update attempt set start_by = now() + interval '1 second' where id = ${invited.attemptId}`;
    await startAttempt(principal);
    const clock = await readClock(principal);
    expect(clock.progress).toMatchObject({ state: 'section', sectionNumber: 1 });
    expect(clock.openSections[0]?.totalMs).toBe(600_000);
    expect(clock.openSections[0]?.remainingMs).toBeGreaterThan(590_000);
    expect(await jobs(invited.attemptId)).toEqual([{ task: 'expire-attempt', minutes: 10 }]);
  });

  it('starts once, whoever presses twice', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await prepare(database.sql, invited);
    await Promise.all([startAttempt(principal), startAttempt(principal)]);
    const before = await readRow(database.sql, invited.attemptId);
    await startAttempt(principal);
    expect(await readRow(database.sql, invited.attemptId)).toEqual(before);
    const [rows] = await database.sql<
      { sections: number; items: number; documents: number; audits: number }[]
    >`
      select (select count(*)::int from attempt_section where attempt_id = ${invited.attemptId}) as sections,
             (select count(*)::int from attempt_item where attempt_id = ${invited.attemptId}) as items,
             (select count(*)::int from document where attempt_id = ${invited.attemptId}) as documents,
             (select count(*)::int from audit where subject_id = ${invited.attemptId} and action = 'attempt-started') as audits`;
    expect(rows).toEqual({ sections: 1, items: 4, documents: 4, audits: 1 });
  });

  it('does not start before an accommodation that was asked for is answered', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await prepare(database.sql, invited);
    await askStaff(principal, { kind: 'accommodation', itemNumber: null, text: '25 % more time', state: {} });
    await expect(startAttempt(principal)).rejects.toMatchObject({ code: 'not-open' });
    await database.sql`update candidate_request set answered_at = now(), outcome = 'granted' where attempt_id = ${invited.attemptId}`;
    await expect(startAttempt(principal)).resolves.toBeUndefined();
  });

  it('runs through its sections and ends without a browser, with what was saved', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await start(database.sql, invited);
    expect(await write(database.sql, principal, 2, 'in time')).toBe('accepted');
    await passTime(database.sql, invited.attemptId, 11);
    await expireAttempt(invited.attemptId);
    expect(await jobs(invited.attemptId)).toEqual([{ task: 'expire-attempt', minutes: 4 }]);
    await passTime(database.sql, invited.attemptId, 5);
    await expireAttempt(invited.attemptId);
    expect((await readClock(principal)).progress).toMatchObject({ state: 'section', sectionNumber: 2 });
    expect(await write(database.sql, principal, 4, 'in time too')).toBe('accepted');
    await passTime(database.sql, invited.attemptId, 120);
    // The queue was down for two hours: the true end counts, not the moment at which the job ran.
    await expireAttempt(invited.attemptId);
    const row = await readRow(database.sql, invited.attemptId);
    expect(row).toMatchObject({ status: 'submitted', submitted_by: 'deadline' });
    expect((row.submitted_at?.getTime() ?? 0) - (row.started_at?.getTime() ?? 0)).toBe(35 * 60_000);
    expect(await jobs(invited.attemptId)).toEqual([{ task: 'grade-attempt', minutes: expect.any(Number) }]);
    await expireAttempt(invited.attemptId);
    expect((await readRow(database.sql, invited.attemptId)).receipt).toBe(row.receipt);
  });

  it('gives one receipt to two presses at once, to a third, and to one after the deadline', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await start(database.sql, invited);
    const [a, b] = await Promise.all([
      submitAttempt(principal, { declaredAids: {} }),
      submitAttempt(principal, { declaredAids: {} }),
    ]);
    expect(a).toEqual(b);
    expect(await submitAttempt(principal, { declaredAids: {} })).toEqual(a);
    expect(a.by).toBe('candidate');
    const late = await insertInvited(database.sql);
    const tooLate = await start(database.sql, late);
    await passTime(database.sql, late.attemptId, 36);
    expect(await submitAttempt(tooLate, { declaredAids: {} })).toMatchObject({ by: 'deadline' });
  });

  it('asks for the aids that are allowed if declared, and keeps what was said', async () => {
    const rules = { ai: 'declared', web: 'allowed', editor: 'forbidden' } as const;
    const invited = await insertInvited(database.sql, { rules });
    const principal = await start(database.sql, invited);
    await expect(submitAttempt(principal, { declaredAids: { ai: '  ' } })).rejects.toMatchObject({
      code: 'bad-input',
    });
    await submitAttempt(principal, { declaredAids: { ai: 'none', web: 'not asked' } });
    const [row] = await database.sql<{ declared_aids: unknown }[]>`
      select declared_aids from attempt where id = ${invited.attemptId}`;
    expect(row?.declared_aids).toEqual({ ai: 'none' });
  });

  it('leaves a section once, begins the next by press or at once, and closes what was left', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await start(database.sql, invited);
    await leaveSection(principal, { sectionNumber: 1 });
    await leaveSection(principal, { sectionNumber: 1 });
    expect((await readClock(principal)).progress).toMatchObject({ state: 'break', nextSection: 2 });
    expect(await write(database.sql, principal, 2, 'after leaving')).toBe('late');
    await enterSection(principal, { sectionNumber: 2 });
    await enterSection(principal, { sectionNumber: 2 });
    await expect(leaveSection(principal, { sectionNumber: 2 })).rejects.toMatchObject({ code: 'not-open' });
    await expect(enterSection(principal, { sectionNumber: 1 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await jobs(invited.attemptId)).toEqual([{ task: 'expire-attempt', minutes: 20 }]);
  });

  it('keeps a section that one may return to open until its own time is up', async () => {
    const invited = await insertInvited(database.sql, {
      sections: [{ minutes: 10, canReturn: true }, { minutes: 20 }],
    });
    const principal = await start(database.sql, invited);
    await leaveSection(principal, { sectionNumber: 1 });
    expect((await readClock(principal)).openSections.map((one) => one.number)).toEqual([1, 2]);
    expect(await write(database.sql, principal, 2, 'back again')).toBe('accepted');
    await passTime(database.sql, invited.attemptId, 10.1);
    expect((await readClock(principal)).openSections.map((one) => one.number)).toEqual([2]);
    expect(await write(database.sql, principal, 2, 'too late')).toBe('late');
  });

  it('shows the questions of the open section only', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await start(database.sql, invited);
    const workspace = await readWorkspace(principal);
    expect(workspace?.questions.map((one) => one.number)).toEqual([1, 2]);
    expect(JSON.stringify(workspace)).not.toContain(invited.questions[2]?.title ?? 'missing');
  });

  it('measures a browser’s silence as that browser’s, and bounds the time it claims', async () => {
    const invited = await insertInvited(database.sql);
    const principal = await start(database.sql, invited);
    await recordBeat(principal, { itemNumber: 1, openMs: 3_600_000 });
    await recordBeat(principal, { itemNumber: 1, openMs: 2_000 });
    await database.sql`
      update presence_stretch set began_at = began_at - interval '60 seconds', last_at = last_at - interval '60 seconds'
      where attempt_id = ${invited.attemptId}`;
    await recordBeat(principal, { itemNumber: 1, openMs: 0 });
    const [item] = await database.sql<{ open_ms: number }[]>`
      select open_ms from attempt_item where attempt_id = ${invited.attemptId} and number = 1`;
    expect(item?.open_ms).toBe(12_000);
    const events = await database.sql<{ kind: string; data: { gapMs: number } }[]>`
      select kind, data from attempt_event where attempt_id = ${invited.attemptId} and kind = 'browser-gap'`;
    expect(events).toHaveLength(1);
    expect(events[0]?.data.gapMs).toBeGreaterThanOrEqual(60_000);
  });
});
