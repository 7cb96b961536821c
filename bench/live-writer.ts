/** One person in a room, as their page is to the server: a document, a stream, and one batch on its way at a time. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import * as Y from 'yjs';
import { answerText } from '../domain/edit-log/answer-layout.ts';
import { batchIdOf, decodeLogSlice } from '../domain/edit-log/wire.ts';
import { type Acknowledged, pause, postBatch, readSeq } from './edit-load.ts';
import type { BenchRoom, RoomMember } from './live-room.ts';

const heardWithinMs = 30_000;
const goOnWithinMs = 30_000;
const retryAfterMs = 200;

export class RoomWriter {
  readonly doc = new Y.Doc();
  readonly documentId: string;
  readonly acknowledged: Acknowledged[] = [];
  readonly tookMs: number[] = [];
  readonly #attemptId: string;
  readonly #member: RoomMember;
  readonly #processUrl: string;
  readonly #origin: string;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  readonly #tabId = randomUUID().slice(0, 8);
  readonly #abort = new AbortController();
  #heard = 0;
  #onHeard: () => void = () => {};

  /** `processUrl` is the web process that serves this page, `origin` the address that the page was opened under. */
  constructor(room: BenchRoom, member: RoomMember, processUrl: string, origin: string) {
    this.documentId = room.notesId;
    this.#attemptId = room.attemptId;
    this.#member = member;
    this.#processUrl = processUrl;
    this.#origin = origin;
  }

  get text(): string {
    return answerText(this.doc).toString();
  }

  /** Resolves when the stream tells everything from now on and the document holds everything from before. */
  async join(): Promise<void> {
    await this.#listen();
    const response = await fetch(this.#url(`/api/documents/${this.documentId}`), {
      headers: { cookie: this.#cookie() },
    });
    if (!response.ok) throw new Error(`a document was not opened: ${response.status}`);
    const { head, updates } = decodeLogSlice(new Uint8Array(await response.arrayBuffer()));
    this.doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.doc, update);
    });
    this.#heardThrough(head);
  }

  leave(): void {
    this.#abort.abort();
    this.#agent.destroy();
  }

  /** Types a few keys every so often, the next batch at its time or when the last was acknowledged. */
  async typeUntil(until: number, everyMs: number, offsetMs: number): Promise<void> {
    await pause(offsetMs);
    for (let due = performance.now(); performance.now() < until; due += everyMs) {
      await pause(due - performance.now());
      const before = Y.encodeStateVector(this.doc);
      const text = answerText(this.doc);
      text.insert(text.length, 'a few keys '.slice(0, 2 + (this.acknowledged.length % 5)));
      await this.#send(Y.encodeStateAsUpdate(this.doc, before), until);
      due = Math.max(due, performance.now() - everyMs);
    }
  }

  /** Settles when the stream has told everything up to `seq`. */
  async hears(seq: number): Promise<void> {
    if (this.#heard >= seq) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`a stream told up to ${this.#heard} of ${seq}`)),
        heardWithinMs,
      );
      this.#onHeard = () => {
        if (this.#heard < seq) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #send(body: Uint8Array, until: number): Promise<void> {
    const batchId = batchIdOf(this.#tabId, randomUUID());
    const url = new URL(this.#url(`/api/documents/${this.documentId}/updates?batch=${batchId}`));
    const began = performance.now();
    for (;;) {
      const sent = { agent: this.#agent, cookie: this.#cookie(), origin: this.#origin, body };
      const answer = await postBatch(url, sent).catch((error: unknown) => ({
        status: 0,
        body: String(error),
      }));
      const seq = answer.status === 200 ? readSeq(answer.body) : null;
      if (seq !== null) {
        this.tookMs.push(performance.now() - began);
        this.acknowledged.push({ batchId, seq });
        return;
      }
      process.stderr.write(`sent again: ${answer.status} ${answer.body.slice(0, 200)}\n`);
      if (performance.now() > until + goOnWithinMs) throw new Error('a batch was never acknowledged');
      await pause(retryAfterMs);
    }
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = http.get(
        this.#url(`/api/events?tab=${this.#tabId}`),
        { agent: false, headers: { cookie: this.#cookie() }, signal: this.#abort.signal },
        (response) => {
          if (response.statusCode !== 200) reject(new Error(`a stream answered ${response.statusCode}`));
          let rest = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            const events = (rest + chunk).split('\n\n');
            rest = events.pop() ?? '';
            for (const event of events) if (this.#take(event) === 'ready') resolve();
          });
          // Leaving aborts the request, which ends its stream with an error.
          response.on('error', () => {});
        },
      );
      request.on('error', reject);
    });
  }

  #take(event: string): string {
    const [, name = '', data = '{}'] = /event: (\w+)\ndata: (.*)$/su.exec(event) ?? [];
    if (name !== 'update') return name;
    const { d, s, u }: { d: string; s: number; u?: string } = JSON.parse(data);
    if (d !== this.documentId) return name;
    if (u !== undefined) Y.applyUpdate(this.doc, Buffer.from(u, 'base64'));
    this.#heardThrough(s);
    return name;
  }

  #heardThrough(seq: number): void {
    this.#heard = Math.max(this.#heard, seq);
    this.#onHeard();
  }

  #url(path: string): string {
    if (this.#member.side === 'candidate') return `${this.#processUrl}${path}`;
    return `${this.#processUrl}${path}${path.includes('?') ? '&' : '?'}as=staff&attempt=${this.#attemptId}`;
  }

  #cookie(): string {
    return `${this.#member.cookie.name}=${this.#member.cookie.value}`;
  }
}
