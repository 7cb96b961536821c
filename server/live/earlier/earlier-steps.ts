/** For tests: steps with earlier answers in a running session. */
import { createHash, randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../../../db/client.ts';
import { answerFromDocument } from '../../../domain/edit-log/answer-from-document.ts';
import { appendUpdates } from '../../edit-log/append-updates.ts';
import { readDocumentState } from '../../edit-log/read-document-state.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../../session.ts';
import { actInRoom } from '../act-in-room.ts';
import type { LiveFixture } from '../live-fixture.ts';
import { readRoomForCandidate } from '../read-room-for-candidate.ts';
import { type EarlierAttempt, earlierItems } from './earlier-fixture.ts';

/** The item of the session that is open. */
export const talkedItem = 2;
type Handle = Pick<DatabaseHandle, 'db' | 'sql'>;
export type Kind = keyof typeof earlierItems;

export const bring = (
  who: StaffPrincipal | CandidatePrincipal,
  live: LiveFixture,
  of: EarlierAttempt,
  kind: Kind,
  run: number | null,
) =>
  actInRoom(who, live.attemptId, {
    kind: 'bring-answer',
    itemNumber: talkedItem,
    from: { attemptId: of.attemptId, itemNumber: earlierItems[kind] },
    run,
  });

export async function newest(live: LiveFixture) {
  const brought = (await readRoomForCandidate(live.candidate)).brought.at(-1);
  if (!brought) throw new Error('nothing was opened');
  return brought;
}

export const copyOf = async ({ db }: Handle, documentId: string, kind: Kind) =>
  answerFromDocument(await readDocumentState(db, documentId), kind);

export async function edit(
  { db }: Handle,
  who: CandidatePrincipal | StaffPrincipal,
  documentId: string,
  change: (doc: Y.Doc) => void,
): Promise<void> {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(await readDocumentState(db, documentId)));
  const before = Y.encodeStateVector(doc);
  change(doc);
  const bytes = Y.encodeStateAsUpdate(doc, before);
  const answer = await appendUpdates(who, { documentId, batchId: randomUUID(), bytes, requestId: 'test' });
  if (answer.outcome !== 'accepted') throw new Error(answer.outcome);
}

/** Everything that is stored of an attempt's answers and runs, as one number. */
export async function fingerprint({ sql }: Handle, attemptId: string): Promise<string> {
  const rows = await sql`
    select d.item_number, d.head, d.bytes_total, u.seq, u.author_id, u.received_at, encode(u.bytes, 'hex') as bytes,
           (select count(*) from document_client c where c.document_id = d.id) as clients,
           (select count(*) from late_update l where l.document_id = d.id) as late
    from document d left join document_update u on u.document_id = d.id
    where d.attempt_id = ${attemptId} order by d.item_number, u.seq`;
  const runs = await sql`select * from run where attempt_id = ${attemptId} order by item_number, number`;
  const attempt = await sql`select * from attempt where id = ${attemptId}`;
  return createHash('sha256')
    .update(JSON.stringify([rows, runs, attempt]))
    .digest('hex');
}
