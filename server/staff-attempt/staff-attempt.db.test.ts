/**
 * Guarantee: what staff do to a running or finished attempt is theirs to do, happens once, is written down, and leaves
 * no answer behind; and whoever rates it does not read what was given to the person. If this fails, a question is voided
 * by a stranger, or time is given back twice.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { findCandidateSession } from '../../db/queries/candidate-sessions.ts';
import { findDocumentOfItem } from '../../db/queries/documents.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { acceptInvitation } from '../attempt/entry/accept-invitation.ts';
import { expireAttempt } from '../attempt/expire-attempt.ts';
import { chooseLanguage } from '../attempt/preparation/choose-language.ts';
import { confirmRules } from '../attempt/preparation/confirm-rules.ts';
import { askStaff } from '../attempt/request/ask-staff.ts';
import { startAttempt } from '../attempt/start-attempt.ts';
import { appendUpdates } from '../edit-log/append-updates.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { inviteCandidate } from '../invitation/invite-candidate.ts';
import { candidatesCsv } from '../position/candidates-csv.ts';
import { readPositionDashboard } from '../position/read-position-dashboard.ts';
import { assignRater } from '../scoring/assign-rater.ts';
import { hashToken } from '../secret-token.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { addPosition, addStaff, letManage, refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { answerRequest, type RequestGrant } from './answer-request.ts';
import { decideLateEdits } from './decide-late-edits.ts';
import { readStaffAttempt } from './read-staff-attempt.ts';
import { revokeSession } from './revoke-session.ts';
import { restoreQuestion, voidQuestion } from './void-question.ts';

let test: UseCaseDatabase;
let manager: StaffPrincipal;
let stranger: StaffPrincipal;
let interviewer: StaffPrincipal;
/** Manages the position and is asked to rate. */
let judge: StaffPrincipal;
let positionId: string;
let attemptId: string;
let candidate: CandidatePrincipal;
let sessionToken: string;
/** The number of the first question that is answered in words. */
let written: number;
const timeFactor = 1.375;

beforeAll(async () => {
  test = await openUseCaseDatabase();
  manager = await addStaff(test.db, 'Mia', 'hiring-manager');
  stranger = await addStaff(test.db, 'Sam', 'hiring-manager');
  interviewer = await addStaff(test.db, 'Ivo', 'interviewer');
  judge = await addStaff(test.db, 'Jo', 'hiring-manager', 'interviewer');
  positionId = (await addPosition(manager)).positionId;
  await letManage(test.db, positionId, judge);
});
afterAll(async () => {
  await test?.drop();
});
beforeEach(async () => {
  const invited = await inviteCandidate(manager, {
    positionId,
    name: 'Robin Day',
    email: `${randomUUID()}@example.org`,
    startBy: new Date(Date.now() + 7 * 86_400_000),
    timeZone: 'UTC',
    timeFactor,
    runtime: null,
    sendMail: false,
  });
  attemptId = invited.attemptId;
  const opened = await acceptInvitation({
    token: invited.url.split('/i/')[1] ?? '',
    timeZone: null,
    userAgent: 'test',
    current: null,
  });
  if (opened.kind !== 'opened') throw new Error('expected a session');
  sessionToken = opened.sessionToken;
  const session = await findCandidateSession(test.db, hashToken(sessionToken));
  candidate = { kind: 'candidate', attemptId, sessionId: session?.id ?? '' };
  const seen = await readStaffAttempt(manager, attemptId);
  const discussion = seen.sections
    .flatMap((section) => section.items)
    .find((item) => item.kind === 'discussion');
  written = discussion?.number ?? 0;
});

const start = async () => {
  await chooseLanguage(candidate, { runtime: 'go' });
  await confirmRules(candidate);
  await startAttempt(candidate);
};
/** As if so many minutes had passed since the start. */
const pass = async (minutes: number) => {
  const by = test.sql`make_interval(secs => ${minutes * 60})`;
  await test.sql`update attempt set started_at = started_at - ${by} where id = ${attemptId}`;
  await test.sql`
    update attempt_section set entered_at = entered_at - ${by}, left_at = left_at - ${by} where attempt_id = ${attemptId}`;
};
const type = async (text: string) => {
  const document = await findDocumentOfItem(test.db, { attemptId, purpose: 'answer', itemNumber: written });
  if (!document) throw new Error('no document');
  const page = new Y.Doc();
  answerText(page).insert(0, text);
  const answer = await appendUpdates(candidate, {
    documentId: document.id,
    batchId: randomUUID(),
    bytes: Y.encodeStateAsUpdate(page),
    requestId: 'test',
  });
  const read = async () => answerText(await readDocumentState(test.db, document.id)).toString();
  return { answer, read };
};
const status = async () => (await test.sql`select status from attempt where id = ${attemptId}`)[0]?.status;
const auditOf = async (action: string) =>
  test.sql`select actor_id, data from audit where subject_id = ${attemptId} and action = ${action}`;
const jobs = async (task: string) =>
  test.sql`
    select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = ${task} and j.payload ->> 'attemptId' = ${attemptId}`;

describe('what a manager sees', () => {
  it('is for managers of the position only', async () => {
    for (const who of [stranger, interviewer]) {
      expect((await refusal(readStaffAttempt(who, attemptId))).code).toBe('not-found');
    }
    await assignRater(manager, { attemptId, raterId: interviewer.id });
    // Rating gives the answers to read, not who she is, her links or her requests.
    expect((await refusal(readStaffAttempt(interviewer, attemptId))).code).toBe('not-found');
    expect((await readStaffAttempt(manager, attemptId)).candidate.name).toBe('Robin Day');
  });

  it('holds no secret: no token, no code, no hash of either', async () => {
    await start();
    const seen = JSON.stringify(await readStaffAttempt(manager, attemptId));
    const [row] = await test.sql`
      select a.resume_code_hash, l.token_hash from attempt a join invitation_link l on l.attempt_id = a.id
      where a.id = ${attemptId}`;
    for (const secret of [row?.resume_code_hash, row?.token_hash, sessionToken, hashToken(sessionToken)]) {
      expect(secret).toBeTruthy();
      expect(seen).not.toContain(secret);
    }
  });

  it('hides extra time, given time and application answers from a manager who rates', async () => {
    await test.sql`
      insert into application (attempt_id, answers, updated_at) values (${attemptId}, '{"expectedPay":"90k"}', now())`;
    await askStaff(candidate, { kind: 'accommodation', itemNumber: null, text: 'I am dyslexic', state: {} });
    const open = (await readStaffAttempt(manager, attemptId)).requests[0];
    await answerRequest(manager, {
      attemptId,
      requestId: open?.id ?? '',
      outcome: 'granted',
      answer: 'A quarter more and then some.',
      grant: { kind: 'accommodation', timeFactor },
    });
    await start();
    await test.sql`
      insert into time_grant (attempt_id, section_number, granted_ms, basis, reason)
      values (${attemptId}, 1, 777000, 'accommodation', 'needs breaks')`;
    const before = JSON.stringify(await readStaffAttempt(judge, attemptId));
    for (const known of ['1.375', '777000', 'needs breaks', 'dyslexic', '90k'])
      expect(before).toContain(known);
    await assignRater(manager, { attemptId, raterId: judge.id });
    const after = JSON.stringify(await readStaffAttempt(judge, attemptId));
    for (const hidden of ['1.375', '777000', 'needs breaks', 'dyslexic', '90k', 'accommodation-set']) {
      expect(after).not.toContain(hidden);
    }
    // The dashboard and its export never hold it, for anybody.
    for (const who of [manager, judge]) {
      const dashboard = await readPositionDashboard(who, positionId);
      const said = JSON.stringify(dashboard) + candidatesCsv(dashboard);
      for (const hidden of ['1.375', '777000', 'timeFactor', 'needs breaks', 'dyslexic', '90k']) {
        expect(said).not.toContain(hidden);
      }
    }
  });

  it('shows the same share of time for the same part of one’s own time', async () => {
    await start();
    const section = (await readStaffAttempt(manager, attemptId)).sections[0];
    const [form] = await test.sql`
      select (f.sections -> 0 ->> 'minutes')::float8 as minutes from form f join attempt a on a.form_id = f.id
      where a.id = ${attemptId}`;
    expect(section?.share).toBeLessThan(0.05);
    // Half of her own first section, which is longer by her factor.
    await pass((form?.minutes * timeFactor) / 2);
    expect((await readStaffAttempt(manager, attemptId)).sections[0]?.share).toBeCloseTo(0.5, 1);
  });
});

describe('requests', () => {
  const ask = (kind: 'problem' | 'more-days' | 'time', itemNumber: number | null = null) =>
    askStaff(candidate, { kind, itemNumber, text: 'The picture is missing', state: {} });
  const answer = (requestId: string, grant: RequestGrant, who = manager, text = 'Here it is.') =>
    answerRequest(who, {
      attemptId,
      requestId,
      outcome: grant.kind === 'nothing' ? 'answered' : 'granted',
      answer: text,
      grant,
    });

  it('are answered once, in words, by a manager', async () => {
    await start();
    const { id } = await ask('problem', 1);
    expect((await refusal(answer(id, { kind: 'nothing' }, stranger))).code).toBe('not-found');
    expect((await refusal(answer(id, { kind: 'nothing' }, manager, '  '))).code).toBe('bad-input');
    await answer(id, { kind: 'nothing' });
    expect((await refusal(answer(id, { kind: 'nothing' }))).code).toBe('conflict');
    const [request] = (await readStaffAttempt(manager, attemptId)).requests;
    expect(request).toMatchObject({ answer: 'Here it is.', outcome: 'answered', answeredBy: 'Mia' });
    expect(await auditOf('request-answered')).toHaveLength(1);
    expect((await refusal(answer(randomUUID(), { kind: 'nothing' }))).code).toBe('not-found');
  });

  it('get time once, however often the button is pressed', async () => {
    await start();
    const { id } = await ask('time');
    const give = () => answer(id, { kind: 'time', sectionNumber: null, minutes: 4 });
    const results = await Promise.allSettled([give(), give(), give()]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    const grants = await test.sql`select granted_ms from time_grant where attempt_id = ${attemptId}`;
    expect(grants).toEqual([{ granted_ms: 240_000 }]);
  });

  it('get only what fits what was asked', async () => {
    await start();
    const { id } = await ask('time');
    for (const grant of [
      { kind: 'void-question' },
      { kind: 'accommodation', timeFactor: 2 },
      { kind: 'more-days', startBy: new Date(Date.now() + 86_400_000), timeZone: 'UTC' },
    ] satisfies RequestGrant[]) {
      expect((await refusal(answer(id, grant))).code).toBe('bad-input');
    }
    const refusedWithGrant = answerRequest(manager, {
      attemptId,
      requestId: id,
      outcome: 'refused',
      answer: 'No.',
      grant: { kind: 'time', sectionNumber: null, minutes: 5 },
    });
    expect((await refusal(refusedWithGrant)).code).toBe('bad-input');
    expect(await test.sql`select 1 from time_grant where attempt_id = ${attemptId}`).toHaveLength(0);
  });

  it('for more days move the last moment; about a broken question they void it', async () => {
    const days = await ask('more-days');
    const startBy = new Date(Math.round(Date.now() / 1000) * 1000 + 20 * 86_400_000);
    await answer(days.id, { kind: 'more-days', startBy, timeZone: 'UTC' });
    expect((await readStaffAttempt(manager, attemptId)).startBy).toEqual(startBy);
    await start();
    const problem = await ask('problem', 2);
    await answer(problem.id, { kind: 'void-question' }, manager, 'The picture was missing.');
    const items = (await readStaffAttempt(manager, attemptId)).sections.flatMap((section) => section.items);
    expect(items.find((item) => item.number === 2)?.voidReason).toBe('The picture was missing.');
  });

  it('that are open put the attempt before the manager', async () => {
    await start();
    const row = async () =>
      (await readPositionDashboard(manager, positionId)).rows.find((one) => one.attemptId === attemptId);
    expect(await row()).toMatchObject({ needsYou: false, nextAction: { kind: 'wait' } });
    const { id } = await ask('problem', 1);
    expect(await row()).toMatchObject({ needsYou: true, nextAction: { kind: 'answer-request', count: 1 } });
    await answer(id, { kind: 'nothing' });
    expect(await row()).toMatchObject({ needsYou: false });
  });
});

describe('a voided question', () => {
  it('is voided once with a reason, by a manager, and can be put back', async () => {
    await start();
    const take = (who = manager, reason = 'Ambiguous text') =>
      voidQuestion(who, { attemptId, itemNumber: 1, reason });
    expect((await refusal(take(stranger))).code).toBe('not-found');
    expect((await refusal(take(manager, ' '))).code).toBe('bad-input');
    const results = await Promise.allSettled([take(), take()]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await auditOf('question-voided')).toHaveLength(1);
    expect((await refusal(voidQuestion(manager, { attemptId, itemNumber: 99, reason: 'x' }))).code).toBe(
      'not-open',
    );
    await restoreQuestion(manager, { attemptId, itemNumber: 1 });
    expect((await refusal(restoreQuestion(manager, { attemptId, itemNumber: 1 }))).code).toBe('not-open');
    expect(await jobs('grade-attempt')).toHaveLength(0);
  });

  it('put back after grading is graded now, because it was passed over', async () => {
    await start();
    await voidQuestion(manager, { attemptId, itemNumber: 1, reason: 'Ambiguous text' });
    await test.sql`
      update attempt set status = 'graded', submitted_at = now(), submitted_by = 'candidate' where id = ${attemptId}`;
    await restoreQuestion(manager, { attemptId, itemNumber: 1 });
    expect(await status()).toBe('submitted');
    expect(await jobs('grade-attempt')).toHaveLength(1);
  });
});

describe('late edits', () => {
  const late = async () => {
    await start();
    await pass(1_000);
    await expireAttempt(attemptId);
    await test.sql`delete from graphile_worker._private_jobs`;
    const typed = await type('after the deadline');
    expect(typed.answer.outcome).toBe('late');
    return typed;
  };

  it('accepted are in the answer, and the question is graded again', async () => {
    const { read } = await late();
    await test.sql`update attempt set status = 'graded' where id = ${attemptId}`;
    await test.sql`
      insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
      values (${attemptId}, ${written}, 'h', 0, 'unanswered', 0, '[]', '{}'), (${attemptId}, 99, 'h', 0, 'passed', 1, '[]', '{}')`;
    expect(await read()).toBe('');
    expect((await refusal(decideLateEdits(stranger, { attemptId, decision: 'accept' }))).code).toBe(
      'not-found',
    );
    const asked = await askStaff(candidate, {
      kind: 'late-edits',
      itemNumber: null,
      text: 'My Wi-Fi',
      state: {},
    });
    const decided = await decideLateEdits(manager, { attemptId, decision: 'accept' });
    expect(decided).toEqual({ characters: 18, itemNumbers: [written] });
    expect(await read()).toBe('after the deadline');
    expect(await status()).toBe('submitted');
    expect(await jobs('grade-attempt')).toHaveLength(1);
    const grades = await test.sql`
      select item_number from grade where attempt_id = ${attemptId} and superseded_at is null`;
    expect(grades).toEqual([{ item_number: 99 }]);
    const request = (await readStaffAttempt(manager, attemptId)).requests.find((one) => one.id === asked.id);
    expect(request?.outcome).toBe('granted');
    expect(await auditOf('late-edits-accepted')).toHaveLength(1);
    expect((await refusal(decideLateEdits(manager, { attemptId, decision: 'reject' }))).code).toBe(
      'not-open',
    );
  });

  it('left out stay out, and nothing is graded again', async () => {
    const { read } = await late();
    await test.sql`update attempt set status = 'graded' where id = ${attemptId}`;
    await decideLateEdits(manager, { attemptId, decision: 'reject' });
    expect(await read()).toBe('');
    expect(await status()).toBe('graded');
    expect((await readStaffAttempt(manager, attemptId)).lateEdits).toMatchObject([{ decision: 'rejected' }]);
  });
});

describe('a session', () => {
  it('is ended for one browser, once, through its own attempt only', async () => {
    const end = (who = manager, sessionId = candidate.sessionId) =>
      revokeSession(who, { attemptId, sessionId });
    expect((await refusal(end(stranger))).code).toBe('not-found');
    expect((await refusal(end(manager, randomUUID()))).code).toBe('not-open');
    await end();
    expect(await findCandidateSession(test.db, hashToken(sessionToken))).toBeNull();
    expect((await refusal(end())).code).toBe('not-open');
    expect(await auditOf('session-revoked')).toHaveLength(1);
  });
});
