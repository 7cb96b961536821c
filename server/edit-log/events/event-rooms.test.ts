/**
 * Guarantee: rooms deliver from the log whatever notifications do: lost, doubled, early, or while reading fails. A slow
 * reader costs itself its stream, never memory or others their updates.
 */
import { expect, test, vi } from 'vitest';
import type { StreamedUpdate } from '../../../db/queries/documents.ts';
import { cursorKey } from '../../../domain/edit-log/wire.ts';
import { streamReadSpacingMs } from '../limits.ts';
import { EventRooms, type RoomSources } from './event-rooms.ts';
import { EventStream, type StreamOwner } from './event-stream.ts';

const attemptId = '00000000-0000-4000-8000-000000000001';
const documentA = 'aaaaaaaa-0000-4000-8000-000000000000';
const documentB = 'bbbbbbbb-0000-4000-8000-000000000000';
const staffDocument = 'cccccccc-0000-4000-8000-000000000000';

/** A log in memory. */
class Log implements RoomSources {
  readonly rows: StreamedUpdate[] = [];
  readonly purposes = new Map([
    [documentA, 'answer'],
    [documentB, 'answer'],
    [staffDocument, 'interviewers'],
  ]);
  readonly warnings: string[] = [];
  failNext = false;
  reads = 0;

  append(documentId: string, text = 'x'): string {
    const seq = this.headOf(documentId) + 1;
    this.rows.push({
      documentId,
      seq,
      batchId: `12345678-${seq}`,
      authorId: 'author',
      bytes: Buffer.from(text),
    });
    return `u ${attemptId} ${documentId} ${seq}`;
  }
  headOf(documentId: string): number {
    return this.rows.filter((row) => row.documentId === documentId).length;
  }
  async listHeads(attemptIds: string[]) {
    if (!attemptIds.includes(attemptId)) return [];
    return [...this.purposes].map(([id, purpose]) => ({ id, attemptId, purpose, head: this.headOf(id) }));
  }
  async listUpdatesOfMany(after: ReadonlyMap<string, number>, limit: number) {
    this.reads += 1;
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the database is away');
    }
    return this.rows
      .filter((row) => row.seq > (after.get(row.documentId) ?? Number.POSITIVE_INFINITY))
      .slice(0, limit);
  }
  async reviewAccess(streams: readonly EventStream[]) {
    return new Map(streams.map((stream) => [stream, 'go-on' as const]));
  }
  warn(_: unknown, message: string) {
    this.warnings.push(message);
  }
}

const owner: StreamOwner = {
  principal: { kind: 'candidate', attemptId, sessionId: 'session' },
  attemptId,
  relation: { ownAttempt: true },
  status: 'running',
  epoch: null,
  tabId: '',
};

function reader(stream: EventStream) {
  const seen: string[] = [];
  const done = (async () => {
    for await (const chunk of stream.body) seen.push(Buffer.from(chunk).toString());
  })();
  const numbers = () =>
    seen
      .join('')
      .split('\n\n')
      .flatMap((part) => /"d":"(.)[^"]*","s":(\d+)/.exec(part)?.slice(1).join('') ?? []);
  return { seen, numbers, done };
}

function room() {
  const log = new Log();
  const rooms = new EventRooms(log);
  const join = (cursor = new Map<string, number>()) => {
    const stream = new EventStream(owner, (closed) => rooms.leave(closed));
    const read = reader(stream);
    return { stream, ...read, joined: rooms.join(stream, cursor) };
  };
  return { log, rooms, join };
}

test('lost, doubled and early notifications change nothing', async () => {
  const { log, rooms, join } = room();
  const one = join();
  await one.joined;
  const first = log.append(documentA);
  log.append(documentA); // its notification is lost
  await Promise.all([rooms.notified(first), rooms.notified(first), rooms.notified(first)]);
  await rooms.notified(`u ${attemptId} ${documentB} 1`); // early: the row is not readable yet
  log.append(documentB);
  await rooms.sweep();
  await expect.poll(one.numbers).toEqual(['a1', 'a2', 'b1']);
});

test('each stream goes on from its own cursor; one reading serves all', async () => {
  const { log, rooms, join } = room();
  for (let i = 0; i < 5; i += 1) log.append(documentA);
  const behind = join(new Map([[cursorKey(documentA), 2]]));
  const present = join();
  await Promise.all([behind.joined, present.joined]);
  const before = log.reads;
  await rooms.notified(log.append(documentA));
  expect(log.reads).toBe(before + 1);
  await expect.poll(behind.numbers).toEqual(['a3', 'a4', 'a5', 'a6']);
  await expect.poll(present.numbers).toEqual(['a6']);
});

test('a notice after a pause is read at once; those that follow closely are read together', async () => {
  vi.useFakeTimers();
  try {
    const { log, rooms, join } = room();
    const one = join();
    await one.joined;
    await vi.advanceTimersByTimeAsync(1_000);
    await rooms.notified(log.append(documentA));
    expect(log.reads).toBe(1);
    for (let n = 0; n < streamReadSpacingMs - 1; n += 1) {
      void rooms.notified(log.append(documentA));
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(log.reads).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(log.reads).toBe(2);
    expect(one.numbers()).toEqual(Array.from({ length: streamReadSpacingMs }, (_, n) => `a${n + 1}`));
  } finally {
    vi.useRealTimers();
  }
});

test('documents of a purpose that the principal may not read are not delivered, new ones that may are', async () => {
  const { log, rooms, join } = room();
  log.purposes.delete(documentB);
  const one = join(new Map([[cursorKey(staffDocument), 0]]));
  await one.joined;
  await rooms.notified(log.append(staffDocument, 'secret'));
  log.purposes.set(documentB, 'answer');
  await rooms.notified(log.append(documentB));
  await rooms.sweep();
  await expect.poll(one.numbers).toEqual(['b1']);
  expect(one.seen.join('')).not.toContain(cursorKey(staffDocument));
});

test('a failed reading is repeated by the next notice or sweep, and said', async () => {
  const { log, rooms, join } = room();
  const one = join();
  await one.joined;
  log.failNext = true;
  await rooms.notified(log.append(documentA));
  expect(log.warnings).toHaveLength(1);
  await rooms.sweep();
  await expect.poll(one.numbers).toEqual(['a1']);
});

test('more rows than one reading takes are delivered in several', async () => {
  const { log, rooms, join } = room();
  const one = join();
  await one.joined;
  let last = '';
  for (let i = 0; i < 4_500; i += 1) last = log.append(documentA, '');
  await rooms.notified(last);
  await expect.poll(() => one.numbers().length).toBe(4_500);
});

test('a reader that does not read loses its stream, not the server its memory; another reads on', async () => {
  const { log, rooms, join } = room();
  const slow = new EventStream(owner, (closed) => rooms.leave(closed));
  await rooms.join(slow, new Map());
  const quick = join();
  await quick.joined;
  for (let i = 0; i < 30; i += 1) await rooms.notified(log.append(documentA, 'x'.repeat(60_000)));
  expect(slow.open).toBe(false);
  expect(quick.stream.open).toBe(true);
  await expect.poll(() => quick.numbers().length).toBe(30);
  expect(rooms.streams).toEqual([quick.stream]);
});

test('a stream that was left is out of its room', async () => {
  const { rooms, join } = room();
  const one = join();
  await one.joined;
  one.stream.abandon();
  await one.done;
  expect(rooms.streams).toEqual([]);
});
