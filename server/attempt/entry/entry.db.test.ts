import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { accept, insertInvited, insertLink, principalOf } from '../invited-fixture.ts';
import { readAttemptHome } from '../read-attempt-home.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { declineInvitation } from './decline-invitation.ts';
import { readInvitation } from './read-invitation.ts';
import { renewResumeCode } from './renew-resume-code.ts';
import { resumeWithCode } from './resume-with-code.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const press = (token: string, userAgent = 'laptop') =>
  acceptInvitation({ token, timeZone: null, userAgent, current: null });
const countOf = async (table: 'audit' | 'attempt_event' | 'candidate_session', attemptId: string) => {
  const key = table === 'audit' ? 'subject_id' : 'attempt_id';
  const [row] = await database.sql<{ n: number }[]>`
    select count(*)::int as n from ${database.sql(table)} where ${database.sql(key)} = ${attemptId}`;
  return row?.n ?? 0;
};

// Guarantee: a link is used up by the candidate's own press and by nothing else, and whoever holds the link or the code
// gets back in, while nobody who is in is ever thrown out.
describe('the invitation link', () => {
  it('is not used up by ten prefetches', async () => {
    const invited = await insertInvited(database.sql);
    for (let n = 0; n < 10; n++) {
      expect((await readInvitation(invited.token)).state).toBe('open');
    }
    expect(await countOf('candidate_session', invited.attemptId)).toBe(0);
    expect(await countOf('audit', invited.attemptId)).toBe(0);
    const phone = await press(invited.token, 'phone');
    expect(phone.kind).toBe('opened');
    expect((await readInvitation(invited.token)).state).toBe('consumed');
  });

  it('is used by one of two presses at the same time, and the other browser stays out', async () => {
    const invited = await insertInvited(database.sql);
    const presses = await Promise.allSettled([press(invited.token), press(invited.token)]);
    expect(presses.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await countOf('candidate_session', invited.attemptId)).toBe(1);
  });

  it('takes a second press from the browser that has pressed as the first', async () => {
    const invited = await insertInvited(database.sql);
    const current = await accept(database.sql, invited.token);
    const again = await acceptInvitation({ token: invited.token, timeZone: null, userAgent: '', current });
    expect(again.kind).toBe('already-here');
    const stranger = { ...current, attemptId: '00000000-0000-4000-8000-000000000000' };
    await expect(
      acceptInvitation({ token: invited.token, timeZone: null, userAgent: '', current: stranger }),
    ).rejects.toMatchObject({ code: 'not-open' });
  });

  it('opens again after the browser was wiped, with the resume code, and ends no other session', async () => {
    const invited = await insertInvited(database.sql);
    const first = await press(invited.token);
    if (first.kind !== 'opened' || !first.resumeCode) throw new Error('no code was given');
    const typed = first.resumeCode.toLowerCase().replaceAll('-', ' ');
    const resumed = await resumeWithCode({ code: typed, address: 'wiped', userAgent: 'laptop 2' });
    const again = await principalOf(database.sql, resumed.sessionToken);
    expect(again.attemptId).toBe(invited.attemptId);
    expect((await principalOf(database.sql, first.sessionToken)).attemptId).toBe(invited.attemptId);
    const events = await database.sql<{ kind: string; data: { by: string } }[]>`
      select kind, data from attempt_event where attempt_id = ${invited.attemptId} order by created_at`;
    expect(events.map((event) => [event.kind, event.data.by])).toEqual([
      ['session-opened', 'link'],
      ['second-machine', 'resume-code'],
    ]);
  });

  it('stores neither token nor code', async () => {
    const invited = await insertInvited(database.sql);
    const opened = await press(invited.token);
    if (opened.kind !== 'opened' || !opened.resumeCode) throw new Error('no code was given');
    const rows = await database.sql<{ row: string }[]>`
      select row_to_json(a)::text || coalesce((select string_agg(row_to_json(l)::text, '') from invitation_link l where l.attempt_id = a.id), '')
        || coalesce((select string_agg(row_to_json(s)::text, '') from candidate_session s where s.attempt_id = a.id), '')
        || coalesce((select string_agg(row_to_json(u)::text, '') from audit u where u.subject_id = a.id), '') as row
      from attempt a where a.id = ${invited.attemptId}`;
    for (const secret of [invited.token, opened.sessionToken, opened.resumeCode]) {
      expect(rows[0]?.row).not.toContain(secret);
    }
  });

  it('lets a fresh link open another browser while the first stays open, and gives no second code', async () => {
    const invited = await insertInvited(database.sql);
    const first = await accept(database.sql, invited.token);
    const fresh = await insertLink(database.sql, invited.attemptId);
    const view = await readInvitation(fresh);
    expect(view).toMatchObject({ state: 'open', openElsewhere: 1 });
    const second = await press(fresh, 'other');
    expect(second).toMatchObject({ kind: 'opened', resumeCode: null });
    await expect(readAttemptHome(first)).resolves.toMatchObject({ status: 'accepted' });
  });

  it('slows guessing of codes per address, and knows a renewed code only', async () => {
    const invited = await insertInvited(database.sql);
    const opened = await press(invited.token);
    if (opened.kind !== 'opened' || !opened.resumeCode) throw new Error('no code was given');
    const principal = await principalOf(database.sql, opened.sessionToken);
    const renewed = await renewResumeCode(principal);
    const resume = (code: string, address: string) => resumeWithCode({ code, address, userAgent: '' });
    await expect(resume(opened.resumeCode, 'a')).rejects.toMatchObject({ code: 'bad-input' });
    await expect(resume(renewed.resumeCode, 'a')).resolves.toBeDefined();
    for (let n = 0; n < 20; n++) {
      await expect(resume('x'.repeat(61), 'guesser')).rejects.toMatchObject({ code: 'bad-input' });
    }
    await expect(resume(renewed.resumeCode, 'guesser')).rejects.toMatchObject({ code: 'too-many' });
    await expect(resume(renewed.resumeCode, 'another address')).resolves.toBeDefined();
  });

  it('can be declined and taken back, but not after the last moment to start', async () => {
    const invited = await insertInvited(database.sql);
    await declineInvitation({ token: invited.token }, { reason: 'no time' });
    expect(await readInvitation(invited.token)).toMatchObject({ state: 'open', declined: true });
    await database.sql`update attempt set start_by = now() - interval '1 second' where id = ${invited.attemptId}`;
    await database.sql`update attempt set status = 'invited' where id = ${invited.attemptId}`;
    expect((await readInvitation(invited.token)).state).toBe('lapsed');
    await expect(press(invited.token)).rejects.toMatchObject({ code: 'not-open' });
    await database.sql`update attempt set start_by = now() + interval '1 day' where id = ${invited.attemptId}`;
    await expect(press(invited.token)).resolves.toMatchObject({ kind: 'opened' });
  });

  it('says the same of a token that never was', async () => {
    expect(await readInvitation('A'.repeat(43))).toEqual({ state: 'unknown' });
    expect(await readInvitation("' or true --")).toEqual({ state: 'unknown' });
    await expect(press('A'.repeat(43))).rejects.toMatchObject({ code: 'not-found' });
  });
});
