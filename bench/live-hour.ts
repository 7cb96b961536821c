/** `live.open` and `live.seek`: what a room with an hour of typing costs to open and to replay. */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../db/client.ts';
import { insertSnapshot } from '../db/queries/documents.ts';
import { answerText } from '../domain/edit-log/answer-layout.ts';
import { decodeLogSlice } from '../domain/edit-log/wire.ts';
import { seededRandom } from '../domain/random.ts';
import { insertForm, insertRunningAttempt, oneSection } from '../server/edit-log/attempt-fixture.ts';
import { ensureDocument } from '../server/edit-log/ensure-document.ts';
import { openDocument } from '../server/edit-log/open-document.ts';
import { readDocumentState } from '../server/edit-log/read-document-state.ts';
import { snapshotEveryUpdates } from '../server/limits.ts';
import { quantile, type Report } from './report-row.ts';

const updatesOfAnHour = 20_000;
const opens = 20;
const seeks = 100;
const writers = 3;
const rowsPerInsert = 1_000;

export async function measureHour(handle: DatabaseHandle, report: Report): Promise<void> {
  const live = await insertRunningAttempt(handle.sql, await insertForm(handle.sql, oneSection));
  await handle.sql`update attempt set mode = 'live' where id = ${live.attemptId}`;
  const documentId = await ensureDocument(handle.db, {
    attemptId: live.attemptId,
    purpose: 'answer',
    itemNumber: 1,
    kind: 'discussion',
    starter: [],
  });
  const text = await typeAnHour(handle, documentId, live.candidate.sessionId);

  const opened: number[] = [];
  for (let i = 0; i < opens; i += 1) {
    const began = performance.now();
    const doc = new Y.Doc();
    const { updates } = decodeLogSlice(await openDocument(live.candidate, documentId, null));
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    if (answerText(doc).toString() !== text) throw new Error('the room that was opened is another');
    opened.push(performance.now() - began);
  }
  report({ name: 'live.open.p99', value: quantile(opened, 0.99), unit: 'ms', goal: 'under 1000 ms' });

  const random = seededRandom('live.seek');
  const sought: number[] = [];
  for (let i = 0; i < seeks; i += 1) {
    const began = performance.now();
    await readDocumentState(handle.db, documentId, 1 + random.below(updatesOfAnHour));
    sought.push(performance.now() - began);
  }
  report({ name: 'live.seek.p99', value: quantile(sought, 0.99), unit: 'ms', goal: 'under 300 ms' });
}

/** Three people who write and now and then remove, each update a row as the server writes them, with its snapshots. */
async function typeAnHour(handle: DatabaseHandle, documentId: string, authorId: string): Promise<string> {
  const random = seededRandom('live.hour');
  const docs = Array.from({ length: writers }, () => new Y.Doc());
  const whole = new Y.Doc();
  let rows: { document_id: string; seq: number; batch_id: string; author_id: string; bytes: Uint8Array }[] =
    [];
  for (let seq = 1; seq <= updatesOfAnHour; seq += 1) {
    const doc = docs[random.below(writers)] ?? whole;
    const before = Y.encodeStateVector(doc);
    const text = answerText(doc);
    const at = random.below(10) < 9 ? text.length : random.below(text.length + 1);
    if (random.below(12) === 0 && text.length > at + 4) text.delete(at, 4);
    else text.insert(at, 'a few keys '.slice(0, 2 + random.below(5)));
    const bytes = Y.encodeStateAsUpdate(doc, before);
    Y.applyUpdate(whole, bytes);
    for (const other of docs) if (other !== doc) Y.applyUpdate(other, bytes);
    rows.push({ document_id: documentId, seq, batch_id: randomUUID(), author_id: authorId, bytes });
    if (rows.length === rowsPerInsert) {
      await handle.sql`insert into document_update ${handle.sql(rows.map((row) => ({ ...row, received_at: new Date() })))}`;
      rows = [];
    }
    if (seq % snapshotEveryUpdates === 0) {
      await insertSnapshot(handle.db, { documentId, seq, bytes: Y.encodeStateAsUpdate(whole) });
    }
  }
  await handle.sql`update document set head = ${updatesOfAnHour} where id = ${documentId}`;
  return answerText(whole).toString();
}
