/**
 * Guarantee: a room is served by any number of web processes. What an interviewer writes, reveals or points at through
 * one process reaches a candidate whose stream is held by another, in order and once; and when that process is killed, a
 * stream of a third goes on from the log with nothing missing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import { appendUpdates } from '../edit-log/append-updates.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from '../test-use-cases.ts';
import { actInRoom } from './act-in-room.ts';
import { type LiveFixture, startLive } from './live-fixture.ts';
import { passPresence } from './pass-presence.ts';
import { readRoomForCandidate } from './read-room-for-candidate.ts';

interface Heard {
  name: string;
  data: { d?: string; s?: number; u?: string; who?: string };
}

const words = 40;
const children: ChildProcess[] = [];
let database: UseCaseDatabase;
beforeAll(async () => {
  database = await openUseCaseDatabase();
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.drop();
});

function webProcess(live: LiveFixture): { child: ChildProcess; heard: Heard[] } {
  const child = spawn(
    process.execPath,
    [
      path.join(import.meta.dirname, 'room-process.ts'),
      database.url,
      live.attemptId,
      live.candidate.sessionId,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  const heard: Heard[] = [];
  if (!child.stdout) throw new Error('the process has no output');
  createInterface({ input: child.stdout }).on('line', (line) => heard.push(JSON.parse(line)));
  return { child, heard };
}

const ready = (heard: readonly Heard[]) =>
  expect.poll(() => heard.some((event) => event.name === 'ready'), { timeout: 30_000 }).toBe(true);
const numbers = (heard: readonly Heard[]) =>
  heard.flatMap((event) => (event.name === 'update' ? [event.data.s ?? 0] : []));

test('what is done through one process is heard through another, also after one is killed', async () => {
  const live = await startLive(database);
  const notes = (await readRoomForCandidate(live.candidate)).items[0]?.documentId ?? '';
  const doc = new Y.Doc();
  const write = async (text: string) => {
    const before = Y.encodeStateVector(doc);
    answerText(doc).insert(answerText(doc).length, text);
    const bytes = Y.encodeStateAsUpdate(doc, before);
    await appendUpdates(live.lead, { documentId: notes, batchId: randomUUID(), bytes, requestId: 'test' });
  };

  const first = webProcess(live);
  await ready(first.heard);
  for (let n = 0; n < words; n += 1) await write(`${n} `);
  await passPresence(live.lead, live.attemptId, { documentId: notes, path: '', anchor: null, head: null });
  await actInRoom(live.lead, live.attemptId, { kind: 'start-focus', minutes: 2 });
  await expect.poll(() => first.heard.map((event) => event.name), { timeout: 30_000 }).toContain('live');
  await expect
    .poll(() => first.heard.find((event) => event.name === 'presence')?.data.who, { timeout: 30_000 })
    .toBe(live.lead.id);
  const all = Array.from({ length: words }, (_, n) => n + 1);
  await expect.poll(() => numbers(first.heard), { timeout: 30_000 }).toEqual(all);
  const read = new Y.Doc();
  for (const { name, data } of first.heard) {
    if (name === 'update') Y.applyUpdate(read, Buffer.from(data.u ?? '', 'base64'));
  }
  expect(answerText(read).toString()).toBe(answerText(doc).toString());

  first.child.kill('SIGKILL');
  await write('while nobody listens ');
  const second = webProcess(live);
  await ready(second.heard);
  await write('and after');
  await expect.poll(() => numbers(second.heard), { timeout: 30_000 }).toEqual([words + 2]);
  // What a page opens beside its stream holds the edit that nobody heard.
  const text = answerText(await readDocumentState(database.db, notes)).toString();
  expect(text).toBe(answerText(doc).toString());
  expect(text.endsWith('while nobody listens and after')).toBe(true);
}, 240_000);
