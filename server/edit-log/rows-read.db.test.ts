/**
 * Guarantee: what is asked for each batch, and for each look of a stream, reads a few rows of the log, however long this
 * document's log and the others' are, whether or not the server has counted its tables yet, and with either kind of plan.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type DatabaseHandle } from '../../db/client.ts';
import { createTestDatabase, type TestDatabase } from '../../db/embedded/test-database.ts';
import type { Executor } from '../../db/executor.ts';
import { insertAtHead, readHeadFacts } from '../../db/queries/append-at-head.ts';
import { listUpdatesOfMany, lockDocument, readAppendFacts } from '../../db/queries/documents.ts';
import { insertForm, insertRunningAttempt, oneSection } from './attempt-fixture.ts';

const documents = 40;
const updatesOfEach = 500;
const rowsReadMax = 10;

let database: TestDatabase;
let handle: DatabaseHandle;
let attemptId: string;
/** In the middle of the index, where reading from its beginning would show. */
let documentId: string;
let otherId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  handle = createDatabase(database.url);
  // Counted when a test says so and not before.
  for (const table of ['attempt', 'document', 'document_update', 'document_client', 'candidate_session']) {
    await handle.sql.unsafe(`alter table ${table} set (autovacuum_enabled = false)`);
  }
  const formId = await insertForm(handle.sql, oneSection);
  for (let n = 0; n < documents; n += 1) await insertRunningAttempt(handle.sql, formId);
  await handle.sql`
    insert into document (attempt_id, purpose, item_number, head) select id, 'answer', 1, ${updatesOfEach} from attempt`;
  await handle.sql`
    insert into document_update (document_id, seq, batch_id, author_id, received_at, bytes)
    select d.id, n, gen_random_uuid(), gen_random_uuid(), now(), '\\x0000'
    from document d, generate_series(1, ${updatesOfEach}::int) as n`;
  const rows = await handle.sql<{ id: string; attempt_id: string }[]>`
    select id, attempt_id from document order by id offset ${documents / 2} limit 2`;
  const [first, second] = rows;
  if (!first || !second) throw new Error('no documents');
  documentId = first.id;
  attemptId = first.attempt_id;
  otherId = second.id;
});
afterAll(async () => {
  await handle.close();
  await database.drop();
});

const clientIds = [1, 2, 3];
const limits = { rateWindowSeconds: 60, rateWindowBatches: 100 };
const statements = {
  'a stream’s look at two documents': (tx: Executor) =>
    listUpdatesOfMany(
      tx,
      new Map([
        [documentId, updatesOfEach - 2],
        [otherId, updatesOfEach - 1],
      ]),
      2_000,
    ),
  'the facts of an append without locks': (tx: Executor) =>
    readHeadFacts(tx, {
      documentId,
      batchId: randomUUID(),
      clientIds,
      knownSeq: updatesOfEach - 2,
      ...limits,
    }),
  'its writing': (tx: Executor) =>
    insertAtHead(tx, {
      documentId,
      attemptId,
      seq: updatesOfEach + 1,
      batchId: randomUUID(),
      authorId: randomUUID(),
      bytes: Uint8Array.of(0, 0),
      newClientIds: clientIds,
    }),
  'the lock of an append': (tx: Executor) => lockDocument(tx, documentId),
  'the facts of an append under its lock': (tx: Executor) =>
    readAppendFacts(tx, {
      documentId,
      attemptId,
      batchId: randomUUID(),
      clientIds,
      head: updatesOfEach,
      ...limits,
    }),
} as const;

/** Of the log's table, by this connection so far: earlier transactions are in it until the server passed their counts on. */
async function countRows(tx: Executor): Promise<number> {
  const [counts] = await tx.execute<{ n: number }>(`
    select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'document_update'`);
  if (!counts) throw new Error('no counts');
  return counts.n;
}

async function rowsRead(plan: string, ask: (tx: Executor) => Promise<unknown>): Promise<number> {
  const undone = new Error('only looked');
  let read: number | null = null;
  await handle.db
    .transaction(async (tx) => {
      await tx.execute(`set local plan_cache_mode = ${plan}`);
      const before = await countRows(tx);
      expect(await ask(tx)).toBeTruthy();
      read = (await countRows(tx)) - before;
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  if (read === null) throw new Error('nothing was counted');
  return read;
}

for (const counted of [false, true]) {
  describe(counted ? 'with tables that were counted' : 'with tables that were never counted', () => {
    if (counted) beforeAll(() => handle.sql`analyze`.then(() => undefined));
    for (const plan of ['force_custom_plan', 'force_generic_plan'] as const) {
      for (const [name, ask] of Object.entries(statements)) {
        test(`${name} (${plan})`, async () => {
          expect(await rowsRead(plan, ask)).toBeLessThanOrEqual(rowsReadMax);
        });
      }
    }
  });
}
