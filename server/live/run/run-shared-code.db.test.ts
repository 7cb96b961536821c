/**
 * Guarantee: a run of the shared code is of what the log holds, is seen alike by everybody of the session and by nobody
 * else, is told to the open pages, and a sandbox that is full or broken is said as ours and never as a verdict.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { editLogChannel } from '../../../db/queries/documents.ts';
import { filesMap } from '../../../domain/edit-log/answer-layout.ts';
import type { RunOutcome, RunRequest, Sandbox, SandboxFailure } from '../../../sandbox/contract.ts';
import { appendUpdates } from '../../edit-log/append-updates.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import { readReplay } from '../../report/read-replay.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { refusal } from '../../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { actInRoom } from '../act-in-room.ts';
import { deleteRecording } from '../delete-recording.ts';
import { startLive } from '../live-fixture.ts';
import { readRoomForCandidate } from '../read-room-for-candidate.ts';
import { readRoomForInterviewer } from '../read-room-for-interviewer.ts';
import { listRoomRuns } from './list-room-runs.ts';
import { runSharedCode } from './run-shared-code.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

/** A sandbox that says back what it was given. */
function echo(asked: RunRequest[]): Sandbox {
  return sandboxOf(async (request) => {
    asked.push(request);
    const entry = request.kind === 'module' ? request.entry : '';
    return {
      kind: 'verdict',
      confinement: 'bubblewrap',
      verdict: {
        status: 'ok',
        error: null,
        console: request.files.map(({ text }) => ({ level: 'log', text: `${entry} ${text}`, atMs: 1 })),
        value: null,
        checks: [],
        wallMs: 2,
        cpuMs: 2,
        memoryBytes: 1_000,
      },
    };
  });
}
const failing = (code: SandboxFailure['code'], retryAfterMs: number | null) =>
  sandboxOf(async () => ({
    kind: 'failure',
    failure: { code, message: 'internal detail /srv/host/path', requestId: 'r', retryAfterMs },
  }));
function sandboxOf(run: (request: RunRequest) => Promise<RunOutcome>): Sandbox {
  return {
    run,
    health: () => Promise.reject(new Error('not asked here')),
    close: () => Promise.resolve(),
  };
}

async function write(
  who: CandidatePrincipal | StaffPrincipal,
  documentId: string,
  path: string,
  text: string,
) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(await readDocumentState(database.db, documentId)));
  const before = Y.encodeStateVector(doc);
  filesMap(doc).set(path, new Y.Text(text));
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const answer = await appendUpdates(who, { documentId, batchId: randomUUID(), bytes, requestId: 'test' });
  if (answer.outcome !== 'accepted') throw new Error(answer.outcome);
}

const press = (who: CandidatePrincipal | StaffPrincipal, sandbox: Sandbox, attemptId: string, path: string) =>
  runSharedCode(who, sandbox, { attemptId, path, requestId: 'request-1' });

test('both sides run what the log holds and read the same results', async () => {
  const { attemptId, candidate, lead, scorer, observer, stranger } = await startLive(database);
  const code = (await readRoomForCandidate(candidate)).documents?.code ?? '';
  await write(candidate, code, 'main.ts', 'ONE');
  const asked: RunRequest[] = [];
  expect(await press(candidate, echo(asked), attemptId, 'main.ts')).toEqual({ number: 1 });
  await write(scorer, code, '../../etc/passwd', 'NOT A PATH');
  await write(scorer, code, 'main.ts', 'TWO');
  expect(await press(scorer, echo(asked), attemptId, 'main.ts')).toEqual({ number: 2 });
  expect(asked.map((one) => one.files[0])).toEqual([
    { path: 'main.ts', text: 'ONE' },
    { path: 'main.ts', text: 'TWO' },
  ]);
  expect(JSON.stringify(asked)).not.toContain('passwd');

  const seen = await listRoomRuns(candidate, attemptId);
  expect(seen.map(({ number, by, path, state }) => [number, by, path, state.kind])).toEqual([
    [2, 'Scorer', 'main.ts', 'finished'],
    [1, 'Candidate', 'main.ts', 'finished'],
  ]);
  expect(seen[0]?.state).toMatchObject({ console: [{ text: 'main.ts TWO' }, { text: 'main.ts ' }] });
  for (const person of [lead, scorer, observer]) expect(await listRoomRuns(person, attemptId)).toEqual(seen);
  expect((await readRoomForInterviewer(lead, attemptId)).runs).toEqual({ started: 2, finished: 2 });
  expect((await refusal(listRoomRuns(stranger, attemptId))).code).toBe('not-found');
  expect((await refusal(press(stranger, echo(asked), attemptId, 'main.ts'))).code).toBe('not-found');
  expect((await refusal(press(observer, echo(asked), attemptId, 'main.ts'))).code).toBe('not-found');
  expect((await refusal(press(lead, echo(asked), attemptId, 'none.ts'))).code).toBe('bad-input');
  expect(asked).toHaveLength(2);

  await actInRoom(lead, attemptId, { kind: 'close' });
  expect((await refusal(press(lead, echo(asked), attemptId, 'main.ts'))).code).toBe('not-open');
  expect((await readReplay(lead, attemptId)).runs.map((run) => run.number)).toEqual([1, 2]);
});

test('pages are told when a run begins and when it ends, and see it running in between', async () => {
  const { attemptId, candidate, lead } = await startLive(database);
  const told: string[] = [];
  const listening = await database.sql.listen(editLogChannel, (payload) => {
    if (payload.includes(attemptId)) told.push(payload);
  });
  let during: unknown;
  const watched = sandboxOf(async (request) => {
    during = (await listRoomRuns(lead, attemptId)).map((run) => run.state.kind);
    return echo([]).run(request);
  });
  await press(candidate, watched, attemptId, 'shared.ts');
  expect(during).toEqual(['running']);
  await expect
    .poll(() => told.filter((payload) => payload.endsWith(' live')).length, { timeout: 15_000 })
    .toBe(2);
  await listening.unlisten();
});

test('a full or broken sandbox is said to everybody as ours, with nothing of what failed inside', async () => {
  const { attemptId, candidate, lead } = await startLive(database);
  const full = await refusal(press(candidate, failing('overloaded', 1_500), attemptId, 'shared.ts'));
  expect(full.code).toBe('overloaded');
  expect(full.safe).toContain('the sandbox is full');
  expect((await refusal(press(candidate, failing('worker-died', null), attemptId, 'shared.ts'))).code).toBe(
    'unavailable',
  );
  const broken = sandboxOf(() => Promise.reject(new Error('socket /srv/host/path')));
  await expect(press(candidate, broken, attemptId, 'shared.ts')).rejects.toThrow('socket');
  const seen = await listRoomRuns(lead, attemptId);
  expect(seen.map((run) => run.state.kind)).toEqual(['failed', 'failed', 'failed']);
  expect(seen[2]?.state).toMatchObject({ message: full.safe });
  expect(JSON.stringify(seen)).not.toContain('/srv/host');
  // A process that died with a run in hand leaves it open: after a minute nobody waits for it any more.
  await database.sql`
    update run set failure_code = null, ended_at = null, started_at = now() - interval '61 seconds'
    where attempt_id = ${attemptId} and number = 3`;
  expect((await listRoomRuns(lead, attemptId))[0]?.state.kind).toBe('failed');
});

test('with the recording declined only the last run keeps its code', async () => {
  const { attemptId, candidate, lead } = await startLive(database, { recording: 'declined' });
  const code = (await readRoomForCandidate(candidate)).documents?.code ?? '';
  for (const text of ['FIRST THOUGHT', 'FINAL']) {
    await write(candidate, code, 'shared.ts', text);
    await press(candidate, echo([]), attemptId, 'shared.ts');
  }
  await actInRoom(lead, attemptId, { kind: 'close' });
  await deleteRecording(attemptId);
  const rows = await database.sql<{ kept: string }[]>`
    select (files::text || coalesce(verdict::text, '') || document_seq) as kept from run
    where attempt_id = ${attemptId} order by number`;
  expect(rows[0]?.kept).toBe('[]0');
  expect(rows[1]?.kept).toContain('FINAL');
  expect(JSON.stringify(rows)).not.toContain('FIRST THOUGHT');
  expect((await listRoomRuns(lead, attemptId)).map((run) => run.state.kind)).toEqual(['finished', 'failed']);
});
