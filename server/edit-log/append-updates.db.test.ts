/**
 * Guarantee: an edit that was acknowledged as accepted is in the log, once, in the order of its number, and readable
 * at once; what is refused leaves no trace. If this breaks, candidates lose text that the page called saved.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDatabase, type DatabaseHandle } from '../../db/client.ts';
import { createTestDatabase, type TestDatabase } from '../../db/embedded/test-database.ts';
import { answerText, filesMap, systemClientId } from '../../domain/edit-log/answer-layout.ts';
import { decodeLogSlice } from '../../domain/edit-log/wire.ts';
import { Failure } from '../failure.ts';
import { batchesPerMinutePerDocumentMax, snapshotEveryUpdates } from '../limits.ts';
import { type AppendAnswer, appendUpdates } from './append-updates.ts';
import {
  type AttemptFixture,
  insertForm,
  insertRunningAttempt,
  insertSession,
  oneSection,
} from './attempt-fixture.ts';
import { ensureDocument } from './ensure-document.ts';
import { openDocument } from './open-document.ts';
import { findAnswer, readDocumentState } from './read-document-state.ts';

const holder = globalThis as typeof globalThis & {
  plumblineDatabase?: DatabaseHandle;
  plumblineWarmDocuments?: unknown;
};
let test_: TestDatabase;
let handle: DatabaseHandle;
let formId: string;
let attempt: AttemptFixture;
let documentId: string;

beforeAll(async () => {
  test_ = await createTestDatabase();
  handle = createDatabase(test_.url);
  holder.plumblineDatabase = handle;
  formId = await insertForm(handle.sql, oneSection);
});
afterAll(async () => {
  await handle.close();
  await test_.drop();
});
beforeEach(async () => {
  attempt = await insertRunningAttempt(handle.sql, formId);
  documentId = await newDocument(attempt, 1);
});

const newDocument = (of: AttemptFixture, itemNumber: number) =>
  handle.db.transaction((tx) =>
    ensureDocument(tx, {
      attemptId: of.attemptId,
      purpose: 'answer',
      itemNumber,
      kind: 'discussion',
      starter: [],
    }),
  );

/** A page that types: every call gives the update of that edit. */
class Typist {
  readonly doc = new Y.Doc();
  type(text: string): Uint8Array {
    return this.edit((doc) => answerText(doc).insert(answerText(doc).length, text));
  }
  edit(change: (doc: Y.Doc) => void): Uint8Array {
    const before = Y.encodeStateVector(this.doc);
    this.doc.transact(() => change(this.doc));
    return Y.encodeStateAsUpdate(this.doc, before);
  }
}

const send = (
  bytes: Uint8Array,
  options: { batchId?: string; as?: AttemptFixture['candidate']; to?: string } = {},
): Promise<AppendAnswer> =>
  appendUpdates(options.as ?? attempt.candidate, {
    documentId: options.to ?? documentId,
    batchId: options.batchId ?? randomUUID(),
    bytes,
    requestId: 'test',
  });

const codeOf = (sent: Promise<AppendAnswer>): Promise<string> =>
  sent.then(
    (answer) => answer.outcome,
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );

const rows = async () =>
  Number(
    (await handle.sql`select count(*) as n from document_update where document_id = ${documentId}`)[0]?.n,
  );
const textAt = async (seq: number | null = null) =>
  answerText(await readDocumentState(handle.db, documentId, seq)).toString();

describe('acknowledged edits', () => {
  test('are committed with the next number, and every earlier state stays readable', async () => {
    const page = new Typist();
    const answers = [];
    for (const word of ['one ', 'two ', 'three']) answers.push(await send(page.type(word)));
    expect(answers.map((answer) => answer.outcome === 'accepted' && answer.seq)).toEqual([1, 2, 3]);
    expect(await textAt()).toBe('one two three');
    expect(await textAt(2)).toBe('one two ');
    expect(await textAt(0)).toBe('');
    await expect(textAt(9)).rejects.toThrow('ends at 3');
  });

  test('carry the remaining time of the open section, never an instant', async () => {
    const answer = await send(new Typist().type('x'));
    if (answer.outcome !== 'accepted') throw new Error(answer.outcome);
    expect(answer.remainingMs).toBeGreaterThan(28.9 * 60_000);
    expect(answer.remainingMs).toBeLessThanOrEqual(29 * 60_000);
  });

  test('of many writers to one document get numbers without a hole, and all converge', async () => {
    const writers = Array.from({ length: 20 }, () => new Typist());
    const sent = await Promise.all(
      writers.flatMap((writer) => Array.from({ length: 10 }, (_, i) => send(writer.type(`${i}`)))),
    );
    const numbers = sent.map((answer) => (answer.outcome === 'accepted' ? answer.seq : -1));
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    const merged = new Y.Doc();
    for (const writer of writers) Y.applyUpdate(merged, Y.encodeStateAsUpdate(writer.doc));
    expect(await textAt()).toBe(answerText(merged).toString());
  });

  test('by two processes at once are one log: a warm document follows what another process wrote', async () => {
    const first = new Typist();
    const second = new Typist();
    const warmOfFirst = holder.plumblineWarmDocuments;
    for (let i = 0; i < 10; i += 1) {
      holder.plumblineWarmDocuments = warmOfFirst;
      await send(first.type(`a${i}`));
      holder.plumblineWarmDocuments = undefined; // the other process has memory of its own
      await send(second.type(`b${i}`));
    }
    holder.plumblineWarmDocuments = warmOfFirst;
    await send(first.type('end'));
    expect((await textAt()).length).toBe(43);
    expect(await rows()).toBe(21);
  });

  test('by three processes at the same moment get numbers without a hole, and none is lost', async () => {
    const memories = [undefined, undefined, undefined] as unknown[];
    const writers = Array.from({ length: 12 }, () => new Typist());
    const sendFrom = (process: number, bytes: Uint8Array) => {
      holder.plumblineWarmDocuments = memories[process];
      const sent = send(bytes);
      memories[process] = holder.plumblineWarmDocuments;
      return sent;
    };
    const chains = writers.map(async (writer, index) => {
      const numbers: number[] = [];
      for (let i = 0; i < 15; i += 1) {
        const answer = await sendFrom(index % 3, writer.type(`${index}.${i} `));
        if (answer.outcome === 'accepted') numbers.push(answer.seq);
      }
      return numbers;
    });
    const numbers = (await Promise.all(chains)).flat().sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 180 }, (_, i) => i + 1));
    const text = await textAt();
    for (const writer of writers)
      for (const word of answerText(writer.doc).toString().split(' ')) {
        expect(text).toContain(word);
      }
  });

  test('sent again get the first answer and make no second row', async () => {
    const page = new Typist();
    const batchId = randomUUID();
    const bytes = page.type('once');
    const together = await Promise.all([1, 2, 3].map(() => send(bytes, { batchId })));
    await send(page.type(' and more'));
    const later = await send(bytes, { batchId });
    for (const answer of [...together, later]) expect(answer).toMatchObject({ outcome: 'accepted', seq: 1 });
    expect(await rows()).toBe(2);
  });

  test('open as a snapshot and a short tail after many updates', async () => {
    const page = new Typist();
    // More than the limit of a minute: earlier ones are made older, as they would be.
    for (let i = 0; i < snapshotEveryUpdates + 20; i += 1) await send(page.type('k'));
    const slice = decodeLogSlice(await openDocument(attempt.candidate, documentId, null));
    expect(slice.head).toBe(snapshotEveryUpdates + 20);
    expect(slice.updates.length).toBe(21);
    const doc = new Y.Doc();
    for (const update of slice.updates) Y.applyUpdate(doc, update);
    expect(answerText(doc).toString()).toBe('k'.repeat(snapshotEveryUpdates + 20));
    expect(
      decodeLogSlice(await openDocument(attempt.candidate, documentId, slice.head - 2)).updates,
    ).toHaveLength(2);
    // A state before the snapshot is read from the beginning.
    expect(await textAt(snapshotEveryUpdates - 1)).toHaveLength(snapshotEveryUpdates - 1);
  });

  test('are told to listeners after the commit', async () => {
    const heard: string[] = [];
    const listening = await handle.sql.listen('plumbline_edit_log', (payload) => heard.push(payload));
    await send(new Typist().type('x'));
    await expect.poll(() => heard).toEqual([`u ${attempt.attemptId} ${documentId} 1`]);
    await listening.unlisten();
  });
});

describe('starter text', () => {
  const starter = [{ path: 'solution.ts', text: 'export {};\n' }];
  const ensure = () =>
    handle.db.transaction((tx) =>
      ensureDocument(tx, {
        attemptId: attempt.attemptId,
        purpose: 'answer',
        itemNumber: 2,
        kind: 'code',
        starter,
      }),
    );

  test('is inserted once by the server, however many tabs open the question at once', async () => {
    const ids = await Promise.all([ensure(), ensure(), ensure(), ensure()]);
    expect(new Set(ids).size).toBe(1);
    const found = await findAnswer(
      handle.db,
      { attemptId: attempt.attemptId, purpose: 'answer', itemNumber: 2 },
      'code',
    );
    expect(found).toMatchObject({ seq: 1, answer: { kind: 'code', files: starter } });
  });

  test('cannot be extended under the server’s own client id', async () => {
    const id = await ensure();
    const page = new Typist();
    Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(await readDocumentState(handle.db, id)));
    page.doc.clientID = systemClientId;
    const bytes = page.edit((doc) => filesMap(doc).set('evil.ts', new Y.Text('x')));
    expect(await codeOf(send(bytes, { to: id }))).toBe('conflict');
  });
});

describe('refused without a trace', () => {
  test.each([
    ['no bytes', new Uint8Array()],
    ['text', new TextEncoder().encode('abc')],
    ['an update cut in half', new Typist().type('a longer piece of text').slice(0, 12)],
    ['a count that promises more than there is', new Uint8Array([255, 255, 255, 255, 15, 1, 1])],
    ['nesting that would overflow the stack', nestedArrays(30_000)],
  ])('%s', async (_, bytes) => {
    expect(await codeOf(send(bytes))).toBe('bad-input');
    expect(await rows()).toBe(0);
  });

  test.each<[string, (doc: Y.Doc) => void]>([
    ['another root', (doc) => doc.getText('notes').insert(0, 'x')],
    ['a subdocument', (doc) => doc.getMap('answer').set('d', new Y.Doc())],
    ['binary', (doc) => doc.getMap('answer').set('b', new Uint8Array(10))],
    ['an object', (doc) => doc.getMap('answer').set('o', { a: 1 })],
    ['a value too long', (doc) => doc.getMap('answer').set('v', 'x'.repeat(2_001))],
    ['markup', (doc) => doc.getMap('files').set('x', new Y.XmlElement('script'))],
    ['formatting', (doc) => answerText(doc).insert(0, 'x', { href: 'javascript:alert(1)' })],
    ['an embed', (doc) => answerText(doc).insertEmbed(0, { image: 'https://example.com/x.png' })],
    ['a key too long', (doc) => doc.getMap('answer').set('k'.repeat(300), true)],
  ])('content that answers do not have: %s', async (_, change) => {
    expect(await codeOf(send(new Typist().edit(change)))).toBe('bad-input');
    expect(await rows()).toBe(0);
  });

  test('an edit that builds on edits the document lacks is answered with resync, and the difference is then taken', async () => {
    const page = new Typist();
    await send(page.type('kept '));
    page.type('lost ');
    const dependent = page.type('dependent');
    expect(await codeOf(send(dependent))).toBe('resync');
    const deletesUnknown = page.edit((doc) => answerText(doc).delete(6, 3));
    expect(await codeOf(send(deletesUnknown))).toBe('resync');
    expect(await textAt()).toBe('kept ');
    const server = await readDocumentState(handle.db, documentId);
    expect(await codeOf(send(Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(server))))).toBe('accepted');
    expect(await textAt()).toBe(answerText(page.doc).toString());
  });

  test('inserts under a client id that another writer used first', async () => {
    const page = new Typist();
    const interviewer = randomUUID();
    await handle.sql`insert into document_client (document_id, client_id, author_id)
      values (${documentId}, ${page.doc.clientID}, ${interviewer})`;
    expect(await codeOf(send(page.type('forged')))).toBe('conflict');
    const stranger = await insertRunningAttempt(handle.sql, formId);
    await handle.sql`update document_client set author_id = ${stranger.candidate.sessionId} where document_id = ${documentId}`;
    expect(await codeOf(send(page.type('forged too')))).not.toBe('accepted');
    expect(await rows()).toBe(0);
  });

  test('nothing of a candidate who signed in again: her sessions are one writer, each row names the session', async () => {
    const page = new Typist();
    await send(page.type('mine'));
    const other = await insertSession(handle.sql, attempt.attemptId);
    const as = { ...attempt.candidate, sessionId: other.sessionId };
    expect(
      await codeOf(
        send(
          page.edit((doc) => answerText(doc).insert(0, 'still ')),
          { as },
        ),
      ),
    ).toBe('accepted');
    expect(await textAt()).toBe('still mine');
    const authors =
      await handle.sql`select author_id from document_update where document_id = ${documentId} order by seq`;
    expect(authors.map((row) => row.author_id)).toEqual([attempt.candidate.sessionId, other.sessionId]);
    // On another machine she goes on under an id of that page, and may delete what is there.
    const laptop = new Typist();
    Y.applyUpdate(laptop.doc, Y.encodeStateAsUpdate(await readDocumentState(handle.db, documentId)));
    expect(
      await codeOf(
        send(
          laptop.edit((doc) => answerText(doc).delete(0, 10)),
          { as },
        ),
      ),
    ).toBe('accepted');
    expect(await codeOf(send(laptop.type('hers'), { as }))).toBe('accepted');
    expect(await textAt()).toBe('hers');
  });

  test('edits of another attempt’s document, of staff, and of nobody look like absence', async () => {
    const stranger = await insertRunningAttempt(handle.sql, formId);
    const bytes = new Typist().type('x');
    expect(await codeOf(send(bytes, { as: stranger.candidate }))).toBe('not-found');
    for (const principal of [
      { kind: 'person', id: randomUUID(), roles: ['administrator'] },
      { kind: 'anonymous' },
    ] as const) {
      const sent = appendUpdates(principal, { documentId, batchId: randomUUID(), bytes, requestId: 'test' });
      expect(await codeOf(sent)).toBe('not-found');
    }
    expect(await codeOf(send(bytes, { to: randomUUID() }))).toBe('not-found');
    expect(await rows()).toBe(0);
  });

  test('text beyond the limit of an answer, while shortening it is always taken', async () => {
    const page = new Typist();
    for (let i = 0; i < 3; i += 1) expect(await codeOf(send(page.type('x'.repeat(19_000))))).toBe('accepted');
    const tooMuch = page.type('y'.repeat(19_000));
    expect(await codeOf(send(tooMuch))).toBe('too-large');
    expect((await textAt()).length).toBe(57_000);
    page.edit((doc) => answerText(doc).delete(0, 30_000));
    const server = await readDocumentState(handle.db, documentId);
    expect(await codeOf(send(Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(server))))).toBe('accepted');
    expect((await textAt()).length).toBe(46_000);
  });

  test('a flood: more batches than a minute allows are told when to come back', async () => {
    const page = new Typist();
    await send(page.type('first'));
    // A log of a minute's worth of rows, as a flood would have made it.
    await handle.sql`
      insert into document_update (document_id, seq, batch_id, author_id, received_at, bytes)
      select ${documentId}, n, gen_random_uuid(), ${attempt.candidate.sessionId}, now(), '\\x0000'
      from generate_series(2, ${batchesPerMinutePerDocumentMax}) n`;
    await handle.sql`update document set head = ${batchesPerMinutePerDocumentMax} where id = ${documentId}`;
    const refused = await send(page.type('more')).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'too-many', retryAfterMs: 2_000 });
    await handle.sql`
      update document_update set received_at = now() - interval '61 seconds'
      where document_id = ${documentId} and seq < 100`;
    const server = await readDocumentState(handle.db, documentId);
    expect(await codeOf(send(Y.encodeStateAsUpdate(page.doc, Y.encodeStateVector(server))))).toBe('accepted');
  });
});

describe('when a commit fails', () => {
  test('the state in memory forgets the edit: what builds on it is refused, and the retry is taken once', async () => {
    const page = new Typist();
    await send(page.type('a'));
    await handle.sql.unsafe(`
      create function refuse_once() returns trigger language plpgsql as
      $$ begin raise exception 'disk full'; end $$;
      create trigger refuse before insert on document_update for each row execute function refuse_once()`);
    const lost = page.type('b');
    await expect(send(lost)).rejects.toThrow();
    await handle.sql.unsafe('drop trigger refuse on document_update; drop function refuse_once()');
    expect(await codeOf(send(page.type('c')))).toBe('resync');
    expect(await codeOf(send(lost))).toBe('accepted');
    expect(await textAt()).toBe('ab');
  });
});

/** `[[[[…]]]]` as the value of a map's key, encoded by hand: no honest client makes it. */
function nestedArrays(depth: number): Uint8Array {
  const head = [1, 1, 5, 0, 40, 1, 6, ...new TextEncoder().encode('answer'), 1, 107, 1];
  const value = Array.from({ length: depth }, () => [117, 1]).flat();
  return new Uint8Array([...head, ...value, 126, 0]);
}
