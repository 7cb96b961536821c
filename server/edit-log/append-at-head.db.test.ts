/**
 * Guarantee: in a live room, whose appends take no locks before they write, an edit that was acknowledged is in the log
 * once and in the order of its number, whoever else writes through whichever process; none is acknowledged after the
 * session's end; and what is refused leaves no trace.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { insertAtHead } from '../../db/queries/append-at-head.ts';
import type { Principal } from '../../domain/access.ts';
import { readUpdate } from '../../domain/edit-log/admit-update.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { Failure } from '../failure.ts';
import { batchesPerMinutePerSharedDocumentMax } from '../limits.ts';
import { actInRoom } from '../live/act-in-room.ts';
import { type LiveFixture, startLive } from '../live/live-fixture.ts';
import { readRoomForCandidate } from '../live/read-room-for-candidate.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { appendAtHead } from './append-at-head.ts';
import { appendUpdates } from './append-updates.ts';
import { readDocumentState } from './read-document-state.ts';
import { type WarmDocuments, warmDocuments } from './warm-documents.ts';

const holder = globalThis as typeof globalThis & { plumblineWarmDocuments?: WarmDocuments };
let database: UseCaseDatabase;
let live: LiveFixture;
let documentId: string;

beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  delete holder.plumblineWarmDocuments;
  live = await startLive(database);
  documentId = (await readRoomForCandidate(live.candidate)).items[0]?.documentId ?? '';
});

class Typist {
  readonly doc = new Y.Doc();
  readonly as: Principal;
  constructor(as: Principal) {
    this.as = as;
  }
  type(text: string): Uint8Array {
    const before = Y.encodeStateVector(this.doc);
    answerText(this.doc).insert(answerText(this.doc).length, text);
    return Y.encodeStateAsUpdate(this.doc, before);
  }
  send(bytes: Uint8Array, batchId: string = randomUUID()) {
    return appendUpdates(this.as, { documentId, batchId, bytes, requestId: 'test' });
  }
  write(text: string) {
    return this.send(this.type(text));
  }
}

/** By itself, as `appendUpdates` calls it: null is what the way with locks has to decide. */
function atHead(as: Principal, bytes: Uint8Array, batchId: string = randomUUID()) {
  const update = readUpdate(bytes);
  if (!update) throw new Error('no update');
  return warmDocuments().exclusively(documentId, (slot) =>
    appendAtHead(database.db, as, { documentId, batchId, update, slot }),
  );
}

const codeOf = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );
const logged = async () => {
  const rows = await database.sql<{ seq: string; batch_id: string }[]>`
    select seq, batch_id from document_update where document_id = ${documentId} order by seq`;
  return rows.map(({ seq, batch_id }) => ({ seq: Number(seq), batchId: batch_id }));
};
const text = async () => answerText(await readDocumentState(database.db, documentId)).toString();

describe('edits of people who type at the same moment through several processes', () => {
  test('get numbers without a hole, and every process has all of them', async () => {
    const memories: Array<WarmDocuments | undefined> = [undefined, undefined, undefined];
    const sendFrom = (process: number, send: () => ReturnType<Typist['send']>) => {
      holder.plumblineWarmDocuments = memories[process];
      const sent = send();
      memories[process] = holder.plumblineWarmDocuments;
      return sent;
    };
    const typists = [live.candidate, live.lead, live.scorer].map((as) => new Typist(as));
    const acknowledged: number[] = [];
    await Promise.all(
      typists.map(async (typist, n) => {
        for (let i = 0; i < 30; i += 1) {
          const answer = await sendFrom(n, () => typist.write(`${n}.${i} `));
          if (answer.outcome === 'accepted') acknowledged.push(answer.seq);
        }
      }),
    );
    expect(acknowledged.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 90 }, (_, n) => n + 1));
    const words = typists.flatMap((_, n) => Array.from({ length: 30 }, (_, i) => `${n}.${i}`));
    expect((await text()).trim().split(' ').toSorted()).toEqual(words.toSorted());
    for (const [n, memory] of memories.entries()) {
      holder.plumblineWarmDocuments = memory;
      const warm = await atHead(live.lead, new Typist(live.lead).type('!'));
      expect(warm?.seq).toBe(91 + n);
      expect(warm && answerText(warm.doc).toString()).toBe(await text());
    }
  });

  test('are read before they are answered: the first edit of a process takes locks, the next does not', async () => {
    const typist = new Typist(live.candidate);
    expect(await atHead(live.candidate, new Typist(live.candidate).type('cold'))).toBeNull();
    await typist.write('one ');
    const warm = await atHead(live.candidate, typist.type('two '));
    expect(warm?.seq).toBe(2);
    expect(await text()).toBe('one two ');
  });
});

describe('the end of the session', () => {
  test('is the end of its log: what was acknowledged came before, and nothing comes after', async () => {
    const typists = [live.candidate, live.lead, live.scorer].map((as) => new Typist(as));
    for (const typist of typists) await typist.write('hello ');
    const accepted: string[] = [];
    const refused = new Set<string>();
    const typing = typists.map(async (typist) => {
      while (refused.size < typists.length) {
        const batchId = randomUUID();
        const code = await codeOf(typist.send(typist.type('x'), batchId));
        if (code === 'accepted') accepted.push(batchId);
        else {
          refused.add(`${code} ${typists.indexOf(typist)}`);
          return;
        }
      }
    });
    await expect.poll(() => accepted.length, { timeout: 20_000 }).toBeGreaterThan(20);
    await actInRoom(live.lead, live.attemptId, { kind: 'close' });
    const atEnd = await logged();
    await Promise.all(typing);
    expect([...refused].toSorted()).toEqual(['not-open 0', 'not-open 1', 'not-open 2']);
    expect(await logged()).toEqual(atEnd);
    expect(new Set(accepted).isSubsetOf(new Set(atEnd.map((row) => row.batchId)))).toBe(true);
  });

  test('and an end that comes between the reading and the writing leaves nothing of the edit', async () => {
    const typist = new Typist(live.candidate);
    await typist.write('one');
    await actInRoom(live.lead, live.attemptId, { kind: 'close' });
    const write = (seq: number) =>
      insertAtHead(database.db, {
        documentId,
        attemptId: live.attemptId,
        seq,
        batchId: randomUUID(),
        authorId: live.candidate.sessionId,
        bytes: typist.type('late'),
        newClientIds: [1],
      });
    expect(await write(2)).toBe(false);
    await database.sql`update attempt set status = 'running' where id = ${live.attemptId}`;
    expect(await write(1)).toBe(false);
    expect(await write(3)).toBe(false);
    expect(await logged()).toHaveLength(1);
    const bound =
      await database.sql`select 1 from document_client where document_id = ${documentId} and client_id = 1`;
    expect(bound).toHaveLength(0);
  });
});

describe('refused without a trace by a process that has the document in memory', () => {
  let typist: Typist;
  beforeEach(async () => {
    typist = new Typist(live.candidate);
    await typist.write('kept ');
    expect((await atHead(live.candidate, typist.type('too ')))?.seq).toBe(2);
  });

  test('a stranger, an observer, and another session’s candidate: absence', async () => {
    const other = await startLive(database);
    for (const as of [live.stranger, live.observer, other.candidate, other.lead]) {
      expect(await codeOf(new Typist(as).write('x'))).toBe('not-found');
    }
    expect(await text()).toBe('kept too ');
  });

  test('an edit under another writer’s client id', async () => {
    const thief = new Typist(live.lead);
    Y.applyUpdate(thief.doc, Y.encodeStateAsUpdate(typist.doc));
    thief.doc.clientID = typist.doc.clientID;
    expect(await codeOf(thief.write('forged'))).toBe('conflict');
    expect(await text()).toBe('kept too ');
  });

  test('edits that build on what is not there, and content that notes do not have', async () => {
    typist.type('lost ');
    expect(await codeOf(typist.write('dependent'))).toBe('resync');
    const page = new Y.Doc();
    page.getText('elsewhere').insert(0, 'x');
    expect(await codeOf(typist.send(Y.encodeStateAsUpdate(page)))).toBe('bad-input');
    expect(await text()).toBe('kept too ');
    expect((await logged()).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('a batch that comes again is answered as the first time, and a flood is held back', async () => {
    const batchId = randomUUID();
    const bytes = typist.type('once');
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push(await typist.send(bytes, batchId));
    for (const answer of answers) expect(answer).toMatchObject({ outcome: 'accepted', seq: 3 });
    expect(await logged()).toHaveLength(3);
    const head = batchesPerMinutePerSharedDocumentMax - 1;
    await database.sql`
      insert into document_update (document_id, seq, batch_id, author_id, received_at, bytes)
      select ${documentId}, n, gen_random_uuid(), ${live.candidate.sessionId}, now(), ${Buffer.from([0, 0])}
      from generate_series(4, ${head}::int) as n`;
    await database.sql`update document set head = ${head} where id = ${documentId}`;
    expect(await codeOf(typist.write('the last of a minute'))).toBe('accepted');
    const held = typist.type(' and one more');
    expect(await codeOf(typist.send(held))).toBe('too-many');
    await database.sql`
      update document_update set received_at = now() - interval '61 seconds' where document_id = ${documentId} and seq = 1`;
    expect(await codeOf(typist.send(held))).toBe('accepted');
  });
});
