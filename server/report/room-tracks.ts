import type { Executor } from '../../db/executor.ts';
import { listUpdateTimes } from '../../db/queries/documents.ts';
import { listLiveDocuments, listLiveEvents } from '../../db/queries/live-sessions.ts';
import { viewSession } from '../../domain/live/session.ts';
import { broughtTrackNumber, type RoomTrackKey, roomTracks } from '../../domain/replay/tracks.ts';
import type { PublicQuestion } from '../../question-bank/public-question.ts';
import { broughtInRoom } from '../live/earlier/brought-in-room.ts';

export interface RoomTrack {
  key: RoomTrackKey;
  number: number;
  title: string;
  documentId: string;
  /** Position of each edit, the first one's first. */
  edits: number[];
  /** Of an earlier answer that was opened: its question as the candidate saw it. */
  question: PublicQuestion | null;
}

/**
 * Code, drawing and chat of a live session with when they were edited, and the earlier answers that were opened in it;
 * those of the room's own that nobody touched are left out.
 */
export async function readRoomTracks(
  tx: Executor,
  attemptId: string,
  at: (instant: Date) => number,
): Promise<RoomTrack[]> {
  const documents = await listLiveDocuments(tx, attemptId);
  const editsOf = async (documentId: string) =>
    (await listUpdateTimes(tx, documentId)).map((update) => at(update.receivedAt));
  const tracks: RoomTrack[] = [];
  for (const { key, number, purpose, title } of roomTracks) {
    const document = documents.find((one) => one.purpose === purpose);
    if (!document) continue;
    const edits = await editsOf(document.id);
    // The first edit of the code is the empty file that the server began it with.
    if (edits.length > (key === 'code' ? 1 : 0))
      tracks.push({ key, number, title, documentId: document.id, edits, question: null });
  }
  const view = viewSession(await listLiveEvents(tx, attemptId));
  const brought = await broughtInRoom(tx, { view, attempt: { id: attemptId } }, documents);
  for (const { number, title, documentId, question } of brought) {
    const edits = await editsOf(documentId);
    if (edits.length === 0) continue;
    tracks.push({
      key: 'brought',
      number: broughtTrackNumber(number),
      title: `Earlier: ${title}`,
      documentId,
      edits,
      question,
    });
  }
  return tracks;
}
