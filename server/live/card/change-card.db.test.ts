/**
 * Guarantee: what an interviewer pins, scores and notes arrives once however often it is sent, with the moment that it is
 * about and the moment of its writing; a marking is `recorded` only when the log says exactly that at that place; and
 * nobody writes into another's card.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerText, filesMap } from '../../../domain/edit-log/answer-layout.ts';
import { appendUpdates } from '../../edit-log/append-updates.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { refusal } from '../../test-staff.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../../test-use-cases.ts';
import { actInRoom } from '../act-in-room.ts';
import { type LiveFixture, startLive } from '../live-fixture.ts';
import { readRoomForCandidate } from '../read-room-for-candidate.ts';
import { readRoomForInterviewer } from '../read-room-for-interviewer.ts';
import { type CardChange, changeCard } from './change-card.ts';

let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());

const cell = { itemNumber: 2, dimension: 'TRD' };
const justNow = { secondsAgo: 0, writtenSecondsAgo: 0 };

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

const place = (text: Y.Text, index: number) =>
  Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index))).toString(
    'base64',
  );

async function cardOf({ attemptId }: LiveFixture, person: StaffPrincipal) {
  const { card } = await readRoomForInterviewer(person, attemptId);
  if (!card) throw new Error('no card');
  return card;
}

test('every change sent twice is one change', async () => {
  const live = await startLive(database);
  const { attemptId, lead, scorer } = live;
  const id = randomUUID();
  const changes: CardChange[] = [
    { kind: 'pin-moment', ...cell, ...justNow, id, heard: 'Names the window.' },
    { kind: 'rate', ...cell, levelId: 'TRD-2', note: '', afterSeq: 0 },
    { kind: 'rate', ...cell, levelId: 'TRD-3', note: '', afterSeq: 1 },
    { kind: 'notes', text: 'Asked twice.' },
  ];
  for (const change of changes) {
    const first = await changeCard(lead, attemptId, change);
    expect(await changeCard(lead, attemptId, change)).toEqual(first);
  }
  const card = await cardOf(live, lead);
  expect(card.evidence.map((one) => one.id)).toEqual([id]);
  expect(card.ratings).toMatchObject([{ levelId: 'TRD-3', seq: 2 }]);
  expect(card.privateNotes).toBe('Asked twice.');
  // Another window chose something else in between: that is no repetition.
  const stale: CardChange = { kind: 'rate', ...cell, levelId: 'TRD-4', note: '', afterSeq: 1 };
  expect((await refusal(changeCard(lead, attemptId, stale))).code).toBe('conflict');
  // Another person's card has its own pieces.
  expect((await refusal(changeCard(scorer, attemptId, changes[0] ?? stale))).code).toBe('conflict');
  await changeCard(lead, attemptId, { kind: 'unpin', evidenceId: id });
  await changeCard(lead, attemptId, { kind: 'unpin', evidenceId: id });
  expect((await cardOf(live, lead)).evidence).toEqual([]);
  for (const person of [live.observer, live.stranger, live.manager])
    for (const change of [...changes, { kind: 'unpin', evidenceId: id } as const])
      expect((await refusal(changeCard(person, attemptId, change))).code).toBe('not-found');
});

test('what waited for the network keeps its moments, also after the session was closed', async () => {
  const live = await startLive(database);
  const { attemptId, lead } = live;
  await database.sql`
    update attempt set started_at = started_at - interval '30 minutes' where id = ${attemptId}`;
  await actInRoom(lead, attemptId, { kind: 'close' });
  const id = randomUUID();
  await changeCard(lead, attemptId, {
    kind: 'pin-moment',
    ...cell,
    id,
    heard: 'Names the window.',
    secondsAgo: 600,
    writtenSecondsAgo: 580,
  });
  expect((await cardOf(live, lead)).evidence).toMatchObject([
    { id, source: 'heard', writtenAfterSeconds: 20 },
  ]);
  const backwards: CardChange = {
    kind: 'pin-moment',
    ...cell,
    id: randomUUID(),
    heard: 'x',
    secondsAgo: 5,
    writtenSecondsAgo: 6,
  };
  expect((await refusal(changeCard(lead, attemptId, backwards))).code).toBe('bad-input');
});

test('a marking is recorded where the log says it, and kept as heard where it no longer does', async () => {
  const live = await startLive(database);
  const { attemptId, candidate, lead, scorer } = live;
  const room = await readRoomForCandidate(candidate);
  const notes = room.items[0]?.documentId ?? '';
  const code = room.documents?.code ?? '';
  await edit(candidate, notes, (doc) => answerText(doc).insert(0, 'The window stays open.'));
  await edit(candidate, code, (doc) => filesMap(doc).set('relay.ts', new Y.Text('const batch = 64;')));

  // What the page showed, before somebody else wrote in front of it.
  const shown = await readDocumentState(database.db, notes);
  const marked = {
    kind: 'pin-selection' as const,
    ...cell,
    ...justNow,
    documentId: notes,
    path: '',
    start: place(answerText(shown), 3),
    end: place(answerText(shown), 10),
    quote: ' window',
  };
  await edit(scorer, notes, (doc) => answerText(doc).insert(0, 'Robin: '));
  expect(await changeCard(lead, attemptId, { ...marked, id: randomUUID() })).toMatchObject({
    source: 'recorded',
  });
  // Marked from its end to its beginning.
  const backwards = { ...marked, id: randomUUID(), start: marked.end, end: marked.start };
  expect(await changeCard(lead, attemptId, backwards)).toMatchObject({ source: 'recorded' });
  const [row] = await database.sql<{ start: number; end: number; seq: string; quote: string }[]>`
    select range_start as start, range_end as "end", document_seq as seq, quote from evidence
    where id = ${backwards.id}`;
  const text = answerText(await readDocumentState(database.db, notes, Number(row?.seq))).toString();
  expect(text.slice(row?.start, row?.end)).toBe('window');
  expect(row?.quote).toBe('window');

  const file = filesMap(await readDocumentState(database.db, code)).get('relay.ts');
  if (!(file instanceof Y.Text)) throw new Error('no file');
  const inCode: CardChange = {
    ...marked,
    id: randomUUID(),
    documentId: code,
    path: 'relay.ts',
    start: place(file, 6),
    end: place(file, 11),
    quote: 'batch',
  };
  expect(await changeCard(lead, attemptId, inCode)).toMatchObject({ source: 'recorded' });

  // Words that were never there, and words that are gone by now.
  const claimed = { ...marked, id: randomUUID(), quote: 'the database is down' };
  expect(await changeCard(lead, attemptId, claimed)).toMatchObject({ source: 'heard' });
  await edit(candidate, notes, (doc) => answerText(doc).delete(11, 4));
  expect(await changeCard(lead, attemptId, { ...marked, id: randomUUID() })).toMatchObject({
    source: 'heard',
  });
  for (const start of ['', 'AAAA', place(file, 0)])
    expect(await changeCard(lead, attemptId, { ...marked, id: randomUUID(), start })).toMatchObject({
      source: 'heard',
    });
  // Documents of another session, and the chat, are nothing to pin from.
  const other = await readRoomForCandidate((await startLive(database)).candidate);
  for (const documentId of [other.items[0]?.documentId ?? '', room.documents?.chat ?? '', randomUUID()])
    expect(
      (await refusal(changeCard(lead, attemptId, { ...marked, id: randomUUID(), documentId }))).code,
    ).toBe('bad-input');
});
