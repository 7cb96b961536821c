/**
 * Guarantee: an invitation is one secret that is shown once, nobody gets a question twice, a helpful new link throws
 * nobody out, and extra time is written nowhere that a judge reads. If this fails, a candidate is shut out in the middle
 * of her assessment, or judged by her accommodation.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCandidateSession } from '../../db/queries/candidate-sessions.ts';
import { listSeenSlugs } from '../../db/queries/candidates.ts';
import { findForm } from '../../db/queries/forms.ts';
import { acceptInvitation } from '../attempt/entry/accept-invitation.ts';
import { closePosition } from '../position/close-position.ts';
import { assignRater } from '../scoring/assign-rater.ts';
import { hashToken } from '../secret-token.ts';
import type { StaffPrincipal } from '../session.ts';
import { addPosition, addStaff, letManage, refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { extendStart } from './extend-start.ts';
import { inviteCandidate } from './invite-candidate.ts';
import { inviteMany } from './invite-many.ts';
import { reissueLink, sendReminder } from './reissue-link.ts';
import { revokeLink } from './revoke-link.ts';
import { setAccommodation } from './set-accommodation.ts';

let test: UseCaseDatabase;
let manager: StaffPrincipal;
let stranger: StaffPrincipal;
let positionId: string;
let next = 0;
const timeZone = 'Europe/Berlin';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

beforeAll(async () => {
  process.env.SMTP_URL = 'smtp://127.0.0.1:1';
  process.env.MAIL_FROM = 'plumbline@example.org';
  test = await openUseCaseDatabase();
  manager = await addStaff(test.db, 'Mia', 'hiring-manager');
  stranger = await addStaff(test.db, 'Sam', 'hiring-manager', 'interviewer');
  positionId = (await addPosition(manager)).positionId;
});
afterAll(async () => {
  await test?.drop();
});

const invite = (change: Partial<Parameters<typeof inviteCandidate>[1]> = {}, who = manager) =>
  inviteCandidate(who, {
    positionId,
    name: 'Robin Day',
    email: `robin-${next++}@example.org`,
    startBy: inDays(7),
    timeZone,
    timeFactor: 1,
    runtime: null,
    sendMail: false,
    ...change,
  });
const tokenOf = (url: string) => url.split('/i/')[1] ?? '';
const accept = (url: string) =>
  acceptInvitation({ token: tokenOf(url), timeZone: null, userAgent: 'test', current: null });
const attemptRow = async (id: string) => (await test.sql`select * from attempt where id = ${id}`)[0];
const jobsTo = async (email: string) =>
  (
    await test.sql<{ text: string }[]>`
      select payload ->> 'text' as text from graphile_worker._private_jobs where payload ->> 'to' = ${email}`
  ).map((row) => row.text);

describe('inviting', () => {
  it('stores the link as a hash, gives it once, and mails it when asked', async () => {
    const plain = await invite();
    const mailed = await invite({ sendMail: true });
    const rows = await test.sql`select token_hash from invitation_link where attempt_id = ${plain.attemptId}`;
    expect(rows).toEqual([{ token_hash: hashToken(tokenOf(plain.url)) }]);
    const everything = await test.sql`select a.data, l.* from audit a, invitation_link l`;
    expect(JSON.stringify(everything)).not.toContain(tokenOf(plain.url));
    expect(plain.mailed).toBe(false);
    expect(await jobsTo(plain.email)).toEqual([]);
    expect(await jobsTo(mailed.email)).toEqual([mailed.mail.text]);
    expect(mailed.mail.text).toContain(mailed.url);
    expect(mailed.mail.text).toContain('Europe/Berlin');
  });

  it('is for the position’s managers, and not for a closed position', async () => {
    expect((await refusal(invite({}, stranger))).code).toBe('not-found');
    const other = (await addPosition(manager)).positionId;
    await closePosition(manager, { positionId: other, closed: true });
    expect((await refusal(invite({ positionId: other }))).code).toBe('not-open');
  });

  it('refuses a moment that has passed or is far away', async () => {
    expect((await refusal(invite({ startBy: new Date(Date.now() - 1_000) }))).safe).toMatch(/^startBy: /u);
    expect((await refusal(invite({ startBy: inDays(400) }))).safe).toMatch(/^startBy: /u);
  });

  it('does not invite the same address twice to one position while the first is open', async () => {
    const first = await invite();
    const again = await refusal(invite({ email: first.email.toUpperCase() }));
    expect(again.code).toBe('conflict');
    expect(again.safe).toContain('open invitation');
  });

  it('gives a person who has met a question a form of their own without it', async () => {
    const first = await invite();
    const elsewhere = (await addPosition(manager)).positionId;
    const form = async (attemptId: string) => {
      const found = await findForm(test.db, (await attemptRow(attemptId))?.form_id);
      if (!found) throw new Error('no form');
      return {
        number: found.number,
        current: found.supersededAt === null,
        slugs: found.sections.flatMap((section) => section.items.map((item) => item.slug)),
      };
    };
    const met = (await form(first.attemptId)).slugs;
    const second = await invite({ positionId: elsewhere, email: first.email }).catch(
      (error: unknown) => error,
    );
    if (second instanceof Error) {
      // The bank is too small for a second form: then it says so and invites nobody.
      expect(second.message).toContain('has met');
      return;
    }
    const { slugs } = await form((second as Awaited<ReturnType<typeof invite>>).attemptId);
    expect(slugs.filter((slug) => met.includes(slug))).toEqual([]);
    expect((await listSeenSlugs(test.db, first.email.toUpperCase())).toSorted()).toEqual(
      [...met, ...slugs].toSorted(),
    );
    // Somebody else gets the position's own form as before.
    const third = await invite({ positionId: elsewhere });
    expect(third.ownForm).toBeNull();
    expect(await form(third.attemptId)).toMatchObject({ number: 1, current: true });
  });

  it('of several goes line by line: one who cannot be invited holds nobody up', async () => {
    const taken = await invite();
    const result = await inviteMany(manager, {
      positionId,
      startBy: inDays(7),
      timeZone,
      timeFactor: 1,
      runtime: null,
      sendMail: false,
      lines: [
        { line: 1, name: 'A', email: 'many-a@example.org' },
        { line: 3, name: 'B', email: taken.email },
        { line: 4, name: 'C', email: 'many-c@example.org' },
      ],
    });
    expect(result.invited.map((one) => one.line)).toEqual([1, 4]);
    expect(result.problems).toEqual([{ line: 3, message: expect.stringContaining('open invitation') }]);
    // What would refuse every line alike is said once, and nobody is invited.
    const late = inviteMany(manager, {
      positionId,
      startBy: new Date(0),
      timeZone,
      timeFactor: 1,
      runtime: null,
      sendMail: false,
      lines: [{ line: 1, name: 'D', email: 'many-d@example.org' }],
    });
    expect((await refusal(late)).code).toBe('bad-input');
  });
});

describe('a new link', () => {
  it('ends neither the first link nor a session, and is an audit row and a fact', async () => {
    const invited = await invite();
    const opened = await accept(invited.url);
    if (opened.kind !== 'opened') throw new Error('expected a session');
    const issued = await reissueLink(manager, { attemptId: invited.attemptId, timeZone, sendMail: true });
    expect(issued.url).not.toBe(invited.url);
    expect(await jobsTo(invited.email)).toEqual([issued.mail.text]);
    expect(await findCandidateSession(test.db, hashToken(opened.sessionToken))).not.toBeNull();
    const second = await accept(issued.url);
    expect(second.kind).toBe('opened');
    expect(await findCandidateSession(test.db, hashToken(opened.sessionToken))).not.toBeNull();
    const rows = await test.sql`
      select actor_id from audit where action = 'link-issued' and subject_id = ${invited.attemptId}`;
    expect(rows).toEqual([{ actor_id: manager.id }, { actor_id: manager.id }]);
    const facts = await test.sql`
      select 1 from attempt_event where kind = 'link-issued' and attempt_id = ${invited.attemptId}`;
    expect(facts).toHaveLength(1);
  });

  it('is refused to strangers and to those who have withdrawn', async () => {
    const invited = await invite();
    const ask = (who: StaffPrincipal) =>
      reissueLink(who, { attemptId: invited.attemptId, timeZone, sendMail: false });
    expect((await refusal(ask(stranger))).code).toBe('not-found');
    await test.sql`update attempt set status = 'withdrawn' where id = ${invited.attemptId}`;
    expect((await refusal(ask(manager))).code).toBe('not-open');
  });

  it('that is ended opens nothing; ending it again says so', async () => {
    const invited = await invite();
    const [link] = await test.sql`select id from invitation_link where attempt_id = ${invited.attemptId}`;
    const end = () => revokeLink(manager, { attemptId: invited.attemptId, linkId: link?.id });
    await end();
    expect((await refusal(accept(invited.url))).code).toBe('not-open');
    expect((await refusal(end())).code).toBe('not-open');
    // A link can only be ended through its own attempt.
    const other = await invite();
    const [foreign] = await test.sql`select id from invitation_link where attempt_id = ${other.attemptId}`;
    const wrong = revokeLink(manager, { attemptId: invited.attemptId, linkId: foreign?.id });
    expect((await refusal(wrong)).code).toBe('not-open');
    expect((await accept(other.url)).kind).toBe('opened');
  });
});

describe('a reminder', () => {
  it('carries a link that works, twice a day at most, and only before the start', async () => {
    const invited = await invite();
    const remind = () => sendReminder(manager, { attemptId: invited.attemptId, timeZone });
    const first = await remind();
    expect(first.mail.text).toContain(first.url);
    await remind();
    expect((await refusal(remind())).code).toBe('too-many');
    expect((await accept(first.url)).kind).toBe('opened');
    const lapsed = await invite();
    await test.sql`update attempt set start_by = now() - interval '1 minute' where id = ${lapsed.attemptId}`;
    const late = sendReminder(manager, { attemptId: lapsed.attemptId, timeZone });
    expect((await refusal(late)).safe).toContain('Extend');
  });
});

describe('more days', () => {
  it('bring a lapsed invitation and its link back to life', async () => {
    const invited = await invite({ startBy: inDays(1) });
    await test.sql`update attempt set start_by = now() - interval '60 days' where id = ${invited.attemptId}`;
    await test.sql`update invitation_link set expires_at = now() + interval '1 day' where attempt_id = ${invited.attemptId}`;
    expect((await refusal(accept(invited.url))).code).toBe('not-open');
    const later = inDays(3);
    await extendStart(manager, { attemptId: invited.attemptId, startBy: later, timeZone });
    expect((await accept(invited.url)).kind).toBe('opened');
    const [link] =
      await test.sql`select expires_at from invitation_link where attempt_id = ${invited.attemptId}`;
    expect(link?.expires_at.getTime()).toBeGreaterThan(later.getTime());
    expect(await jobsTo(invited.email)).toHaveLength(1);
  });

  it('are never fewer days, never the past, and nothing once it was started', async () => {
    const invited = await invite({ startBy: inDays(7) });
    const extend = (startBy: Date) =>
      extendStart(manager, { attemptId: invited.attemptId, startBy, timeZone });
    expect((await refusal(extend(inDays(6)))).code).toBe('bad-input');
    expect((await refusal(extend(inDays(-1)))).code).toBe('bad-input');
    await test.sql`update attempt set status = 'running', started_at = now() where id = ${invited.attemptId}`;
    expect((await refusal(extend(inDays(9)))).code).toBe('not-open');
  });
});

describe('extra time', () => {
  it('stands in the attempt and nowhere else: no audit row, no mail, no name says it', async () => {
    const invited = await invite({ timeFactor: 1.375, sendMail: true });
    await setAccommodation(manager, { attemptId: invited.attemptId, timeFactor: 1.625 });
    expect((await attemptRow(invited.attemptId))?.time_factor).toBe(1.625);
    const audit = await test.sql`select action, data from audit where subject_id = ${invited.attemptId}`;
    const said = JSON.stringify([audit, await jobsTo(invited.email), invited.mail]);
    expect(said).not.toMatch(/1[.,]375|1[.,]625|factor|extra[- ]?time(?! or another)/iu);
    expect(audit.map((row) => row.action)).toContain('accommodation-set');
  });

  it('keeps the language that the candidate chose', async () => {
    const invited = await invite();
    await test.sql`update attempt set runtime = 'go' where id = ${invited.attemptId}`;
    await setAccommodation(manager, { attemptId: invited.attemptId, timeFactor: 1.5 });
    expect(await attemptRow(invited.attemptId)).toMatchObject({ runtime: 'go', time_factor: 1.5 });
  });

  it('is not set by somebody who rates the attempt, nor after the start', async () => {
    const invited = await invite();
    await letManage(test.db, positionId, stranger);
    const set = () => setAccommodation(stranger, { attemptId: invited.attemptId, timeFactor: 2 });
    await set();
    await assignRater(manager, { attemptId: invited.attemptId, raterId: stranger.id });
    expect((await refusal(set())).code).toBe('not-open');
    await test.sql`update attempt set status = 'running', started_at = now() where id = ${invited.attemptId}`;
    const late = setAccommodation(manager, { attemptId: invited.attemptId, timeFactor: 2 });
    expect((await refusal(late)).code).toBe('not-open');
  });
});
