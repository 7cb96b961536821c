import type { Executor } from '../../db/executor.ts';
import { listUpdateTimes } from '../../db/queries/documents.ts';
import { listLiveDocuments } from '../../db/queries/live-sessions.ts';
import { type RoomTrackKey, roomTracks } from '../../domain/replay/tracks.ts';

export interface RoomTrack {
  key: RoomTrackKey;
  number: number;
  title: string;
  documentId: string;
  /** Position of each edit, the first one's first. */
  edits: number[];
}

/** Code, drawing and chat of a live session with when they were edited; those that nobody touched are left out. */
export async function readRoomTracks(
  tx: Executor,
  attemptId: string,
  at: (instant: Date) => number,
): Promise<RoomTrack[]> {
  const documents = await listLiveDocuments(tx, attemptId);
  const tracks: RoomTrack[] = [];
  for (const { key, number, purpose, title } of roomTracks) {
    const document = documents.find((one) => one.purpose === purpose);
    if (!document) continue;
    const edits = (await listUpdateTimes(tx, document.id)).map((update) => at(update.receivedAt));
    // The first edit of the code is the empty file that the server began it with.
    if (edits.length > (key === 'code' ? 1 : 0))
      tracks.push({ key, number, title, documentId: document.id, edits });
  }
  return tracks;
}
