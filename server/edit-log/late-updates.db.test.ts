/**
 * Guarantee: an edit past the deadline is never merged silently and never lost: it is kept aside, counted, and merged
 * or rejected by a decision. An edit that was acknowledged before a submission is part of what was submitted.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDatabase, type DatabaseHandle } from '../../db/client.ts';
import { createTestDatabase, type TestDatabase } from '../../db/embedded/test-database.ts';
import { finishGrading, lockAttemptForGrading } from '../../db/queries/attempt-grading.ts';
import { lockHead } from '../../db/queries/documents.ts';
import { summariseLateUpdates } from '../../db/queries/late-updates.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { appendUpdates } from './append-updates.ts';
import { type AttemptFixture, insertForm, insertRunningAttempt, oneSection } from './attempt-fixture.ts';
import { mergeLateUpdates, mergeLateUpdatesReceivedBy, rejectLateUpdates } from './decide-late-updates.ts';
import { ensureDocument } from './ensure-document.ts';
import { readDocumentState } from './read-document-state.ts';

const holder = globalThis as typeof globalThis & { plumblineDatabase?: DatabaseHandle };
let database: TestDatabase;
let handle: DatabaseHandle;
let formId: string;
let attempt: AttemptFixture;
let documentId: string;
let page: Y.Doc;
const staff = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  handle = createDatabase(database.url);
  holder.plumblineDatabase = handle;
  formId = await insertForm(handle.sql, oneSection);
});
afterAll(async () => {
  await handle.close();
  await database.drop();
});
beforeEach(async () => {
  attempt = await insertRunningAttempt(handle.sql, formId);
  documentId = await ensure(1);
  page = new Y.Doc();
});

const ensure = (itemNumber: number) =>
  handle.db.transaction((tx) =>
    ensureDocument(tx, {
      attemptId: attempt.attemptId,
      purpose: 'answer',
      itemNumber,
      kind: 'discussion',
      starter: [],
    }),
  );

function type(text: string, doc = page): Uint8Array {
  const before = Y.encodeStateVector(doc);
  answerText(doc).insert(answerText(doc).length, text);
  return Y.encodeStateAsUpdate(doc, before);
}

const send = (bytes: Uint8Array, batchId = randomUUID(), to = documentId) =>
  appendUpdates(attempt.candidate, { documentId: to, batchId, bytes, requestId: 'test' });
/** As if so much time had passed since. */
const pass = async (minutes: number) => {
  const { sql } = handle;
  const by = sql`make_interval(mins => ${minutes})`;
  await sql`update attempt set started_at = started_at - ${by} where id = ${attempt.attemptId}`;
  await sql`update attempt_section set entered_at = entered_at - ${by}, left_at = left_at - ${by} where attempt_id = ${attempt.attemptId}`;
  await sql`update late_update set received_at = received_at - ${by} where document_id = ${documentId}`;
};
const text = async () => answerText(await readDocumentState(handle.db, documentId)).toString();

test('an edit in time counts, the next one past the deadline is kept aside with its characters', async () => {
  expect(await send(type('in time. '))).toMatchObject({ outcome: 'accepted', seq: 1 });
  await pass(30);
  expect(await send(type('twelve chars'))).toEqual({
    outcome: 'late',
    characters: 12,
    undecidedCharacters: 12,
  });
  expect(await send(type('!'))).toEqual({ outcome: 'late', characters: 1, undecidedCharacters: 13 });
  expect(await text()).toBe('in time. ');
  expect(await summariseLateUpdates(handle.db, attempt.attemptId)).toMatchObject([
    { itemNumber: 1, decision: null, batches: 2, characters: 13 },
  ]);
});

test('a retry after the deadline of an edit that was taken in time is answered as it was the first time', async () => {
  const batchId = randomUUID();
  const bytes = type('in time');
  await send(bytes, batchId);
  await pass(60);
  expect(await send(bytes, batchId)).toEqual({ outcome: 'accepted', seq: 1, remainingMs: null });
});

test('a late batch sent again is kept once', async () => {
  await pass(60);
  const batchId = randomUUID();
  const bytes = type('late');
  const answers = await Promise.all([1, 2, 3].map(() => send(bytes, batchId)));
  for (const answer of answers)
    expect(answer).toEqual({ outcome: 'late', characters: 4, undecidedCharacters: 4 });
  expect(await summariseLateUpdates(handle.db, attempt.attemptId)).toMatchObject([{ batches: 1 }]);
});

test('late edits are checked like others: garbage, what builds on nothing, another’s client id', async () => {
  await send(type('base '));
  await pass(60);
  type('never sent ');
  await expect(send(type('dependent'))).rejects.toMatchObject({ code: 'resync' });
  await expect(send(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'bad-input' });
  await handle.sql`insert into document_client (document_id, client_id, author_id) values (${documentId}, 77, ${staff})`;
  const forged = Object.assign(new Y.Doc(), { clientID: 77 });
  await expect(send(type('forged', forged))).rejects.toMatchObject({ code: 'conflict' });
  expect(await summariseLateUpdates(handle.db, attempt.attemptId)).toEqual([]);
});

test('merging appends in the order of receipt, with the time of receipt, once', async () => {
  await send(type('one '));
  await pass(60);
  const batchId = randomUUID();
  const second = type('two ');
  await send(second, batchId);
  await send(type('three'));
  const decide = () =>
    handle.db.transaction((tx) => mergeLateUpdates(tx, { attemptId: attempt.attemptId, decidedBy: staff }));
  expect(await decide()).toEqual({ batches: 2, characters: 9, itemNumbers: [1] });
  expect(await decide()).toEqual({ batches: 0, characters: 0, itemNumbers: [] });
  expect(await text()).toBe('one two three');
  expect(await summariseLateUpdates(handle.db, attempt.attemptId)).toMatchObject([
    { decision: 'merged', batches: 2 },
  ]);
  // Its sender, who never heard the first answer, now learns that it is in the answer.
  expect(await send(second, batchId)).toMatchObject({ outcome: 'accepted', seq: 2 });
});

test('rejecting keeps the answer as it was; what builds on the rejected is asked for in full', async () => {
  await send(type('answer'));
  await pass(60);
  await send(type(' rejected'));
  const decision = await handle.db.transaction((tx) =>
    rejectLateUpdates(tx, { attemptId: attempt.attemptId, decidedBy: staff }),
  );
  expect(decision).toMatchObject({ batches: 1, characters: 9 });
  expect(await text()).toBe('answer');
  await expect(send(type(' more'))).rejects.toMatchObject({ code: 'resync' });
  const difference = () => Y.encodeStateAsUpdate(page, Y.encodeStateVector(answered));
  const answered = await readDocumentState(handle.db, documentId);
  expect(await send(difference())).toEqual({ outcome: 'late', characters: 14, undecidedCharacters: 14 });
});

test('what was kept aside before is not put before staff again, whatever they decided', async () => {
  await send(type('answer'));
  await pass(60);
  await send(type(' late'));
  const answered = await readDocumentState(handle.db, documentId);
  const again = () => send(Y.encodeStateAsUpdate(page, Y.encodeStateVector(answered)));
  expect(await again()).toEqual({ outcome: 'late', characters: 0, undecidedCharacters: 5 });
  await handle.db.transaction((tx) =>
    rejectLateUpdates(tx, { attemptId: attempt.attemptId, decidedBy: staff }),
  );
  expect(await again()).toEqual({ outcome: 'late', characters: 0, undecidedCharacters: 0 });
  expect(await summariseLateUpdates(handle.db, attempt.attemptId)).toMatchObject([
    { decision: 'rejected', batches: 1, characters: 5 },
  ]);
});

test('a grant merges exactly those received inside the new deadline, and edits count again', async () => {
  await pass(28); // the fixture began a minute ago
  await send(type('in time '));
  await pass(2); // one minute over
  await send(type('within the grant '));
  await pass(10);
  await send(type('beyond it'));
  const merged = await handle.db.transaction(async (tx) => {
    await handle.sql`insert into time_grant (attempt_id, section_number, granted_ms, basis, reason)
      values (${attempt.attemptId}, 1, 300000, 'outage', 'test')`;
    const [section] = await handle.sql<{ entered_at: Date }[]>`
      select entered_at from attempt_section where attempt_id = ${attempt.attemptId}`;
    const deadline = new Date((section?.entered_at.getTime() ?? 0) + 35 * 60_000);
    return mergeLateUpdatesReceivedBy(tx, attempt.attemptId, (item) => (item === 1 ? deadline : null));
  });
  expect(merged).toMatchObject({ batches: 1, characters: 17 });
  expect(await text()).toBe('in time within the grant ');
  expect(await summariseLateUpdates(handle.db, attempt.attemptId)).toMatchObject([
    { decision: 'merged', batches: 1 },
    { decision: null, batches: 1 },
  ]);
  await handle.sql`update time_grant set granted_ms = 3600000 where attempt_id = ${attempt.attemptId}`;
  // The page is behind what was merged and ahead by what was not: it sends the difference.
  const server = await readDocumentState(handle.db, documentId);
  const difference = Y.encodeStateAsUpdate(page, Y.encodeStateVector(server));
  expect(await send(difference)).toMatchObject({ outcome: 'accepted', seq: 3 });
  expect(await text()).toBe('in time within the grant beyond it');
});

test('once the attempt’s row is held, every acknowledged edit is in the head that is read: none slips in behind', async () => {
  let sent = 0;
  const acknowledged: number[] = [];
  const typing = (async () => {
    for (; sent < 400; sent += 1) {
      const answer = await send(type('k'));
      if (answer.outcome === 'accepted') acknowledged.push(answer.seq);
      else return;
    }
  })();
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
  const head = await handle.db.transaction(async (tx) => {
    await lockAttemptForGrading(tx, attempt.attemptId);
    const locked = await lockHead(tx, documentId);
    await finishGrading(tx, attempt.attemptId); // any change of status ends the edits
    return locked.head;
  });
  await typing;
  expect(Math.max(...acknowledged)).toBe(head);
  expect(acknowledged).toHaveLength(head);
  expect(sent).toBeLessThan(400);
});

test('deciding and typing at once neither wait for each other for ever nor lose anything', async () => {
  const second = await ensure(2);
  const other = new Y.Doc();
  await pass(60);
  await send(type('a'));
  await send(type('b', other), randomUUID(), second);
  await handle.sql`insert into time_grant (attempt_id, section_number, granted_ms, basis, reason)
    values (${attempt.attemptId}, 1, 7200000, 'other', 'test')`;
  // The page has heard that it may go on, and types while the decision is made.
  const typing = [documentId, second].map(async (to) => {
    const doc = new Y.Doc();
    for (let i = 0; i < 30; i += 1) await send(type('x', doc), randomUUID(), to);
  });
  const deciding = Array.from({ length: 5 }, () =>
    handle.db.transaction(async (tx) => {
      await lockAttemptForGrading(tx, attempt.attemptId);
      return mergeLateUpdates(tx, { attemptId: attempt.attemptId, decidedBy: null });
    }),
  );
  await Promise.all(typing);
  expect((await Promise.all(deciding)).map((decision) => decision.batches).sort()).toEqual([0, 0, 0, 0, 2]);
  expect(await text()).toHaveLength(31);
});
