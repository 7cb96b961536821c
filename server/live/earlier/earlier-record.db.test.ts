/**
 * Guarantee: what is written in the copy of an earlier answer is part of the session like everything else in it: it can be
 * quoted, is played in the replay, and is deleted when the recording was declined; the original is not touched by any of it.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerText, filesMap } from '../../../domain/edit-log/answer-layout.ts';
import { broughtTrackNumber } from '../../../domain/replay/tracks.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import { readReplay, readReplayLog } from '../../report/read-replay.ts';
import { refusal } from '../../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { actInRoom } from '../act-in-room.ts';
import { changeCard } from '../card/change-card.ts';
import { deleteRecording } from '../delete-recording.ts';
import { startLive } from '../live-fixture.ts';
import { handInEarlier } from './earlier-fixture.ts';
import { bring, copyOf, edit, fingerprint, newest, talkedItem } from './earlier-steps.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

test('words of the copy are evidence for the item it was opened on, and the copy is a track of the replay', async () => {
  const live = await startLive(database);
  const { attemptId, lead, candidate } = live;
  const earlier = await handInEarlier(database, attemptId);
  await bring(lead, live, earlier, 'code', 2);
  const { documentId, number } = await newest(live);
  const file = filesMap(await readDocumentState(database.db, documentId)).get('solution.ts');
  if (!(file instanceof Y.Text)) throw new Error('no file');
  const place = (index: number) =>
    Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(file, index))).toString(
      'base64',
    );
  const pin = {
    kind: 'pin-selection',
    documentId,
    path: 'solution.ts',
    start: place(0),
    end: place(12),
    quote: 'export const',
    dimension: 'TRD',
    secondsAgo: 0,
    writtenSecondsAgo: 0,
  } as const;
  expect(
    await changeCard(lead, attemptId, { ...pin, id: randomUUID(), itemNumber: talkedItem }),
  ).toMatchObject({
    source: 'recorded',
  });
  expect((await refusal(changeCard(lead, attemptId, { ...pin, id: randomUUID(), itemNumber: 1 }))).code).toBe(
    'bad-input',
  );
  await edit(database, candidate, documentId, (doc) => filesMap(doc).set('more.ts', new Y.Text('later')));
  await actInRoom(lead, attemptId, { kind: 'close' });
  const track = broughtTrackNumber(number);
  const page = await readReplay(lead, attemptId);
  expect(page.tracks).toMatchObject([
    { key: 'brought', number: track, edits: [expect.any(Number), expect.any(Number)] },
  ]);
  expect(page.tracks[0]?.question?.kind).toBe('code');
  expect(page.pins).toMatchObject([{ track, itemNumber: talkedItem, seq: 1, quote: 'export const' }]);
  expect(page.moments).toMatchObject([{ kind: 'brought', itemNumber: talkedItem, track }]);
  expect((await readReplayLog(lead, { attemptId, number: track })).byteLength).toBeGreaterThan(10);
  expect((await refusal(readReplayLog(lead, { attemptId, number: track - 1 }))).code).toBe('not-found');
});

test('a declined recording leaves of the copy its final state, and of the original everything', async () => {
  const live = await startLive(database, { recording: 'declined' });
  const { attemptId, lead, candidate } = live;
  const earlier = await handInEarlier(database, attemptId);
  const before = await fingerprint(database, earlier.attemptId);
  await bring(lead, live, earlier, 'discussion', null);
  const { documentId } = await newest(live);
  await edit(database, candidate, documentId, (doc) => answerText(doc).insert(0, 'Now: '));
  await actInRoom(lead, attemptId, { kind: 'close' });
  await deleteRecording(attemptId);
  const [left] = await database.sql<{ n: number }[]>`
    select count(*)::int as n from document_update where document_id = ${documentId}`;
  expect(left?.n).toBe(0);
  expect(await copyOf(database, documentId, 'discussion')).toEqual({
    kind: 'discussion',
    text: 'Now: Split by tenant first.',
  });
  expect((await readReplay(lead, attemptId)).tracks).toEqual([]);
  expect(await fingerprint(database, earlier.attemptId)).toBe(before);
});
