/**
 * `web.edit-ack.p99` and `web.edit-ack.lost`: candidates typing against a running web application, one batch each every
 * 300 ms, measured from the request to the whole answer, which comes after the commit. Afterwards every acknowledged
 * batch is looked for in the log. Runs on real HTTP connections and makes (and removes) its own attempts.
 */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import * as Y from 'yjs';
import { createDatabase, type DatabaseHandle } from '../db/client.ts';
import { answerText } from '../domain/edit-log/answer-layout.ts';
import {
  deleteForm,
  insertForm,
  insertRunningAttempt,
  oneSection,
} from '../server/edit-log/attempt-fixture.ts';
import { ensureDocument } from '../server/edit-log/ensure-document.ts';
import { type Acknowledged, countLost, pause, postBatch, readSeq } from './edit-load.ts';

export interface Measurement {
  name: string;
  value: number;
  unit: 'ms' | 'count' | '1/s';
  goal: number | null;
}

export interface EditAckOptions {
  /** Where the application answers, for example `http://127.0.0.1:4012`. It runs in demo mode. */
  baseUrl: string;
  databaseUrl: string;
  writers?: number;
  everyMs?: number;
  seconds?: number;
}

interface Writer {
  doc: Y.Doc;
  documentId: string;
  token: string;
  acknowledged: Acknowledged[];
  tookMs: number[];
  /** Why batches had to be sent again, and how often. */
  retries: Map<string, number>;
}

export async function measureEditAck(options: EditAckOptions): Promise<Measurement[]> {
  const { writers = 50, everyMs = 300, seconds = 60 } = options;
  const handle = createDatabase(options.databaseUrl, { max: 4 });
  const agent = new http.Agent({ keepAlive: true, maxSockets: writers });
  const formId = await insertForm(handle.sql, oneSection);
  try {
    const all = [];
    for (let i = 0; i < writers; i += 1) all.push(await newWriter(handle, formId));
    const until = performance.now() + seconds * 1000;
    const type = (writer: Writer, index: number) =>
      typeUntil(writer, until, everyMs, (index / writers) * everyMs, (path, body) =>
        postBatch(new URL(path, options.baseUrl), {
          agent,
          cookie: `plumbline-candidate=${writer.token}`,
          origin: options.baseUrl,
          body,
        }),
      );
    await Promise.all(all.map(type));
    const tookMs = all.flatMap((writer) => writer.tookMs).sort((a, b) => a - b);
    const lost = await countLost(handle, all);
    const retries = new Map<string, number>();
    for (const writer of all)
      for (const [why, times] of writer.retries) retries.set(why, (retries.get(why) ?? 0) + times);
    for (const [why, times] of retries) process.stderr.write(`sent again ${times} times: ${why}\n`);
    return [
      { name: 'web.edit-ack.p99', value: round(quantile(tookMs, 0.99)), unit: 'ms', goal: 100 },
      { name: 'web.edit-ack.lost', value: lost, unit: 'count', goal: 0 },
      { name: 'web.edit-ack.p50', value: round(quantile(tookMs, 0.5)), unit: 'ms', goal: null },
      { name: 'web.edit-ack.rate', value: round(tookMs.length / seconds), unit: '1/s', goal: null },
      {
        name: 'web.edit-ack.retries',
        value: [...retries.values()].reduce((sum, times) => sum + times, 0),
        unit: 'count',
        goal: null,
      },
    ];
  } finally {
    agent.destroy();
    await deleteForm(handle.sql, formId);
    await handle.close();
  }
}

async function newWriter(handle: DatabaseHandle, formId: string): Promise<Writer> {
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
  const { token } = attempt;
  return { doc: new Y.Doc(), documentId, token, acknowledged: [], tookMs: [], retries: new Map() };
}

type Post = (path: string, body: Uint8Array) => Promise<{ status: number; body: string }>;

/** One batch in flight, the next one at its time or when the last was acknowledged, as the page does. */
async function typeUntil(
  writer: Writer,
  until: number,
  everyMs: number,
  offsetMs: number,
  send: Post,
): Promise<void> {
  await pause(offsetMs);
  for (let due = performance.now(); performance.now() < until; due += everyMs) {
    await pause(due - performance.now());
    const before = Y.encodeStateVector(writer.doc);
    const text = answerText(writer.doc);
    text.insert(text.length, 'a few keys '.slice(0, 2 + (writer.acknowledged.length % 5)));
    const bytes = Y.encodeStateAsUpdate(writer.doc, before);
    const batchId = randomUUID();
    const began = performance.now();
    for (let seq: number | null = null; seq === null; ) {
      const answer = await send(`/api/documents/${writer.documentId}/updates?batch=${batchId}`, bytes).catch(
        (error: unknown) => ({ status: 0, body: String(error) }),
      );
      seq = answer.status === 200 ? readSeq(answer.body) : null;
      if (seq === null) {
        const why = `${answer.status} ${answer.body.slice(0, 200)}`;
        writer.retries.set(why, (writer.retries.get(why) ?? 0) + 1);
        if (performance.now() > until + 30_000) throw new Error(`not acknowledged: ${why}`);
        await pause(200);
        continue;
      }
      writer.tookMs.push(performance.now() - began);
      writer.acknowledged.push({ batchId, seq });
    }
    due = Math.max(due, performance.now() - everyMs);
  }
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
