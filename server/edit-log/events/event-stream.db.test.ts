/**
 * Guarantee: a stream delivers every committed update of its attempt's documents once, in order, from its cursor on,
 * and nothing of any other attempt; it ends when its session or attempt no longer allows it.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createDatabase, type DatabaseHandle } from '../../../db/client.ts';
import { createTestDatabase, type TestDatabase } from '../../../db/embedded/test-database.ts';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import { type Cursor, cursorKey, decodeCursor } from '../../../domain/edit-log/wire.ts';
import { appendUpdates } from '../append-updates.ts';
import {
  type AttemptFixture,
  insertForm,
  insertRunningAttempt,
  insertSession,
  oneSection,
} from '../attempt-fixture.ts';
import { ensureDocument } from '../ensure-document.ts';
import { streamSweepEveryMs, streamsPerSessionMax } from '../limits.ts';
import { notifyAttempt } from '../notify-attempt.ts';
import { openEventStream } from './open-event-stream.ts';
import { processRooms } from './process-rooms.ts';

const holder = globalThis as typeof globalThis & { plumblineDatabase?: DatabaseHandle };
let database: TestDatabase;
let handle: DatabaseHandle;
let formId: string;
let attempt: AttemptFixture;
let documentId: string;
const open: OpenStream[] = [];

beforeAll(async () => {
  // The streams' own sweep and ping stand still until a test lets time pass: what arrives before came by being told.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  database = await createTestDatabase();
  handle = createDatabase(database.url);
  holder.plumblineDatabase = handle;
  formId = await insertForm(handle.sql, oneSection);
});
afterAll(async () => {
  vi.useRealTimers();
  for (const stream of open) stream.abort.abort();
  await handle.close();
  await database.drop();
});
beforeEach(async () => {
  attempt = await insertRunningAttempt(handle.sql, formId);
  documentId = await ensure(attempt, 1);
});

const ensure = (of: AttemptFixture, itemNumber: number) =>
  handle.db.transaction((tx) =>
    ensureDocument(tx, {
      attemptId: of.attemptId,
      purpose: 'answer',
      itemNumber,
      kind: 'discussion',
      starter: [],
    }),
  );

const untilNextSweep = () => vi.advanceTimersByTime(streamSweepEveryMs);

interface Received {
  name: string;
  cursor: Cursor;
  data: Record<string, unknown>;
}

interface OpenStream {
  events: Received[];
  updates(): number[];
  ended: Promise<void>;
  abort: AbortController;
}

async function connect(
  as: AttemptFixture['candidate'] = attempt.candidate,
  options: { cursor?: Cursor; tabId?: string } = {},
): Promise<OpenStream> {
  const abort = new AbortController();
  const body = await openEventStream(as, {
    attemptId: as.attemptId,
    tabId: options.tabId ?? '',
    cursor: options.cursor ?? new Map(),
    signal: abort.signal,
  });
  const events: Received[] = [];
  const ended = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) events.push(readEvent(part));
    }
  })();
  const stream = {
    events,
    abort,
    ended,
    updates: () => events.flatMap((event) => (event.name === 'update' ? Number(event.data.s) : [])),
  };
  open.push(stream);
  await expect.poll(() => events[0]?.name).toBe('ready');
  return stream;
}

function readEvent(text: string): Received {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  return { name: field('event'), cursor: decodeCursor(field('id')), data: JSON.parse(field('data')) };
}

const page = () => {
  const doc = new Y.Doc();
  return (text: string) => {
    const before = Y.encodeStateVector(doc);
    answerText(doc).insert(0, text);
    return Y.encodeStateAsUpdate(doc, before);
  };
};

const send = (
  bytes: Uint8Array,
  options: { to?: string; as?: AttemptFixture['candidate']; tabId?: string } = {},
) =>
  appendUpdates(options.as ?? attempt.candidate, {
    documentId: options.to ?? documentId,
    batchId: options.tabId ? `${options.tabId}${randomUUID().slice(8)}` : randomUUID(),
    bytes,
    requestId: 'test',
  });

test('updates of all documents of the attempt arrive in order with their contents', async () => {
  const stream = await connect();
  const second = await ensure(attempt, 2);
  const type = page();
  const typeSecond = page();
  for (let i = 0; i < 20; i += 1) {
    await send(type(`${i} `));
    if (i % 4 === 0) await send(typeSecond('x'), { to: second });
  }
  await expect.poll(() => stream.updates().length).toBe(25);
  const of = (id: string) => stream.events.filter((event) => event.data.d === id);
  expect(of(documentId).map((event) => event.data.s)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(of(second).map((event) => event.data.s)).toEqual([1, 2, 3, 4, 5]);
  const doc = new Y.Doc();
  for (const event of of(documentId)) Y.applyUpdate(doc, Buffer.from(String(event.data.u), 'base64'));
  expect(answerText(doc).toString().split(' ')[0]).toBe('19');
  expect(stream.events.at(-1)?.cursor.get(cursorKey(documentId))).toBe(20);
});

test('from a cursor exactly what came after it is sent, also what was written while nobody listened', async () => {
  const type = page();
  for (let i = 0; i < 7; i += 1) await send(type('k'));
  const stream = await connect(attempt.candidate, { cursor: new Map([[cursorKey(documentId), 5]]) });
  await expect.poll(() => stream.updates()).toEqual([6, 7]);
  stream.abort.abort();
  await stream.ended;
  await send(type('k'));
  const again = await connect(attempt.candidate, { cursor: stream.events.at(-1)?.cursor ?? new Map() });
  await expect.poll(() => again.updates()).toEqual([8]);
  // Without a cursor a stream begins with the present, and one from the future is not believed.
  const fresh = await connect();
  const ahead = await connect(attempt.candidate, { cursor: new Map([[cursorKey(documentId), 99]]) });
  await send(type('k'));
  await expect.poll(() => fresh.updates()).toEqual([9]);
  await expect.poll(() => ahead.updates()).toEqual([9]);
});

test('a tab’s own updates come back as numbers only, another tab’s and another machine’s with contents', async () => {
  const stream = await connect(attempt.candidate, { tabId: 'aaaaaaaa' });
  const laptop = await insertSession(handle.sql, attempt.attemptId);
  await send(page()('own'), { tabId: 'aaaaaaaa' });
  await send(page()('other tab'), { tabId: 'bbbbbbbb' });
  const as = { ...attempt.candidate, sessionId: laptop.sessionId };
  await send(page()('other machine'), { tabId: 'aaaaaaaa', as });
  await expect.poll(() => stream.updates()).toEqual([1, 2, 3]);
  const contents = stream.events.filter((event) => event.name === 'update').map((event) => 'u' in event.data);
  expect(contents).toEqual([false, true, true]);
});

test('nothing of another attempt is ever on the stream, nor does a stranger get one', async () => {
  const stranger = await insertRunningAttempt(handle.sql, formId);
  const strangers = await connect(stranger.candidate);
  const secret = page()('a secret text');
  await send(secret);
  await handle.db.transaction((tx) => notifyAttempt(tx, attempt.attemptId, 'granted'));
  // A document of its own shows that the stream is past that point.
  const own = await ensure(stranger, 1);
  await send(page()('own'), { as: stranger.candidate, to: own });
  await expect.poll(() => strangers.updates()).toEqual([1]);
  expect(strangers.events.map((event) => event.name)).toEqual(['ready', 'update']);
  const asOther = openEventStream(stranger.candidate, {
    attemptId: attempt.attemptId,
    tabId: '',
    cursor: new Map(),
    signal: new AbortController().signal,
  });
  await expect(asOther).rejects.toMatchObject({ code: 'not-found' });
});

test('notices of the attempt arrive after the commit and not when it is rolled back', async () => {
  const stream = await connect();
  await handle.db
    .transaction(async (tx) => {
      await notifyAttempt(tx, attempt.attemptId, 'granted');
      throw new Error('rolled back');
    })
    .catch(() => {});
  await handle.db.transaction((tx) => notifyAttempt(tx, attempt.attemptId, 'section'));
  await expect
    .poll(() => stream.events.slice(1))
    .toMatchObject([{ name: 'clock', data: { kind: 'section' } }]);
});

test('revoking a session ends its streams within 5 s without being told, and at once when told', async () => {
  const laptop = await insertSession(handle.sql, attempt.attemptId);
  const lost = await connect({ ...attempt.candidate, sessionId: laptop.sessionId });
  const kept = await connect();
  expect(streamSweepEveryMs).toBeLessThan(5_000);
  await handle.sql`update candidate_session set revoked_at = now() where id = ${laptop.sessionId}`;
  untilNextSweep();
  await lost.ended;
  expect(lost.events.at(-1)).toMatchObject({ name: 'end', data: { reason: 'signed-out' } });
  await handle.sql`update candidate_session set revoked_at = now() where id = ${attempt.candidate.sessionId}`;
  await handle.db.transaction((tx) => notifyAttempt(tx, attempt.attemptId, 'access'));
  await kept.ended;
  await expect(connect()).rejects.toMatchObject({ code: 'not-signed-in' });
});

test('a change of the attempt’s status ends the stream after telling why', async () => {
  const stream = await connect();
  await handle.db.transaction(async (tx) => {
    await notifyAttempt(tx, attempt.attemptId, 'submitted');
  });
  await expect.poll(() => stream.events.at(-1)?.data).toEqual({ kind: 'submitted' });
  await handle.sql`update attempt set status = 'submitted' where id = ${attempt.attemptId}`;
  untilNextSweep();
  await stream.ended;
  expect(stream.events.at(-1)).toMatchObject({ name: 'end', data: { reason: 'attempt-changed' } });
  await handle.sql`update attempt set status = 'withdrawn' where id = ${attempt.attemptId}`;
  await expect(connect()).rejects.toMatchObject({ code: 'not-open' });
});

test('when the listening connection dies, what was told meanwhile is read after the reconnect', async () => {
  const stream = await connect();
  const type = page();
  await send(type('before'));
  await expect.poll(() => stream.updates()).toEqual([1]);
  const killed = await handle.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen %' and pid <> pg_backend_pid()`;
  expect(killed.length).toBe(1);
  for (let i = 0; i < 3; i += 1) await send(type('meanwhile'));
  await expect.poll(() => stream.updates(), { timeout: 10_000 }).toEqual([1, 2, 3, 4]);
  await send(type('after'));
  await expect.poll(() => stream.updates(), { timeout: 10_000 }).toEqual([1, 2, 3, 4, 5]);
});

test('a session opens a bounded number of streams, and closing one makes room', async () => {
  const streams = [];
  for (let i = 0; i < streamsPerSessionMax; i += 1) streams.push(await connect());
  await expect(connect()).rejects.toMatchObject({ code: 'too-many' });
  streams[0]?.abort.abort();
  await connect();
});

test('stopping the process ends all streams at once, so that the server can stop', async () => {
  const stream = await connect();
  processRooms().stop();
  await stream.ended;
  expect(stream.events.at(-1)).toMatchObject({ name: 'end', data: { reason: 'server-stopping' } });
  expect(processRooms().streams).toEqual([]);
});
