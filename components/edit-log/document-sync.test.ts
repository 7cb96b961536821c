/**
 * Guarantee: the state that the page shows is what is known, and each answer of the server leads to the step that keeps
 * the text: send again, send the difference, keep it for the next page. Whole lives are in simulation/.
 */
import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerDocument, answerText } from '../../domain/edit-log/answer-layout.ts';
import { seededRandom } from '../../domain/random.ts';
import { DocumentSync } from './document-sync.ts';
import type { DocumentTransport, OpenAnswer, SendAnswer } from './document-transport.ts';
import { persistDelayMs, spacingAloneMs } from './limits.ts';
import { MemoryStore } from './simulation/memory-store.ts';
import { environmentOf, VirtualTime } from './simulation/virtual-time.ts';

type Sent = { batchId: string; bytes: Uint8Array; last: boolean };

/** A server whose next answers are given by the test; otherwise it takes everything. */
class ScriptedServer implements DocumentTransport {
  readonly doc = answerDocument();
  readonly sent: Sent[] = [];
  answers: (SendAnswer | 'silence')[] = [];
  openAnswers: OpenAnswer[] = [];
  opened = 0;
  seq = 0;

  async send(_: string, batchId: string, bytes: Uint8Array): Promise<SendAnswer> {
    this.sent.push({ batchId, bytes, last: false });
    const next = this.answers.shift();
    if (next === 'silence') return new Promise(() => {});
    if (next) return next;
    return this.take(bytes);
  }
  async open(): Promise<OpenAnswer> {
    this.opened += 1;
    const next = this.openAnswers.shift();
    return (
      next ?? { outcome: 'opened', slice: { head: this.seq, updates: [Y.encodeStateAsUpdate(this.doc)] } }
    );
  }
  sendLast(_: string, batchId: string, bytes: Uint8Array): void {
    this.sent.push({ batchId, bytes, last: true });
  }
  take(bytes: Uint8Array): SendAnswer {
    Y.applyUpdate(this.doc, bytes);
    this.seq += 1;
    return { outcome: 'accepted', seq: this.seq, remainingMs: 60_000 };
  }
  get text(): string {
    return answerText(this.doc).toString();
  }
}

let time: VirtualTime;
let server: ScriptedServer;
let store: MemoryStore;
let tabs: { id: string; alive: boolean }[];

beforeEach(() => {
  time = new VirtualTime();
  server = new ScriptedServer();
  store = new MemoryStore();
  tabs = [];
});

function openTab(id: string): {
  sync: DocumentSync;
  tab: { id: string; alive: boolean };
  remaining: (number | null)[];
} {
  const tab = { id, alive: true };
  tabs.push(tab);
  const remaining: (number | null)[] = [];
  const sync = new DocumentSync({
    documentId: 'document',
    attemptId: 'attempt',
    tabId: id,
    env: environmentOf(time, tab, seededRandom(id), () => true),
    transport: server,
    store: store.seenBy(tab, (run) => time.after(1, run)),
    spacingMs: () => spacingAloneMs,
    isTabAlive: async (other) => tabs.some((candidate) => candidate.alive && candidate.id === other),
    onRemaining: (remainingMs) => remaining.push(remainingMs),
  });
  void sync.start();
  return { sync, tab, remaining };
}

const type = (sync: DocumentSync, text: string) =>
  answerText(sync.doc).insert(answerText(sync.doc).length, text);
const pass = (ms: number) => time.runUntil(time.now + ms);
const textOf = (sync: DocumentSync) => answerText(sync.doc).toString();

test('loading until the server has been read, then saved; typing is saving until it is committed', async () => {
  const { sync, remaining } = openTab('aaaaaaaa');
  expect(sync.state).toEqual({ kind: 'loading' });
  expect(sync.ready).toBe(false);
  await pass(10);
  expect(sync.state).toEqual({ kind: 'saved', at: null });
  expect(sync.ready).toBe(true);
  server.answers = ['silence'];
  type(sync, 'a');
  await pass(200);
  expect(sync.state).toEqual({ kind: 'saving' });
  sync.receive({ seq: 1, batchId: server.sent[0]?.batchId ?? '', bytes: null });
  expect(sync.state).toEqual({ kind: 'saved', at: time.now });
  expect(remaining).toEqual([]);
});

test('one batch is on its way at a time, at the spacing, and carries everything typed meanwhile', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  for (let i = 0; i < 20; i += 1) {
    type(sync, 'k');
    await pass(50);
  }
  await pass(1_000);
  expect(server.text).toBe('k'.repeat(20));
  expect(server.sent.length).toBeLessThanOrEqual(1_000 / spacingAloneMs + 2);
  expect(new Set(server.sent.map((batch) => batch.batchId)).size).toBe(server.sent.length);
});

test('the first key after a pause goes at once, with all of its own changes; the keys after it go together', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  type(sync, '(');
  type(sync, ')');
  await pass(1);
  expect(server.text).toBe('()');
  for (const key of 'abc') {
    type(sync, key);
    await pass(50);
  }
  expect(server.sent).toHaveLength(1);
  await pass(spacingAloneMs);
  expect(server.text).toBe('()abc');
  expect(server.sent).toHaveLength(2);
});

test('a batch whose fate is unknown is sent again unchanged under the same id, with growing pauses', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  const unreachable = { outcome: 'unreachable', retryAfterMs: null } as const;
  server.answers = [unreachable, unreachable, unreachable];
  type(sync, 'first ');
  await pass(100);
  expect(sync.state).toEqual({ kind: 'offline', since: time.now - 100 });
  type(sync, 'second');
  await pass(5_000);
  const [first, ...again] = server.sent;
  expect(again.slice(0, 3).map((batch) => batch.batchId)).toEqual(Array(3).fill(first?.batchId));
  for (const batch of again.slice(0, 3)) expect(batch.bytes).toEqual(first?.bytes);
  expect(server.text).toBe('first second');
  expect(sync.state.kind).toBe('saved');
});

test('a busy server is waited for as long as it says, and is not called offline', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  server.answers = [{ outcome: 'unreachable', retryAfterMs: 30_000 }];
  type(sync, 'x');
  await pass(29_000);
  expect(server.sent).toHaveLength(1);
  expect(sync.state).toEqual({ kind: 'saving' });
  await pass(2_000);
  expect(server.text).toBe('x');
});

test('what the server lacks is found by comparing, and sent as one difference', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  type(sync, 'lost by the server ');
  await pass(1_000);
  const fresh = new ScriptedServer();
  fresh.answers = [{ outcome: 'resync' }];
  Object.assign(server, { doc: fresh.doc, answers: fresh.answers, seq: 0 });
  type(sync, 'and more');
  await pass(1_000);
  expect(server.text).toBe('lost by the server and more');
  expect(sync.state.kind).toBe('saved');
});

test('differences that do not help end in a state that says so instead of going round for ever', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  server.answers = Array(50).fill({ outcome: 'resync' });
  type(sync, 'x');
  await pass(600_000);
  expect(sync.state).toEqual({ kind: 'closed', reason: 'refused' });
  expect(server.sent.length).toBeLessThan(10);
});

test('too large is cured by shortening: the difference is made anew', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  server.answers = [{ outcome: 'closed', reason: 'too-large' }];
  type(sync, 'far too long');
  await pass(1_000);
  expect(sync.state).toEqual({ kind: 'closed', reason: 'too-large' });
  answerText(sync.doc).delete(3, 9);
  await pass(1_000);
  expect(sync.state.kind).toBe('saved');
  expect(server.text).toBe('far');
});

test('what was refused is kept and written again, once, by the next page, under its own client id', async () => {
  const first = openTab('aaaaaaaa');
  await pass(10);
  type(first.sync, 'accepted ');
  await pass(1_000);
  server.answers = [{ outcome: 'closed', reason: 'refused' }];
  type(first.sync, 'refused ');
  await pass(1_000);
  type(first.sync, 'typed after');
  await pass(2_000);
  first.tab.alive = false;
  server.sent.length = 0;
  const second = openTab('bbbbbbbb');
  await pass(3_000);
  expect(server.text).toBe('accepted refused typed after');
  expect(textOf(second.sync)).toBe(server.text);
  const clients = server.sent.flatMap((batch) =>
    Y.decodeUpdate(batch.bytes).structs.map((one) => one.id.client),
  );
  expect(new Set(clients)).toEqual(new Set([second.sync.doc.clientID]));
  expect([...store.chunks]).toEqual([]);
  second.tab.alive = false;
  const third = openTab('cccccccc');
  await pass(3_000);
  expect(textOf(third.sync)).toBe('accepted refused typed after');
});

test('late edits are out of the way, counted, and not shown as the answer after a reload', async () => {
  const { sync, tab } = openTab('aaaaaaaa');
  await pass(10);
  type(sync, 'in time ');
  await pass(6_000);
  server.answers = [
    { outcome: 'late', characters: 4, undecidedCharacters: 4 },
    { outcome: 'late', characters: 5, undecidedCharacters: 9 },
  ];
  type(sync, 'late');
  await pass(1_000);
  type(sync, 'later');
  await pass(2_000);
  expect(sync.state).toEqual({ kind: 'late', characters: 9 });
  expect([...store.chunks]).toEqual([]);
  tab.alive = false;
  const again = openTab('bbbbbbbb');
  await pass(2_000);
  expect(textOf(again.sync)).toBe('in time ');
  expect(server.sent).toHaveLength(3);
});

test('a grant makes a late page compare and go on', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  server.answers = [{ outcome: 'late', characters: 4, undecidedCharacters: 4 }];
  type(sync, 'late');
  await pass(1_000);
  sync.wake('attempt-changed');
  await pass(1_000);
  expect(server.text).toBe('late');
  expect(sync.state.kind).toBe('saved');
});

test('typed text is in the browser’s storage soon, comes back without a network, and is sent on return', async () => {
  const first = openTab('aaaaaaaa');
  await pass(10);
  type(first.sync, 'base ');
  await pass(6_000);
  server.answers = ['silence'];
  type(first.sync, 'unsent');
  await pass(persistDelayMs + 50);
  first.tab.alive = false; // killed: nothing else is written
  server.openAnswers = Array(5).fill({ outcome: 'unreachable', retryAfterMs: null });
  const second = openTab('bbbbbbbb');
  await pass(100);
  expect(second.sync.ready).toBe(true);
  expect(textOf(second.sync)).toBe('base unsent');
  expect(second.sync.state.kind).toBe('offline');
  await pass(60_000);
  expect(server.text).toBe('base unsent');
  expect(server.sent.at(-1)?.batchId.startsWith('aaaaaaaa')).toBe(true);
  expect([...store.chunks]).toEqual([]);
});

test('what another living tab has not sent yet is left to it', async () => {
  const first = openTab('aaaaaaaa');
  await pass(10);
  server.answers = ['silence'];
  type(first.sync, 'mine');
  await pass(2_000);
  const second = openTab('bbbbbbbb');
  await pass(2_000);
  expect([...store.chunks.values()].map((chunk) => chunk.tabId)).toEqual(['aaaaaaaa']);
  expect(second.sync.hasUnsent).toBe(false);
});

test('a page that closes sends everything in one last message and stores it as well', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  server.answers = ['silence'];
  type(sync, 'on its way ');
  await pass(100);
  type(sync, 'and the rest');
  sync.leave();
  await pass(10);
  const last = server.sent.filter((batch) => batch.last);
  expect(last).toHaveLength(1);
  server.take(last[0]?.bytes ?? new Uint8Array());
  expect(server.text).toBe('on its way and the rest');
  expect(store.chunks.size).toBe(2);
});

test('flush sends at once and resolves when all is committed, or after its time', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  type(sync, 'one ');
  await pass(100);
  type(sync, 'two');
  const flushed = sync.flush(5_000);
  await pass(20);
  expect((await flushed).kind).toBe('saved');
  expect(server.text).toBe('one two');
  server.answers = ['silence'];
  type(sync, ' three');
  const waited = sync.flush(2_000);
  await pass(2_100);
  expect((await waited).kind).toBe('saving');
});

test('an update that another browser made is drawn; a hole is asked for after a moment', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  const other = Object.assign(answerDocument(), { clientID: 7 });
  const updates: Uint8Array[] = [];
  other.on('update', (bytes: Uint8Array) => updates.push(bytes));
  for (const word of ['one ', 'two ', 'three']) answerText(other).insert(answerText(other).length, word);
  for (const bytes of updates) server.take(bytes);
  sync.receive({ seq: 3, batchId: 'x', bytes: updates[2] ?? null });
  expect(textOf(sync)).toBe('');
  const opened = server.opened;
  await pass(5_000);
  expect(textOf(sync)).toBe('one two three');
  expect(server.opened).toBe(opened + 1);
  expect(sync.seq).toBe(3);
});

test('a server that answers with something unreadable does not stop the work', async () => {
  const { sync } = openTab('aaaaaaaa');
  await pass(10);
  const send = server.send.bind(server);
  server.send = async () => {
    server.send = send;
    throw new Error('unreadable');
  };
  type(sync, 'x');
  await pass(5_000);
  expect(server.text).toBe('x');
  expect(sync.state.kind).toBe('saved');
});

test('a page that was drawn with the beginning is written into before the server answers, and sends it then', async () => {
  answerText(server.doc).insert(0, 'starter ');
  server.seq = 1;
  const beginning = Y.encodeStateAsUpdate(server.doc);
  server.openAnswers = Array(3).fill({ outcome: 'unreachable', retryAfterMs: null });
  const { sync } = openTab('aaaaaaaa');
  sync.begin(beginning);
  expect(sync.ready, 'not before storage was read: what is typed would not be kept').toBe(false);
  await pass(10);
  expect(server.opened).toBe(1);
  expect(sync.ready).toBe(true);
  type(sync, 'mine');
  await pass(60_000);
  expect(sync.state.kind).toBe('saved');
  expect(textOf(sync)).toBe('starter mine');
  expect(server.text).toBe('starter mine');
  expect(server.sent.length).toBe(1);
});

test('a beginning that is older than what storage and server have takes nothing back and doubles nothing', async () => {
  answerText(server.doc).insert(0, 'starter ');
  server.seq = 1;
  const beginning = Y.encodeStateAsUpdate(server.doc);
  const first = openTab('aaaaaaaa');
  await pass(10);
  type(first.sync, 'mine');
  await pass(10_000);
  first.sync.leave();
  await pass(10);
  first.tab.alive = false;
  const sent = server.sent.length;
  const second = openTab('bbbbbbbb');
  second.sync.begin(beginning);
  await pass(10_000);
  expect(textOf(second.sync)).toBe('starter mine');
  expect(server.text).toBe('starter mine');
  expect(server.sent.length).toBe(sent);

  // In another browser the old beginning is all there is until the server answers.
  store = new MemoryStore();
  const third = openTab('cccccccc');
  third.sync.begin(beginning);
  await pass(10_000);
  expect(textOf(third.sync)).toBe('starter mine');
  expect(server.sent.length).toBe(sent);
});
