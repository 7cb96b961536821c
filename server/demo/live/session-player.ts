import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { listCandidateSessions } from '../../../db/queries/candidate-sessions.ts';
import { moveIntoPast, readClock } from '../../../db/queries/demo-live.ts';
import { listLiveDocuments } from '../../../db/queries/live-sessions.ts';
import { answerText } from '../../../domain/edit-log/answer-layout.ts';
import { acceptInvitation } from '../../attempt/entry/accept-invitation.ts';
import { database } from '../../database.ts';
import { appendUpdates } from '../../edit-log/append-updates.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';

const minuteMs = 60_000;
type Someone = CandidatePrincipal | StaffPrincipal;
export type RoomDocument = 'live-code' | 'live-drawing' | 'live-chat' | 'live-answer' | 'answer';

/**
 * Plays a session of the past through the use cases that a real one goes through, one step after another, and puts each
 * step where the story has it. Minutes count from the admission.
 */
export class SessionPlayer {
  readonly attemptId: string;
  readonly admittedAt: Date;

  constructor(attemptId: string, admittedAt: Date) {
    this.attemptId = attemptId;
    this.admittedAt = admittedAt;
  }

  /** Does something as if it were that minute. */
  async at<T>(minute: number, work: () => Promise<T>): Promise<T> {
    const { db } = database();
    const since = await readClock(db);
    const done = await work();
    await moveIntoPast(
      db,
      this.attemptId,
      since,
      new Date(this.admittedAt.getTime() + Math.round(minute * minuteMs)),
    );
    return done;
  }

  async accept(url: string): Promise<CandidatePrincipal> {
    const token = new URL(url).pathname.split('/').at(-1) ?? '';
    await acceptInvitation({ token, timeZone: 'Europe/Amsterdam', userAgent: 'demo', current: null });
    const session = (await listCandidateSessions(database().db, this.attemptId)).at(-1);
    if (!session) throw new Error('the candidate has no session');
    return { kind: 'candidate', attemptId: this.attemptId, sessionId: session.id };
  }

  async documentId(purpose: RoomDocument, itemNumber = 0): Promise<string> {
    const found = (await listLiveDocuments(database().db, this.attemptId)).find(
      (one) => one.purpose === purpose && one.itemNumber === itemNumber,
    );
    if (!found) throw new Error(`the session has no ${purpose} ${itemNumber}`);
    return found.id;
  }

  /** Where words stand in the notes, as a browser says it. */
  async placeOf(documentId: string, words: string): Promise<{ start: string; end: string }> {
    const text = answerText(await readDocumentState(database().db, documentId));
    const index = text.toString().indexOf(words);
    if (index < 0) throw new Error(`the demo's notes do not say "${words}"`);
    const place = (at: number) =>
      Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, at))).toString(
        'base64',
      );
    return { start: place(index), end: place(index + words.length) };
  }

  /** One change of a document, as that person's browser would send it. */
  async write(who: Someone, documentId: string, change: (doc: Y.Doc) => void): Promise<void> {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(await readDocumentState(database().db, documentId)));
    const before = Y.encodeStateVector(doc);
    change(doc);
    const answer = await appendUpdates(who, {
      documentId,
      batchId: randomUUID(),
      bytes: Y.encodeStateAsUpdate(doc, before),
      requestId: randomUUID(),
    });
    if (answer.outcome !== 'accepted') throw new Error(`the demo's edit was ${answer.outcome}`);
  }

  /** Types a text at the end of another, some words at a time, evenly from one minute to another. */
  async type(
    who: Someone,
    documentId: string,
    textOf: (doc: Y.Doc) => Y.Text,
    text: string,
    minutes: { from: number; to: number },
  ): Promise<void> {
    const parts = text.match(/(?:\s*\S+\s*){1,4}/gu) ?? [];
    for (const [index, part] of parts.entries()) {
      const minute = minutes.from + ((minutes.to - minutes.from) * (index + 1)) / parts.length;
      await this.at(minute, () =>
        this.write(who, documentId, (doc) => textOf(doc).insert(textOf(doc).length, part)),
      );
    }
  }
}
