/**
 * Guarantee: PostgreSQL may be killed at any moment of typing; afterwards every acknowledged edit is there, once, and
 * typing and streams go on without restarting the web process. "Saved" on the page rests on this.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDatabase, type DatabaseHandle } from '../../db/client.ts';
import {
  type EmbeddedPostgres,
  startEmbedded,
  temporaryDataFolder,
} from '../../db/embedded/start-embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { appendUpdates } from './append-updates.ts';
import { type AttemptFixture, insertForm, insertRunningAttempt, oneSection } from './attempt-fixture.ts';
import { ensureDocument } from './ensure-document.ts';
import { openEventStream } from './events/open-event-stream.ts';
import { readDocumentState } from './read-document-state.ts';

const holder = globalThis as typeof globalThis & { plumblineDatabase?: DatabaseHandle };
const place = temporaryDataFolder();
const writers = 8;
const kills = 8;
let postgres: EmbeddedPostgres;
let handle: DatabaseHandle;

beforeAll(async () => {
  postgres = await startEmbedded({ dataFolder: place.folder });
  await migrate(postgres.url);
  handle = createDatabase(postgres.url);
  holder.plumblineDatabase = handle;
});
afterAll(async () => {
  await handle.close();
  await postgres.stop();
  place.remove();
});

/** Types words, each sent under one batch id until it is answered, as the page does. */
class Writer {
  readonly doc = new Y.Doc();
  readonly acknowledged = new Map<number, string>();
  readonly attempt: AttemptFixture;
  readonly documentId: string;
  failures = 0;
  words = 0;

  constructor(attempt: AttemptFixture, documentId: string) {
    this.attempt = attempt;
    this.documentId = documentId;
  }

  async typeWhile(goOn: () => boolean): Promise<void> {
    while (goOn()) {
      const before = Y.encodeStateVector(this.doc);
      answerText(this.doc).insert(answerText(this.doc).length, `${this.words} `);
      this.words += 1;
      const bytes = Y.encodeStateAsUpdate(this.doc, before);
      const batchId = randomUUID();
      for (let answered = false; !answered; ) answered = await this.#send(batchId, bytes);
    }
  }

  async #send(batchId: string, bytes: Uint8Array): Promise<boolean> {
    try {
      const input = { documentId: this.documentId, batchId, bytes, requestId: 'test' };
      const answer = await appendUpdates(this.attempt.candidate, input);
      if (answer.outcome !== 'accepted') throw new Error(answer.outcome);
      this.acknowledged.set(answer.seq, batchId);
      return true;
    } catch {
      this.failures += 1;
      // Nothing is known about the batch; the page waits a little and sends it again.
      await new Promise((resolve) => setTimeout(resolve, 20));
      return false;
    }
  }
}

test('eight people type while the database is killed eight times', { timeout: 180_000 }, async () => {
  const formId = await insertForm(handle.sql, oneSection);
  const typing: Writer[] = [];
  for (let i = 0; i < writers; i += 1) {
    const attempt = await insertRunningAttempt(handle.sql, formId);
    const documentId = await handle.db.transaction((tx) =>
      ensureDocument(tx, {
        attemptId: attempt.attemptId,
        purpose: 'answer',
        itemNumber: 1,
        kind: 'discussion',
        starter: [],
      }),
    );
    typing.push(new Writer(attempt, documentId));
  }
  const [followed] = typing;
  if (!followed) throw new Error('nobody types');
  const abort = new AbortController();
  const streamed = follow(
    await openEventStream(followed.attempt.candidate, {
      attemptId: followed.attempt.attemptId,
      tabId: '',
      cursor: new Map(),
      signal: abort.signal,
    }),
  );

  let over = false;
  const all = Promise.all(typing.map((writer) => writer.typeWhile(() => !over)));
  const acknowledged = () => typing.reduce((sum, writer) => sum + writer.acknowledged.size, 0);
  for (let kill = 0; kill < kills; kill += 1) {
    const before = acknowledged();
    await expect.poll(acknowledged, { timeout: 60_000 }).toBeGreaterThan(before + 200);
    process.kill(postgres.pid, 'SIGKILL');
    await postgres.ended;
    postgres = await startEmbedded({ dataFolder: place.folder });
    // Nobody waits long for a connection once the database is back.
    const counts = typing.map((writer) => writer.acknowledged.size);
    const goesOn = (writer: Writer, index: number) => writer.acknowledged.size > (counts[index] ?? 0);
    await expect.poll(() => typing.every(goesOn), { timeout: 12_000 }).toBe(true);
  }
  const before = acknowledged();
  await expect.poll(acknowledged, { timeout: 60_000 }).toBeGreaterThan(before + 200);
  over = true;
  await all;

  for (const writer of typing) {
    const rows = await handle.sql<{ seq: number; batch_id: string }[]>`
      select seq::int as seq, batch_id from document_update where document_id = ${writer.documentId} order by seq`;
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: writer.words }, (_, i) => i + 1));
    expect(new Map(rows.map((row) => [row.seq, row.batch_id]))).toEqual(writer.acknowledged);
    const kept = answerText(await readDocumentState(handle.db, writer.documentId)).toString();
    expect(kept).toBe(answerText(writer.doc).toString());
  }
  // The kills were felt: otherwise this proves nothing.
  expect(typing.reduce((sum, writer) => sum + writer.failures, 0)).toBeGreaterThan(0);
  await expect.poll(() => streamed.numbers.length, { timeout: 20_000 }).toBe(followed.words);
  expect(streamed.numbers).toEqual(Array.from({ length: followed.words }, (_, i) => i + 1));
  abort.abort();
});

function follow(body: ReadableStream<Uint8Array>): { numbers: number[] } {
  const numbers: number[] = [];
  void (async () => {
    let text = '';
    for await (const chunk of body) {
      text += Buffer.from(chunk).toString();
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const seq = /^event: update\ndata: .*"s":(\d+)/m.exec(part)?.[1];
        if (seq) numbers.push(Number(seq));
      }
    }
  })();
  return { numbers };
}
