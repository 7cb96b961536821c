/**
 * Guarantee: a closed session is played whole: notes, code, drawing and chat from their logs, with runs, twists and pins
 * on one line, each pin and run at the very edit it is about; and only by those who may read the answers.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addNode } from '../../domain/drawing/drawing.ts';
import { answerText, filesMap } from '../../domain/edit-log/answer-layout.ts';
import { decodeLogSlice } from '../../domain/edit-log/wire.ts';
import type { Sandbox } from '../../sandbox/contract.ts';
import { appendUpdates } from '../edit-log/append-updates.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { actInRoom } from '../live/act-in-room.ts';
import { changeCard } from '../live/card/change-card.ts';
import { deleteRecording } from '../live/delete-recording.ts';
import { startLive } from '../live/live-fixture.ts';
import { readRoomForCandidate } from '../live/read-room-for-candidate.ts';
import { readRoomForInterviewer } from '../live/read-room-for-interviewer.ts';
import { runSharedCode } from '../live/run/run-shared-code.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { refusal } from '../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { readReplay, readReplayLog } from './read-replay.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const ended: Sandbox = {
  run: async () => ({
    kind: 'verdict',
    confinement: 'bubblewrap',
    verdict: {
      status: 'ok',
      error: null,
      console: [],
      value: null,
      checks: [],
      wallMs: 1,
      cpuMs: 1,
      memoryBytes: 1,
    },
  }),
  health: () => Promise.reject(new Error('not asked here')),
  close: () => Promise.resolve(),
};

async function edit(
  who: CandidatePrincipal | StaffPrincipal,
  documentId: string,
  change: (doc: Y.Doc) => void,
): Promise<void> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(await readDocumentState(database.db, documentId)));
  const before = Y.encodeStateVector(doc);
  change(doc);
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const answer = await appendUpdates(who, { documentId, batchId: randomUUID(), bytes, requestId: 'test' });
  if (answer.outcome !== 'accepted') throw new Error(answer.outcome);
}

/** A session in which everything was used once. */
async function playedSession(recording: 'accepted' | 'declined') {
  const live = await startLive(database, { recording });
  const { attemptId, candidate, lead } = live;
  const room = await readRoomForCandidate(candidate);
  const documents = room.documents;
  const notes = room.items[0]?.documentId;
  if (!documents || !notes) throw new Error('the room is not open');
  await edit(candidate, notes, (doc) => answerText(doc).insert(0, 'Outbox.'));
  await edit(candidate, documents.code, (doc) =>
    filesMap(doc).set('shared.ts', new Y.Text('let batch = 1;')),
  );
  await runSharedCode(candidate, ended, { attemptId, path: 'shared.ts', requestId: 'request-1' });
  await edit(lead, documents.code, (doc) => {
    const file = filesMap(doc).get('shared.ts');
    if (file instanceof Y.Text) file.insert(0, '// ours\n');
  });
  await edit(candidate, documents.drawing, (doc) => addNode(doc, 'n1', { kind: 'service', label: 'Relay' }));
  await edit(candidate, documents.chat, (doc) => {
    doc.getArray('lines').push([new Y.Map(Object.entries({ by: 'Robin', text: 'Is this loud?', at: 1 }))]);
  });
  const code = await readDocumentState(database.db, documents.code);
  const file = filesMap(code).get('shared.ts');
  if (!(file instanceof Y.Text)) throw new Error('no shared file');
  const place = (index: number) =>
    Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(file, index))).toString(
      'base64',
    );
  const cell = { itemNumber: 2, dimension: 'TRD', secondsAgo: 0, writtenSecondsAgo: 0 };
  await changeCard(lead, attemptId, {
    kind: 'pin-selection',
    ...cell,
    id: randomUUID(),
    documentId: documents.code,
    path: 'shared.ts',
    start: place(12),
    end: place(17),
    quote: 'batch',
  });
  await changeCard(lead, attemptId, { kind: 'pin-moment', ...cell, id: randomUUID(), heard: 'Names it.' });
  const inside = await readRoomForInterviewer(lead, attemptId);
  const twistId = inside.items.find((item) => item.itemNumber === 2)?.rubric?.twists[0]?.id ?? '';
  await actInRoom(lead, attemptId, { kind: 'reveal-twist', itemNumber: 2, twistId });
  expect((await refusal(readReplay(lead, attemptId))).code).toBe('not-found');
  await actInRoom(lead, attemptId, { kind: 'close' });
  return live;
}

test('all tracks of a session, its runs, twists and pins', async () => {
  const { attemptId, lead, manager, observer, stranger } = await playedSession('accepted');
  const page = await readReplay(lead, attemptId);
  expect(page.tracks.map(({ key, number, edits }) => [key, number, edits.length])).toEqual([
    ['code', 0, 3],
    ['drawing', -1, 1],
    ['chat', -2, 1],
  ]);
  expect(page.runs).toMatchObject([{ itemNumber: 0, number: 1, seq: 2 }]);
  expect(page.moments.map((moment) => moment.kind)).toEqual(['twist']);
  expect(page.pins.map(({ track, itemNumber, seq, quote }) => [track, itemNumber, seq, quote])).toEqual([
    [0, 2, 3, 'batch'],
    [2, 2, null, 'Names it.'],
  ]);
  for (const { at } of [...page.pins, ...page.runs]) expect(at >= 0 && at <= page.end).toBe(true);

  const played = async (number: number) => {
    const doc = new Y.Doc();
    const { updates } = decodeLogSlice(await readReplayLog(manager, { attemptId, number }));
    for (const update of updates) Y.applyUpdate(doc, update);
    return doc;
  };
  expect(
    filesMap(await played(0))
      .get('shared.ts')
      ?.toString(),
  ).toBe('// ours\nlet batch = 1;');
  expect(JSON.stringify((await played(-1)).getMap('nodes').toJSON())).toContain('Relay');
  expect(JSON.stringify((await played(-2)).getArray('lines').toJSON())).toContain('Is this loud?');
  expect(answerText(await played(2)).toString()).toBe('Outbox.');
  for (const number of [0, -1, -2, 2])
    for (const person of [stranger, observer])
      expect((await refusal(readReplayLog(person, { attemptId, number }))).code).toBe('not-found');
  expect((await refusal(readReplayLog(lead, { attemptId, number: -3 }))).code).toBe('not-found');
});

test('with the recording declined there is no course to play, and the page is told so', async () => {
  const { attemptId, lead } = await playedSession('declined');
  await deleteRecording(attemptId);
  const page = await readReplay(lead, attemptId);
  expect(page.recordingDeleted).toBe(true);
  expect(page.tracks).toEqual([]);
  expect(page.items.map((item) => item.edits)).toEqual([[]]);
  const { updates } = decodeLogSlice(await readReplayLog(lead, { attemptId, number: 0 }));
  expect(updates).toEqual([]);
});
