/**
 * Guarantee: the copy of an earlier answer runs as an attempt's own Run does, with nothing of grading in what comes back;
 * everybody of the session sees the same run, nobody else does, and where the copy came from nothing changes.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { editLogChannel } from '../../../db/queries/documents.ts';
import { filesMap } from '../../../domain/edit-log/answer-layout.ts';
import { broughtTrackNumber } from '../../../domain/replay/tracks.ts';
import { scratchFile } from '../../../domain/sql/scratch.ts';
import { secretStrings } from '../../../question-bank/secret-strings.ts';
import { runsPerMinuteMax } from '../../limits.ts';
import { getPinnedQuestion } from '../../pinned-question.ts';
import { readReplay } from '../../report/read-replay.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { refusal } from '../../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { actInRoom } from '../act-in-room.ts';
import { deleteRecording } from '../delete-recording.ts';
import { handInEarlier } from '../earlier/earlier-fixture.ts';
import { bring, edit, fingerprint, type Kind, newest } from '../earlier/earlier-steps.ts';
import { readBroughtResults } from '../earlier/read-brought-results.ts';
import { traceBroughtSeed } from '../earlier/trace-brought-seed.ts';
import { type LiveFixture, startLive } from '../live-fixture.ts';
import { readRoomForInterviewer } from '../read-room-for-interviewer.ts';
import { type FakeRunners, failingSeed, fakeRunners, unseen } from './fake-runners.ts';
import { listCopyRuns } from './list-copy-runs.ts';
import { listRoomRuns } from './list-room-runs.ts';
import { runCopy } from './run-copy.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

/** A session in which the candidate's earlier answer of that kind was opened, with the number 1. */
async function opened(kind: Kind, options: Parameters<typeof startLive>[1] = {}) {
  const live = await startLive(database, options);
  const earlier = await handInEarlier(database, live.attemptId);
  const before = await fingerprint(database, earlier.attemptId);
  await bring(live.lead, live, earlier, kind, null);
  const { documentId, question } = await newest(live);
  return { live, earlier, before, documentId, question, runners: fakeRunners() };
}

const press = (who: CandidatePrincipal | StaffPrincipal, { attemptId }: LiveFixture, runners: FakeRunners) =>
  runCopy(who, runners, { attemptId, number: 1, requestId: 'request-1' });
const write = (who: CandidatePrincipal | StaffPrincipal, documentId: string, path: string, text: string) =>
  edit(database, who, documentId, (doc) => filesMap(doc).set(path, new Y.Text(text)));
const storedRuns = ({ attemptId }: LiveFixture) => database.sql<{ number: number; kept: string }[]>`
  select number, (files::text || coalesce(verdict::text, '') || document_seq) as kept from run
  where attempt_id = ${attemptId} order by number`;

test('both sides run what the log holds of the copy, on the visible checks, and read the same', async () => {
  const { live, earlier, before, documentId, runners } = await opened('code');
  const { attemptId, candidate, lead, scorer, observer, stranger, manager } = live;
  await write(candidate, documentId, 'solution.ts', 'ONE');
  expect(await press(candidate, live, runners)).toEqual({ number: 1 });
  await write(scorer, documentId, '../../etc/passwd', 'NOT A PATH');
  // No keyboard types it, and a JSON column refuses it.
  await write(scorer, documentId, 'solution.ts', 'TWO\u0000');
  expect(await press(scorer, live, runners)).toEqual({ number: 2 });
  expect(runners.code.map((one) => one.kind)).toEqual(['checks', 'checks']);
  expect(runners.code.map((one) => one.files.find(({ path }) => path === 'solution.ts')?.text)).toEqual([
    'ONE',
    'TWO\uFFFD',
  ]);
  for (const request of runners.code)
    expect(request).toMatchObject({ select: 'visible', realCandidate: true, fairnessKey: attemptId });
  expect(JSON.stringify(runners.code)).not.toContain('passwd');

  const seen = await listCopyRuns(candidate, { attemptId, number: 1 });
  expect(seen).toEqual([
    { number: 2, by: 'Scorer', state: { kind: 'finished' } },
    { number: 1, by: 'Candidate', state: { kind: 'finished' } },
  ]);
  const results = await readBroughtResults(candidate, { attemptId, number: 1, copyRun: 2 });
  expect(results).toMatchObject({ kind: 'code', run: { number: 2, checks: [{ name: 'seen' }] } });
  for (const person of [lead, scorer, observer]) {
    expect(await listCopyRuns(person, { attemptId, number: 1 })).toEqual(seen);
    expect(await readBroughtResults(person, { attemptId, number: 1, copyRun: 2 })).toEqual(results);
  }
  expect(JSON.stringify([results, await storedRuns(live)])).not.toContain(unseen);
  expect((await newest(live)).runs).toEqual({ started: 2, finished: 2 });
  const room = await readRoomForInterviewer(lead, attemptId);
  expect(room.brought[0]?.runs).toEqual({ started: 2, finished: 2 });
  // They are not those of the shared code, nor of the answer that was handed in.
  expect(room.runs).toEqual({ started: 0, finished: 0 });
  expect(await listRoomRuns(lead, attemptId)).toEqual([]);
  expect(await fingerprint(database, earlier.attemptId)).toBe(before);

  for (const person of [stranger, manager, observer])
    expect((await refusal(press(person, live, runners))).code).toBe('not-found');
  for (const person of [stranger, manager]) {
    expect((await refusal(listCopyRuns(person, { attemptId, number: 1 }))).code).toBe('not-found');
    const look = readBroughtResults(person, { attemptId, number: 1, copyRun: 1 });
    expect((await refusal(look)).code).toBe('not-found');
  }
  const none = { attemptId, number: 1, copyRun: 3 };
  expect((await refusal(readBroughtResults(lead, none))).code).toBe('not-found');
  const another = runCopy(lead, runners, { attemptId, number: 2, requestId: 'r' });
  expect((await refusal(another)).code).toBe('not-found');
  await actInRoom(lead, attemptId, { kind: 'close' });
  expect((await refusal(press(lead, live, runners))).code).toBe('not-open');
  expect(runners.code).toHaveLength(2);
  const track = broughtTrackNumber(1);
  expect((await readReplay(lead, attemptId)).runs).toMatchObject([
    { itemNumber: track, number: 1, seq: 2 },
    { itemNumber: track, number: 2, seq: 4 },
  ]);
});

test('a world runs its quick seeds, and both open the smallest that failed in that very run', async () => {
  const { live, documentId, question, runners } = await opened('world');
  const { attemptId, candidate, lead } = live;
  await write(lead, documentId, 'solution.ts', 'CHANGED');
  await press(lead, live, runners);
  const quick = question.kind === 'world' ? question.runs.quick : 0;
  const [request] = runners.worlds;
  expect(request).toMatchObject({ secret: '', wantTrace: false, realCandidate: true });
  expect(request?.seeds).toEqual(Array.from({ length: quick }, (_, index) => index + 1));
  const files = [{ path: 'solution.ts', text: 'CHANGED' }];
  await write(lead, documentId, 'solution.ts', 'CHANGED AGAIN');
  const key = { attemptId, number: 1, copyRun: 1 };
  for (const who of [candidate, lead]) {
    const results = await readBroughtResults(who, key);
    expect(results).toMatchObject({ kind: 'world', run: { asked: quick, files, stopped: false } });
    expect(JSON.stringify([results, await storedRuns(live)])).not.toContain(unseen);
    expect(await traceBroughtSeed(who, runners.sandbox, { ...key, requestId: 'r' })).toMatchObject({
      seed: failingSeed,
    });
  }
  expect(runners.worlds.slice(1)).toMatchObject([
    { files, seeds: [failingSeed], secret: '' },
    { files, seeds: [failingSeed], secret: '' },
  ]);
});

test('SQL runs the visible checks on fresh copies, without what was only tried out', async () => {
  const { live, documentId, runners } = await opened('sql');
  const { attemptId, candidate } = live;
  await write(candidate, documentId, scratchFile, 'select 1');
  await write(candidate, documentId, 'answer.sql', 'select 2');
  await press(candidate, live, runners);
  expect(runners.sql).toMatchObject([{ select: 'visible', realCandidate: true }]);
  expect(runners.sql[0]?.files.map(({ path }) => path)).not.toContain(scratchFile);
  const results = await readBroughtResults(candidate, { attemptId, number: 1, copyRun: 1 });
  expect(results).toMatchObject({ kind: 'sql-checks', run: { number: 1, checks: [{ name: 'seen' }] } });
  expect(JSON.stringify([results, await storedRuns(live)])).not.toContain(unseen);
});

test('nothing that grading knows is in what a run of a copy is answered with', async () => {
  for (const kind of ['code', 'world', 'sql'] as const) {
    const { live, earlier, runners } = await opened(kind);
    const { attemptId, candidate, lead } = live;
    await press(candidate, live, runners);
    const key = { attemptId, number: 1, copyRun: 1 };
    const wire = JSON.stringify([
      await listCopyRuns(candidate, key),
      await readBroughtResults(candidate, key),
      await readBroughtResults(lead, key),
      await storedRuns(live),
    ]);
    const [item] = await database.sql<{ question_hash: string }[]>`
      select question_hash from attempt_item where attempt_id = ${earlier.attemptId} and kind = ${kind}`;
    const secrets = secretStrings(await getPinnedQuestion(database.db, item?.question_hash ?? ''));
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets)
      expect(wire.includes(JSON.stringify(secret).slice(1, -1)), secret).toBe(false);
  }
});

test('what has no program, or lost its files, is not run', async () => {
  const written = await opened('discussion');
  const refused = await refusal(press(written.live.candidate, written.live, written.runners));
  expect(refused).toMatchObject({ code: 'bad-input', safe: 'This answer has nothing to run.' });
  const { live, documentId, runners } = await opened('code');
  await edit(database, live.candidate, documentId, (doc) => filesMap(doc).clear());
  expect((await refusal(press(live.candidate, live, runners))).code).toBe('bad-input');
  expect([...written.runners.code, ...runners.code]).toEqual([]);
});

test('pages are told when it begins and ends; a failure of ours is said to all as ours; runs of a room share a limit', async () => {
  const { live } = await opened('code');
  const { attemptId, candidate, lead } = live;
  const told: string[] = [];
  const listening = await database.sql.listen(editLogChannel, (payload) => {
    if (payload.includes(attemptId) && payload.endsWith(' live')) told.push(payload);
  });
  const full = await refusal(press(candidate, live, fakeRunners({ full: true })));
  expect(full.code).toBe('overloaded');
  await expect.poll(() => told.length, { timeout: 15_000 }).toBe(2);
  await listening.unlisten();
  const seen = await listCopyRuns(lead, { attemptId, number: 1 });
  expect(seen).toEqual([{ number: 1, by: 'Candidate', state: { kind: 'failed', message: full.safe } }]);
  expect(full.safe).not.toContain('/srv/host');
  expect(await readBroughtResults(lead, { attemptId, number: 1, copyRun: 1 })).toEqual({ kind: 'none' });
  const sql = await opened('sql');
  const busy = await refusal(press(sql.live.lead, sql.live, fakeRunners({ full: true })));
  expect(await listCopyRuns(sql.live.lead, { attemptId: sql.live.attemptId, number: 1 })).toMatchObject([
    { state: { message: busy.safe } },
  ]);
  expect(busy.safe).toContain('database server');

  await database.sql`
    insert into rate_counter (key, window_start, count)
    select ${`runs:${attemptId}`}, to_timestamp((floor(extract(epoch from now()) / 60) + minute) * 60), ${runsPerMinuteMax}
    from generate_series(0, 1) minute
    on conflict (key, window_start) do update set count = excluded.count`;
  expect((await refusal(press(lead, live, fakeRunners()))).code).toBe('too-many');
});

test('with the recording declined only the last run of the copy keeps its code', async () => {
  const { live, earlier, before, documentId, runners } = await opened('code', { recording: 'declined' });
  const { attemptId, candidate, lead } = live;
  for (const text of ['FIRST THOUGHT', 'FINAL']) {
    await write(candidate, documentId, 'solution.ts', text);
    await press(candidate, live, runners);
  }
  await actInRoom(lead, attemptId, { kind: 'close' });
  await deleteRecording(attemptId);
  const [first, last] = await storedRuns(live);
  expect(first?.kept).toBe('[]0');
  expect(last?.kept).toContain('FINAL');
  expect(JSON.stringify([first, last])).not.toContain('FIRST THOUGHT');
  expect(await readBroughtResults(lead, { attemptId, number: 1, copyRun: 1 })).toEqual({ kind: 'none' });
  expect(await fingerprint(database, earlier.attemptId)).toBe(before);
});
