/**
 * Guarantee: a live session goes from planning to the debrief as one transaction after another; both sides write the
 * same notes; ratings stay sealed; and nothing that reaches the candidate holds a word of the rubric, of hints or of scores.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { levelOf } from '../../domain/dimension.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { decodeCursor } from '../../domain/edit-log/wire.ts';
import type { Sandbox } from '../../sandbox/contract.ts';
import { declineInvitation } from '../attempt/entry/decline-invitation.ts';
import { startAttempt } from '../attempt/start-attempt.ts';
import { submitAttempt } from '../attempt/submit-attempt.ts';
import { appendUpdates } from '../edit-log/append-updates.ts';
import { openEventStream } from '../edit-log/events/open-event-stream.ts';
import { processRooms } from '../edit-log/events/process-rooms.ts';
import { openDocument } from '../edit-log/open-document.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { gradeAttempt } from '../grading/grade-attempt.ts';
import { readReplay } from '../report/read-replay.ts';
import { readReport } from '../report/read-report.ts';
import { pinEvidence } from '../scoring/pin-evidence.ts';
import { scoreDimension } from '../scoring/score-dimension.ts';
import { submitScorecard } from '../scoring/submit-scorecard.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { readStaffAttempt } from '../staff-attempt/read-staff-attempt.ts';
import { refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { actInRoom } from './act-in-room.ts';
import { readCalendar } from './calendar.ts';
import { pinMoment } from './card/pin-moment.ts';
import { readDebrief } from './debrief/read-debrief.ts';
import { deleteRecording } from './delete-recording.ts';
import { scheduleLive, startLive } from './live-fixture.ts';
import { passPresence } from './pass-presence.ts';
import { readRoomForCandidate } from './read-room-for-candidate.ts';
import { readRoomForInterviewer } from './read-room-for-interviewer.ts';

const refuse = () => Promise.reject(new Error('a discussion runs nothing'));
const nothingToRun: Sandbox = { run: refuse, health: refuse, close: () => Promise.resolve() };

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(async () => {
  processRooms().stop();
  await database.drop();
});

async function type(
  who: CandidatePrincipal | StaffPrincipal,
  documentId: string,
  text: string,
): Promise<number> {
  const doc = await readDocumentState(database.db, documentId);
  const before = Y.encodeStateVector(doc);
  const own = new Y.Doc();
  Y.applyUpdate(own, Y.encodeStateAsUpdate(doc));
  answerText(own).insert(answerText(own).length, text);
  const answer = await appendUpdates(who, {
    documentId,
    batchId: randomUUID(),
    bytes: Y.encodeStateAsUpdate(own, before),
    requestId: 'test',
  });
  if (answer.outcome !== 'accepted') throw new Error(answer.outcome);
  return answer.seq;
}

test('a whole session: plan, enter, admit, open, write together, score, close, debrief', async () => {
  const live = await scheduleLive(database);
  const { attemptId, candidate, lead, scorer, manager } = live;
  expect((await refusal(actInRoom(lead, attemptId, { kind: 'admit' }))).safe).toContain('waiting room');
  await actInRoom(candidate, attemptId, { kind: 'enter', recording: 'accepted' });
  expect((await readRoomForCandidate(candidate)).state).toBe('waiting');
  await actInRoom(lead, attemptId, { kind: 'admit' });
  const first = await actInRoom(lead, attemptId, { kind: 'open-item', itemNumber: 2 });
  // The same press again changes nothing.
  expect(await actInRoom(lead, attemptId, { kind: 'open-item', itemNumber: 2 })).toEqual(first);
  const room = await readRoomForCandidate(candidate);
  expect(room.items.map((item) => item.itemNumber)).toEqual([2]);
  const notes = room.items[0]?.documentId ?? '';
  await type(candidate, notes, 'Partition by month. ');
  const seq = await type(scorer, notes, 'Asked for the restore time.');
  const both = 'Partition by month. Asked for the restore time.';
  expect(answerText(await readDocumentState(database.db, notes)).toString()).toBe(both);

  for (const rater of [lead, scorer]) {
    const mine = await readRoomForInterviewer(rater, attemptId);
    const dimensions = mine.items.find((item) => item.itemNumber === 2)?.rubric?.dimensions ?? [];
    expect(dimensions.length).toBeGreaterThan(0);
    for (const { code } of dimensions) {
      await pinEvidence(rater, {
        attemptId,
        itemNumber: 2,
        dimension: code,
        quote: 'Partition by month.',
        range: { start: 0, end: 19, documentSeq: seq },
      });
      const levelId = rater === lead ? `${code}-4` : `${code}-2`;
      await scoreDimension(rater, {
        attemptId,
        itemNumber: 2,
        dimension: code,
        levelId,
        note: '',
        afterSeq: 0,
      });
    }
  }
  const heard = await pinMoment(scorer, {
    attemptId,
    itemNumber: 2,
    dimension: 'TRD',
    heard: 'Named the price of two stores.',
    id: randomUUID(),
    secondsAgo: 30,
    writtenSecondsAgo: 0,
  });
  const card = (await readRoomForInterviewer(scorer, attemptId)).card;
  expect(card?.evidence.find((one) => one.id === heard.id)).toMatchObject({
    source: 'heard',
    writtenAfterSeconds: 30,
  });
  await actInRoom(scorer, attemptId, { kind: 'record-hint', itemNumber: 2, text: 'Named the restore.' });
  await actInRoom(lead, attemptId, { kind: 'close' });
  await expect(type(candidate, notes, ' Later.')).rejects.toMatchObject({ code: 'not-open' });

  await submitScorecard(lead, attemptId);
  // Sealed: the scorer has not submitted, and the debrief is closed even to those who have.
  expect((await refusal(readDebrief(scorer, attemptId))).code).toBe('not-found');
  expect((await refusal(readDebrief(lead, attemptId))).code).toBe('not-open');
  expect(
    (await refusal(actInRoom(manager, attemptId, { kind: 'open-debrief', reason: ' ' }))).safe,
  ).toContain('say why');
  await actInRoom(manager, attemptId, { kind: 'open-debrief', reason: 'The scorer is away.' });
  const early = await readDebrief(manager, attemptId);
  expect(early.openedBecause).toBe('The scorer is away.');
  expect(early.rows.every((row) => row.ratings.filter((one) => one === null).length === 1)).toBe(true);
  await submitScorecard(scorer, attemptId);
  const whole = await readDebrief(lead, attemptId);
  const late = whole.rows.flatMap((row) => row.ratings.filter((one) => one?.raterId === scorer.id));
  expect(late.length).toBeGreaterThan(0);
  expect(late.every((one) => one?.afterDebrief && levelOf(one.levelId) === 2)).toBe(true);
  expect(whole.rows[0]?.spread).toBe(2);
  const [attempt] = await database.sql<
    { status: string }[]
  >`select status from attempt where id = ${attemptId}`;
  expect(attempt?.status).toBe('submitted');
  const voided = await database.sql<{ number: number }[]>`
    select number from attempt_item where attempt_id = ${attemptId} and voided_at is not null order by number`;
  expect(voided.map((row) => row.number)).toEqual([1, 3]);
  // It is an attempt like others: graded by the same job, read in the same report.
  expect(await gradeAttempt(attemptId, nothingToRun)).toBe('graded');
  const report = await readReport(manager, attemptId);
  expect(report.raters.map((rater) => rater.name).toSorted()).toEqual(['Lead', 'Scorer']);
  expect((await readStaffAttempt(manager, attemptId)).status).toBe('graded');
  const replay = await readReplay(manager, attemptId);
  expect(replay.pins.length).toBeGreaterThan(0);
  expect(replay.shown.map((span) => span.number)).toEqual([2]);
  expect(replay.items.map((item) => [item.number, item.edits.length])).toEqual([[2, 2]]);
  expect(replay.moments.map((moment) => [moment.kind, moment.itemNumber])).toEqual([['hint', 2]]);
});

// Guarantee: the candidate cannot begin or end a conversation through the doors of timed assessments.
test('a session is neither started nor submitted by the candidate', async () => {
  const planned = await scheduleLive(database);
  expect((await refusal(startAttempt(planned.candidate))).code).toBe('not-open');
  const running = await startLive(database);
  expect((await refusal(submitAttempt(running.candidate, { declaredAids: {} }))).code).toBe('not-open');
  expect((await readRoomForCandidate(running.candidate)).state).toBe('running');
});

test('nothing of the rubric, of hints, of hidden twists or of scores is on the wire to the candidate', async () => {
  const live = await startLive(database);
  const { attemptId, candidate, lead, scorer, observer } = live;
  const wire: string[] = [];
  const abort = new AbortController();
  const stream = await openEventStream(candidate, {
    attemptId,
    tabId: '',
    cursor: decodeCursor(''),
    signal: abort.signal,
  });
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const heard = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      wire.push(decoder.decode(value));
    }
  })();
  const inside = await readRoomForInterviewer(lead, attemptId);
  const rubrics = inside.items.flatMap((item) => item.rubric ?? []);
  const item = inside.items.find((one) => one.itemNumber === 2);
  const [shown, hidden] = item?.rubric?.twists ?? [];
  if (!item?.documentId || !shown || !hidden) throw new Error('the item has no twists');
  await actInRoom(lead, attemptId, { kind: 'reveal-twist', itemNumber: 2, twistId: shown.id });
  await actInRoom(scorer, attemptId, { kind: 'tick-probe', itemNumber: 2, probe: 0, ticked: true });
  await actInRoom(scorer, attemptId, { kind: 'record-hint', itemNumber: 2, text: 'HINT-SECRET' });
  await scoreDimension(lead, {
    attemptId,
    itemNumber: 2,
    dimension: 'TRD',
    levelId: 'TRD-4',
    note: 'NOTE-SECRET',
    afterSeq: 0,
  });
  await type(scorer, item.documentId, 'Everybody reads this.');
  const cursor = { documentId: item.documentId, path: '', anchor: 'AAAA', head: 'AAAA' };
  await passPresence(observer, attemptId, cursor);
  await passPresence(lead, attemptId, cursor);
  await expect.poll(() => wire.join('').includes(lead.id), { timeout: 8_000 }).toBe(true);
  wire.push(JSON.stringify(await readRoomForCandidate(candidate)));
  wire.push(await readCalendar(candidate, attemptId));
  const room = await readRoomForCandidate(candidate);
  for (const id of [...room.items.map((one) => one.documentId), ...Object.values(room.documents ?? {})]) {
    wire.push(Buffer.from(await openDocument(candidate, id, null)).toString('latin1'));
  }
  abort.abort();
  await reader.cancel();
  await heard;

  const all = wire.join('\n');
  expect(all).toContain(JSON.stringify(shown.text).slice(1, -1));
  const secrets = [
    'HINT-SECRET',
    'NOTE-SECRET',
    'TRD-4',
    observer.id,
    observer.name,
    hidden.text,
    ...rubrics.flatMap((rubric) => [
      ...rubric.probes.map((probe) => probe.text),
      ...rubric.twists.flatMap((twist) => [twist.listenFor, twist.text]),
      ...rubric.dimensions.flatMap((dimension) => Object.values(dimension.behaviours)),
      ...rubric.mustName,
      ...rubric.redFlags,
    ]),
  ].filter((secret) => secret !== shown.text);
  expect(secrets.length).toBeGreaterThan(40);
  for (const secret of secrets) {
    expect(all.includes(secret) || all.includes(JSON.stringify(secret).slice(1, -1)), secret).toBe(false);
  }
});

test('an interviewer who is not on the session, and a candidate who acts as one, get nothing', async () => {
  const live = await startLive(database);
  const other = await startLive(database);
  const { attemptId, candidate, stranger } = live;
  const room = await readRoomForCandidate(candidate);
  const notes = room.items[0]?.documentId ?? '';
  for (const person of [stranger, other.lead]) {
    expect((await refusal(readRoomForInterviewer(person, attemptId))).code).toBe('not-found');
    expect((await refusal(actInRoom(person, attemptId, { kind: 'close' }))).code).toBe('not-found');
    expect((await refusal(openDocument(person, notes, null))).code).toBe('not-found');
    expect((await refusal(type(person, notes, 'x'))).code).toBe('not-found');
    expect((await refusal(passPresence(person, attemptId, null))).code).toBe('not-found');
    const stream = openEventStream(person, {
      attemptId,
      tabId: '',
      cursor: new Map(),
      signal: new AbortController().signal,
    });
    expect((await refusal(stream)).code).toBe('not-found');
  }
  for (const command of [
    { kind: 'admit' },
    { kind: 'close' },
    { kind: 'take-lead' },
    { kind: 'reveal-twist', itemNumber: 2, twistId: 'x' },
    { kind: 'open-debrief', reason: 'x' },
  ] as const) {
    expect((await refusal(actInRoom(candidate, attemptId, command))).code).toBe('not-found');
  }
  expect(
    (await refusal(actInRoom(other.candidate, attemptId, { kind: 'answer-ask', accept: true }))).code,
  ).toBe('not-found');
  // An observer reads the room and writes nothing.
  expect((await refusal(type(live.observer, notes, 'x'))).code).toBe('not-found');
});

test('a lead who is away for three minutes can be replaced, and not before', async () => {
  const { attemptId, scorer, observer, lead } = await startLive(database);
  await passPresence(lead, attemptId, null);
  await database.sql`update live_event set event = ${database.sql.json({
    kind: 'scheduled',
    startsAt: new Date(Date.now() - 600_000).toISOString(),
  })} where attempt_id = ${attemptId} and seq = 1`;
  expect((await refusal(actInRoom(scorer, attemptId, { kind: 'take-lead' }))).code).toBe('not-open');
  await database.sql`
    update live_participant set seen_at = now() - interval '3 minutes 1 second' where attempt_id = ${attemptId}`;
  expect((await refusal(actInRoom(observer, attemptId, { kind: 'take-lead' }))).safe).toContain('Observers');
  await actInRoom(scorer, attemptId, { kind: 'take-lead' });
  expect((await readRoomForInterviewer(lead, attemptId)).leadId).toBe(scorer.id);
  expect((await refusal(actInRoom(lead, attemptId, { kind: 'close' }))).code).toBe('not-open');
});

test('an accepted move keeps room and link and raises the SEQUENCE under the same UID', async () => {
  const { attemptId, candidate, lead } = await scheduleLive(database);
  const line = (file: string, name: string) => file.split('\r\n').find((one) => one.startsWith(name));
  const before = await readCalendar(candidate, attemptId);
  const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await actInRoom(candidate, attemptId, { kind: 'ask-move', startsAt, reason: 'Exam' });
  expect(
    (await refusal(actInRoom(candidate, attemptId, { kind: 'answer-ask', accept: true }))).safe,
  ).toContain('other side');
  await actInRoom(lead, attemptId, { kind: 'answer-ask', accept: true });
  const after = await readCalendar(candidate, attemptId);
  expect(line(after, 'UID')).toBe(line(before, 'UID'));
  expect([line(before, 'SEQUENCE'), line(after, 'SEQUENCE')]).toEqual(['SEQUENCE:0', 'SEQUENCE:1']);
  expect((await readRoomForCandidate(candidate)).startsAt).toBe(startsAt);
});

test('withdrawing or declining cancels the session on every page', async () => {
  const { attemptId, candidate, lead } = await scheduleLive(database);
  await declineInvitation(candidate, { reason: '' });
  expect((await readRoomForInterviewer(lead, attemptId)).state).toBe('cancelled');
  expect(
    (await refusal(actInRoom(candidate, attemptId, { kind: 'enter', recording: 'accepted' }))).code,
  ).toBe('not-open');
});

test('a declined recording leaves one final state, quotations, and an audit row', async () => {
  const live = await startLive(database, { recording: 'declined' });
  const { attemptId, candidate, lead } = live;
  const notes = (await readRoomForCandidate(candidate)).items[0]?.documentId ?? '';
  await type(candidate, notes, 'A first thought.');
  const seq = await type(candidate, notes, ' A second.');
  const { id } = await pinEvidence(lead, {
    attemptId,
    itemNumber: 2,
    dimension: 'TRD',
    quote: 'A first thought.',
    range: { start: 0, end: 16, documentSeq: seq },
  });
  await deleteRecording(attemptId);
  const count = async () =>
    (
      await database.sql<{ n: number }[]>`
        select count(*)::int as n from document_update u join document d on d.id = u.document_id
        where d.attempt_id = ${attemptId}`
    )[0]?.n;
  // A session that still runs keeps its edits.
  expect(await count()).toBeGreaterThan(0);
  await actInRoom(lead, attemptId, { kind: 'close' });
  await deleteRecording(attemptId);
  await deleteRecording(attemptId);
  expect(await count()).toBe(0);
  expect(answerText(await readDocumentState(database.db, notes)).toString()).toBe(
    'A first thought. A second.',
  );
  const [evidence] = await database.sql<{ quote: string; document_id: string | null }[]>`
    select quote, document_id from evidence where id = ${id}`;
  expect(evidence).toEqual({ quote: 'A first thought.', document_id: null });
  const audits = await database.sql`
    select 1 from audit where subject_id = ${attemptId} and action = 'live-recording-deleted'`;
  expect(audits).toHaveLength(1);
});
