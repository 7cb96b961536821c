import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../domain/access.ts';
import { createLocalSandbox } from '../../sandbox/local.ts';
import { openDocument } from '../edit-log/open-document.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { enterSection } from './enter-section.ts';
import { declineInvitation } from './entry/decline-invitation.ts';
import { renewResumeCode } from './entry/renew-resume-code.ts';
import { grantTime } from './grant-time.ts';
import { type Invited, insertInvited, readRow, start, write } from './invited-fixture.ts';
import { leaveSection } from './leave-section.ts';
import { measureOutages } from './measure-outages.ts';
import { chooseLanguage } from './preparation/choose-language.ts';
import { confirmRules } from './preparation/confirm-rules.ts';
import { readPractice } from './preparation/read-practice.ts';
import { runPractice } from './preparation/run-practice.ts';
import { saveApplication } from './preparation/save-application.ts';
import { saveDetails } from './preparation/save-details.ts';
import { flagQuestion } from './question/flag-question.ts';
import { readRuns } from './question/read-runs.ts';
import { readWorkspace } from './question/read-workspace.ts';
import { runCode } from './question/run-code.ts';
import { readAttemptHome } from './read-attempt-home.ts';
import { readClock } from './read-clock.ts';
import { copyAnswers } from './record/copy-answers.ts';
import { noteEvent } from './record/note-event.ts';
import { readOwnRecord } from './record/read-own-record.ts';
import { recordBeat } from './record/record-beat.ts';
import { recordEvents } from './record/record-events.ts';
import { askStaff } from './request/ask-staff.ts';
import { withdrawAttempt } from './request/withdraw-attempt.ts';
import { startAttempt } from './start-attempt.ts';
import { submitAttempt } from './submit-attempt.ts';

let database: UseCaseDatabase;
let own: CandidatePrincipal;
let ownInvited: Invited;
let other: CandidatePrincipal;
let otherInvited: Invited;
const sandbox = createLocalSandbox({ workers: 1, allowUnconfined: true });

beforeAll(async () => {
  database = await openUseCaseDatabase();
  ownInvited = await insertInvited(database.sql);
  own = await start(database.sql, ownInvited);
  otherInvited = await insertInvited(database.sql);
  other = await start(database.sql, otherInvited);
});
afterAll(async () => {
  await sandbox.close();
  await database.drop();
});

const file = [{ path: 'solution.ts', text: 'export const x = 1;' }];

/** Every use case of the candidate's side, called as somebody who is no candidate at all. */
const calls: Record<string, (principal: CandidatePrincipal) => Promise<unknown>> = {
  declineInvitation: (p) => declineInvitation(p, { reason: '' }),
  renewResumeCode: (p) => renewResumeCode(p),
  saveDetails: (p) => saveDetails(p, { name: 'X', phone: '' }),
  saveApplication: (p) => saveApplication(p, { answers: {} }),
  chooseLanguage: (p) => chooseLanguage(p, { runtime: 'go' }),
  confirmRules: (p) => confirmRules(p),
  readPractice: (p) => readPractice(p, 'choice'),
  runPractice: (p) => runPractice(p, sandbox, { files: file, requestId: 'test' }),
  readAttemptHome: (p) => readAttemptHome(p),
  startAttempt: (p) => startAttempt(p),
  enterSection: (p) => enterSection(p, { sectionNumber: 1 }),
  leaveSection: (p) => leaveSection(p, { sectionNumber: 1 }),
  readClock: (p) => readClock(p),
  readWorkspace: (p) => readWorkspace(p),
  flagQuestion: (p) => flagQuestion(p, { itemNumber: 1, flagged: true }),
  runCode: (p) => runCode(p, sandbox, { itemNumber: 3, files: file, requestId: 'test' }),
  readRuns: (p) => readRuns(p, { itemNumber: 3 }),
  recordBeat: (p) => recordBeat(p, { itemNumber: 1, openMs: 1 }),
  recordEvents: (p) =>
    recordEvents(p, [{ kind: 'focus-left', clientKey: randomUUID(), itemNumber: 1, data: { awayMs: 1 } }]),
  noteEvent: (p) => noteEvent(p, { eventId: randomUUID(), note: 'x' }),
  readOwnRecord: (p) => readOwnRecord(p),
  copyAnswers: (p) => copyAnswers(p),
  askStaff: (p) => askStaff(p, { kind: 'problem', itemNumber: 1, text: 'x', state: {} }),
  withdrawAttempt: (p) => withdrawAttempt(p, { text: '' }),
  submitAttempt: (p) => submitAttempt(p, { declaredAids: {} }),
};

// Guarantee: nobody reaches an attempt that is not theirs by any use case of this room; what they may not see looks as if
// it did not exist, and nothing of it changes.
describe('a foreign attempt', () => {
  it('cannot be reached by staff through the candidate’s own use cases', async () => {
    const person: Principal = { kind: 'person', id: ownInvited.manager.id, roles: ['administrator'] };
    // The types forbid it; a mistake in a route must be refused all the same.
    const disguised = Object.assign(person, { attemptId: own.attemptId, sessionId: own.sessionId });
    const before = await readRow(database.sql, own.attemptId);
    for (const [name, call] of Object.entries(calls)) {
      await expect(call(disguised as unknown as CandidatePrincipal), name).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    expect(await readRow(database.sql, own.attemptId)).toEqual(before);
  });

  it('is not reached by ids of another attempt inside one’s own', async () => {
    const [event] = await database.sql<{ id: string }[]>`
      select id from attempt_event where attempt_id = ${other.attemptId} limit 1`;
    const [document] = await database.sql<{ id: string }[]>`
      select id from document where attempt_id = ${other.attemptId} limit 1`;
    const foreign = {
      note: () => noteEvent(own, { eventId: event?.id ?? '', note: 'mine now' }),
      document: () => openDocument(own, document?.id ?? '', null),
      outages: () => measureOutages(own, other.attemptId),
      flag: () => flagQuestion(own, { itemNumber: 99, flagged: true }),
      run: () => runCode(own, sandbox, { itemNumber: 99, files: file, requestId: 'test' }),
      runs: () => readRuns(own, { itemNumber: 99 }),
      ask: () => askStaff(own, { kind: 'problem', itemNumber: 99, text: 'x', state: {} }),
    };
    for (const [name, call] of Object.entries(foreign)) {
      await expect(call(), name).rejects.toMatchObject({ code: 'not-found' });
    }
    const [note] = await database.sql<{ candidate_note: string | null }[]>`
      select candidate_note from attempt_event where id = ${event?.id ?? ''}`;
    expect(note?.candidate_note).toBeNull();
  });

  it('gets no time from anybody but those who manage its position', async () => {
    const input = {
      attemptId: other.attemptId,
      sectionNumber: 1,
      grantedMs: 60_000,
      basis: 'other' as const,
      reason: 'x',
      outageKey: null,
    };
    const interviewer: StaffPrincipal = { ...ownInvited.manager, roles: ['interviewer'] };
    await expect(grantTime(interviewer, input)).rejects.toMatchObject({ code: 'not-found' });
    await expect(grantTime(ownInvited.manager, input)).rejects.toMatchObject({ code: 'not-found' });
    await expect(measureOutages(ownInvited.manager, other.attemptId)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(
      grantTime({ ...ownInvited.manager, roles: [] }, { ...input, attemptId: own.attemptId }),
    ).rejects.toMatchObject({ code: 'not-found' });
    const rows =
      await database.sql`select 1 from time_grant where attempt_id in (${other.attemptId}, ${own.attemptId})`;
    expect(rows).toHaveLength(0);
  });

  it('takes edits of its own sessions only', async () => {
    const mixed = { ...own, attemptId: other.attemptId };
    await expect(write(database.sql, { ...mixed, attemptId: own.attemptId }, 2, 'mine')).resolves.toBe(
      'accepted',
    );
    const [document] = await database.sql<{ id: string }[]>`
      select id from document where attempt_id = ${other.attemptId} and item_number = 2`;
    await expect(openDocument(own, document?.id ?? '', null)).rejects.toMatchObject({ code: 'not-found' });
  });
});
