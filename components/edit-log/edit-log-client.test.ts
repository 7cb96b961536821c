/**
 * Guarantee: however many tabs are open, one stream serves them all; when the tab that holds it is closed, crashes or
 * freezes, another takes over where it was, and edits of closed tabs are sent from whichever tab is left.
 */
import { beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { answerDocument, answerText } from '../../domain/edit-log/answer-layout.ts';
import { seededRandom } from '../../domain/random.ts';
import type { DocumentTransport } from './document-transport.ts';
import { type AttemptSignal, EditLogClient } from './edit-log-client.ts';
import { leaderSilenceMs, orphanSearchEveryMs, streamRetryMostMs, streamSilenceMs } from './limits.ts';
import { MemoryStore } from './simulation/memory-store.ts';
import { ModelChannels, ModelEventSource, ModelLocks } from './simulation/model-tabs.ts';
import { environmentOf, VirtualTime } from './simulation/virtual-time.ts';

const documentId = 'abcdef01-document';
let time: VirtualTime;
let store: MemoryStore;
let browser: object;
let channels: ModelChannels;
let streams: ModelEventSource[];
let answer: Y.Doc;
let reachable: boolean;
let seq: number;
let late: boolean;
let sends: number;

beforeEach(() => {
  time = new VirtualTime();
  store = new MemoryStore();
  browser = {};
  channels = new ModelChannels();
  streams = [];
  answer = answerDocument();
  reachable = true;
  seq = 0;
  late = false;
  sends = 0;
});

const transport: DocumentTransport = {
  async send(_, __, bytes) {
    if (!reachable) return { outcome: 'unreachable', retryAfterMs: null };
    sends += 1;
    if (late) return { outcome: 'late', characters: 4, undecidedCharacters: 4 };
    Y.applyUpdate(answer, bytes);
    seq += 1;
    return { outcome: 'accepted', seq, remainingMs: 1_000 };
  },
  async open() {
    if (!reachable) return { outcome: 'unreachable', retryAfterMs: null };
    return { outcome: 'opened', slice: { head: seq, updates: [Y.encodeStateAsUpdate(answer)] } };
  },
  sendLast() {},
};

function openTab(name: string, session = 'session') {
  const tab = { alive: true };
  const locks = new ModelLocks(browser);
  const client = new EditLogClient({
    attemptId: 'attempt',
    side: 'candidate',
    sessionHash: session,
    env: environmentOf(time, tab, seededRandom(name), () => true),
    transport,
    store: store.seenBy(tab, (run) => time.after(1, run)),
    locks,
    openChannel: (channel) => channels.open(channel),
    openEventSource: (url) => {
      const source = new ModelEventSource(url);
      streams.push(source);
      return source;
    },
  });
  const signals: AttemptSignal[] = [];
  client.onSignal((signal) => signals.push(signal));
  client.start();
  const crash = () => {
    tab.alive = false;
    for (const source of streams) if (source.url.includes(client.tabId)) source.close();
    locks.die();
  };
  return { client, signals, crash, freeze: () => (tab.alive = false) };
}

const open = () => streams.filter((source) => !source.closed);
const pass = (ms: number) => time.runUntil(time.now + ms);

test('one stream serves all tabs of a session; another session has its own', async () => {
  const tabs = ['one', 'two', 'three'].map((name) => openTab(name));
  await pass(100);
  expect(open()).toHaveLength(1);
  open()[0]?.say('clock', { kind: 'granted' });
  for (const tab of tabs) expect(tab.signals).toEqual([{ kind: 'notice', notice: 'granted' }]);
  const other = openTab('four', 'other session');
  await pass(100);
  expect(open()).toHaveLength(2);
  open()[0]?.say('clock', { kind: 'section' });
  expect(other.signals).toEqual([]);
});

test('when the leading tab is closed or crashes, the next goes on from the last cursor', async () => {
  const first = openTab('one');
  const second = openTab('two');
  const third = openTab('three');
  await pass(100);
  open()[0]?.say('ping', {}, 'abcdef01.7');
  await first.client.stop();
  await pass(100);
  expect(open().map((source) => source.after)).toEqual(['abcdef01.7']);
  open()[0]?.say('ping', {}, 'abcdef01.9');
  second.crash();
  await pass(100);
  expect(open().map((source) => source.after)).toEqual(['abcdef01.9']);
  open()[0]?.say('clock', { kind: 'message' });
  expect(third.signals).toEqual([{ kind: 'notice', notice: 'message' }]);
});

test('a leader that froze keeps its lock and says nothing: a follower takes over', async () => {
  const first = openTab('one');
  const second = openTab('two');
  await pass(100);
  first.freeze();
  await pass(leaderSilenceMs + 1_000);
  const [latest] = open().slice(-1);
  expect(latest?.url).toContain(second.client.tabId);
  latest?.say('clock', { kind: 'granted' });
  expect(second.signals).toEqual([{ kind: 'notice', notice: 'granted' }]);
});

test('a stream that says nothing for longer than two pings is made anew, one that pings is kept', async () => {
  openTab('one');
  await pass(100);
  for (let i = 0; i < 10; i += 1) {
    open()[0]?.say('ping');
    await pass(15_000);
  }
  expect(streams).toHaveLength(1);
  await pass(streamSilenceMs + streamRetryMostMs);
  expect(streams.length).toBeGreaterThan(1);
  expect(open().length).toBeLessThanOrEqual(1);
});

test('after an error a stream is tried again with growing pauses; an end that is final stops it', async () => {
  const { signals } = openTab('one');
  await pass(100);
  for (let i = 0; i < 8; i += 1) {
    open()[0]?.say('error');
    await pass(streamRetryMostMs);
  }
  expect(streams.length).toBe(9);
  open()[0]?.say('end', { reason: 'attempt-changed' });
  await pass(streamRetryMostMs);
  expect(open()).toHaveLength(1);
  open()[0]?.say('end', { reason: 'signed-out' });
  await pass(600_000);
  expect(open()).toHaveLength(0);
  expect(signals.at(-1)).toEqual({ kind: 'ended', reason: 'signed-out' });
});

test('whoever listens is told that a stream is back, so that what happened without one is asked for', async () => {
  const first = openTab('one');
  const second = openTab('two');
  await pass(100);
  open()[0]?.say('ready');
  open()[0]?.say('end', { reason: 'attempt-changed' });
  await pass(streamRetryMostMs);
  open()[0]?.say('ready');
  for (const { signals } of [first, second]) {
    expect(signals.filter((signal) => signal.kind === 'ready')).toEqual([
      { kind: 'ready', again: false },
      { kind: 'ready', again: true },
    ]);
  }
});

test('what one tab commits is drawn in the others at once, without waiting for the stream', async () => {
  const first = openTab('one').client.document(documentId);
  const second = openTab('two').client.document(documentId);
  await pass(100);
  answerText(first.doc).insert(0, 'hello');
  await pass(200);
  expect(answerText(second.doc).toString()).toBe('hello');
  open()[0]?.say('update', { d: documentId, s: 1, b: 'batch' }, 'abcdef01.1');
  await pass(10_000);
  expect(second.seq).toBe(1);
});

test('an update of another machine reaches every tab through the leader', async () => {
  const tabs = ['one', 'two'].map((name) => openTab(name).client.document(documentId));
  await pass(100);
  const laptop = answerDocument();
  answerText(laptop).insert(0, 'from the laptop');
  const u = Buffer.from(Y.encodeStateAsUpdate(laptop)).toString('base64');
  open()[0]?.say('update', { d: documentId, s: 1, b: 'batch', u }, 'abcdef01.1');
  for (const sync of tabs) expect(answerText(sync.doc).toString()).toBe('from the laptop');
});

test('edits that a crashed tab left are sent by a tab that shows another question', async () => {
  const first = openTab('one');
  const second = openTab('two');
  await pass(100);
  const sync = first.client.document(documentId);
  await pass(100);
  reachable = false;
  answerText(sync.doc).insert(0, 'left behind');
  await pass(2_000);
  first.crash();
  reachable = true;
  await pass(orphanSearchEveryMs * 2);
  expect(answerText(answer).toString()).toBe('left behind');
  expect([...store.chunks]).toEqual([]);
  expect(second.client.document(documentId).state.kind).toBe('saved');
});

test('only a notice that can open a question again makes late edits be sent again', async () => {
  const { client } = openTab('one');
  const sync = client.document(documentId);
  await pass(100);
  late = true;
  answerText(sync.doc).insert(0, 'late');
  await pass(1_000);
  expect(sync.state).toEqual({ kind: 'late', characters: 4 });
  const before = sends;
  open()[0]?.say('clock', { kind: 'message' });
  await pass(2_000);
  expect([sends, sync.state.kind]).toEqual([before, 'late']);
  late = false;
  open()[0]?.say('clock', { kind: 'granted' });
  await pass(2_000);
  expect([answerText(answer).toString(), sync.state.kind]).toEqual(['late', 'saved']);
});

test('flush sends all questions; forgetting clears the storage of the attempt', async () => {
  const { client, signals } = openTab('one');
  const other = openTab('two');
  other.client.document(documentId);
  const documents = [documentId, 'other-document'].map((id) => client.document(id));
  await pass(100);
  for (const sync of documents) answerText(sync.doc).insert(0, 'x');
  const flushed = client.flush(5_000);
  await pass(50);
  expect([...(await flushed).values()].map((state) => state.kind)).toEqual(['saved', 'saved']);
  expect(signals).toContainEqual({ kind: 'remaining', remainingMs: 1_000 });
  await pass(10_000);
  expect(store.states.size).toBeGreaterThan(0);
  const forgotten = client.forget();
  await pass(50);
  await forgotten;
  expect(store.states.size + store.chunks.size).toBe(0);
  // It stays clear, also when pages are used or left afterwards, in every tab.
  const [sync] = documents;
  if (sync) answerText(sync.doc).insert(0, 'after ');
  await pass(10_000);
  await Promise.all([client.stop(), other.client.stop(), pass(1_000)]);
  expect(store.states.size + store.chunks.size).toBe(0);
});

test('a browser without locks or channels still works: each tab has its own stream', async () => {
  const tab = { alive: true };
  const client = new EditLogClient({
    attemptId: 'attempt',
    side: 'candidate',
    sessionHash: 'session',
    env: environmentOf(time, tab, seededRandom('alone'), () => true),
    transport,
    store: store.seenBy(tab, (run) => time.after(1, run)),
    locks: null,
    openChannel: () => null,
    openEventSource: (url) => {
      const source = new ModelEventSource(url);
      streams.push(source);
      return source;
    },
  });
  client.start();
  const sync = client.document(documentId);
  await pass(100);
  answerText(sync.doc).insert(0, 'x');
  await pass(1_000);
  expect(answerText(answer).toString()).toBe('x');
  expect(open()).toHaveLength(1);
});
