/**
 * `live.rooms.*`: rooms with three people each who all type, one batch each every 300 ms, against built web processes.
 * Every person has a stream, and the three of a room are spread over the processes. After each load every acknowledged
 * batch is looked for in the log, and every person's document must have become the log's.
 */
import type { DatabaseHandle } from '../db/client.ts';
import { answerText } from '../domain/edit-log/answer-layout.ts';
import type { WebProcesses } from '../e2e/fixtures/web-processes.ts';
import { readDocumentState } from '../server/edit-log/read-document-state.ts';
import { cpuTimeOf } from './cpu-time.ts';
import { countLost } from './edit-load.ts';
import { type BenchRoom, makeRoom } from './live-room.ts';
import { RoomWriter } from './live-writer.ts';
import { quantile, type Report } from './report-row.ts';

const everyMs = 300;
const few = { rooms: 4, seconds: 30 };
const many = { rooms: 40, seconds: 60 };
const aim = { rooms: 100, seconds: 30 };
const warmUpSeconds = 15;

export interface RoomsBench {
  handle: DatabaseHandle;
  postgresPid: number;
  web: WebProcesses;
  authSecret: string;
}

export async function measureRooms(bench: RoomsBench, report: Report): Promise<void> {
  const rooms: BenchRoom[] = [];
  for (let n = 0; n < aim.rooms; n += 1) rooms.push(await makeRoom(bench.handle, bench.authSecret));
  const load = (size: { rooms: number; seconds: number }) =>
    measureLoad(bench, rooms.slice(0, size.rooms), size.seconds);
  const warm = await load({ ...many, seconds: warmUpSeconds });
  const atFew = await load(few);
  const atMany = await load(many);
  const name = 'live.rooms';
  report({
    name: `${name}.ack.p99`,
    value: quantile(atMany.tookMs, 0.99),
    unit: 'ms',
    goal: 'under 250 ms',
  });
  report({ name: `${name}.ack.p50`, value: quantile(atMany.tookMs, 0.5), unit: 'ms', goal: '' });
  report({ name: `${name}.rate`, value: atMany.tookMs.length / many.seconds, unit: '1/s', goal: '' });
  const costs = [atFew, atMany].map(({ cpuMs, tookMs }) => (cpuMs === null ? null : cpuMs / tookMs.length));
  const [costAtFew = null, costAtMany = null] = costs;
  if (costAtFew === null || costAtMany === null) {
    process.stderr.write('  live.rooms.growth is not measured: this system does not tell processor times\n');
  } else {
    report({
      name: `${name}.growth`,
      value: costAtMany / costAtFew,
      unit: '×',
      goal: `at most 1.3 × from ${few.rooms} rooms to ${many.rooms}`,
    });
    report({ name: `${name}.cost`, value: costAtMany, baseline: costAtFew, unit: 'ms', goal: '' });
  }
  const atAim = await load(aim);
  report({
    name: `${name}.aim.ack.p99`,
    value: quantile(atAim.tookMs, 0.99),
    unit: 'ms',
    goal: `under 250 ms with ${aim.rooms} rooms, one day`,
  });
  report({ name: `${name}.aim.rate`, value: atAim.tookMs.length / aim.seconds, unit: '1/s', goal: '' });
  const lost = [warm, atFew, atMany, atAim].reduce((sum, one) => sum + one.lost, 0);
  report({ name: `${name}.ack.lost`, value: lost, unit: 'count', goal: '0' });
}

interface Load {
  tookMs: number[];
  /** Processor time of the web processes and PostgreSQL; null where it cannot be had. */
  cpuMs: number | null;
  /** Acknowledged batches that are not in the log. */
  lost: number;
}

async function measureLoad(
  { handle, postgresPid, web }: RoomsBench,
  rooms: readonly BenchRoom[],
  seconds: number,
): Promise<Load> {
  const processes = web.processes.map((one) => one.url);
  const writers = rooms.flatMap((room) =>
    [room.candidate, room.lead, room.scorer].map(
      (member, n) => new RoomWriter(room, member, processes[n % processes.length] ?? '', web.baseUrl),
    ),
  );
  try {
    await Promise.all(writers.map((writer) => writer.join()));
    const watched = [postgresPid, ...web.processes.map((one) => one.pid)];
    const before = cpuTimeOf(watched);
    const until = performance.now() + seconds * 1_000;
    await Promise.all(
      writers.map((writer, n) => writer.typeUntil(until, everyMs, (n / writers.length) * everyMs)),
    );
    const heads = new Map<string, number>();
    for (const { documentId, acknowledged } of writers) {
      const last = Math.max(heads.get(documentId) ?? 0, ...acknowledged.map(({ seq }) => seq));
      heads.set(documentId, last);
    }
    await Promise.all(writers.map((writer) => writer.hears(heads.get(writer.documentId) ?? 0)));
    const after = cpuTimeOf(watched);
    for (const room of rooms) await compare(handle, room, writers);
    return {
      tookMs: writers.flatMap((writer) => writer.tookMs),
      cpuMs: before === null || after === null ? null : after - before,
      lost: await countLost(handle, writers),
    };
  } finally {
    for (const writer of writers) writer.leave();
  }
}

async function compare(
  handle: DatabaseHandle,
  room: BenchRoom,
  writers: readonly RoomWriter[],
): Promise<void> {
  const log = answerText(await readDocumentState(handle.db, room.notesId)).toString();
  const differs = writers.some((writer) => writer.documentId === room.notesId && writer.text !== log);
  if (differs) throw new Error('somebody in a room reads another text than the log holds');
}
