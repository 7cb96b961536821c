import type { Purpose } from '../edit-log/purpose.ts';
import { broughtPerSessionMax } from '../live/limits.ts';

/** What a live room writes beside the notes of its items, each with the number under which a replay plays it: no item has it. */
export const roomTracks = [
  { key: 'code', number: 0, purpose: 'live-code', title: 'Shared code' },
  { key: 'drawing', number: -1, purpose: 'live-drawing', title: 'Drawing' },
  { key: 'chat', number: -2, purpose: 'live-chat', title: 'Chat' },
] as const;

/** `brought` is the copy of an earlier answer; there may be several. */
export type RoomTrackKey = (typeof roomTracks)[number]['key'] | 'brought';

/** Runs and pins of the shared code stand under this number. */
export const codeTrackNumber = 0;
const lastRoomTrack = -2;
/** Copies of earlier answers follow the room's own tracks, in the order in which they were opened. */
export const broughtTrackNumber = (number: number) => lastRoomTrack - number;
export const trackNumberMin = broughtTrackNumber(broughtPerSessionMax);

/** Which document of a session is played under a track's number; null for a number that no track has. */
export function trackDocument(track: number): { purpose: Purpose; itemNumber: number } | null {
  if (track > 0) return { purpose: 'answer', itemNumber: track };
  const room = roomTracks.find((one) => one.number === track);
  if (room) return { purpose: room.purpose, itemNumber: 0 };
  const number = lastRoomTrack - track;
  return number <= broughtPerSessionMax ? { purpose: 'live-answer', itemNumber: number } : null;
}

/** The track in which a document of a session is played. */
export function trackOf(document: { purpose: string; itemNumber: number | null }): number | null {
  const { purpose, itemNumber } = document;
  if (itemNumber === null) return null;
  if (purpose === 'answer') return itemNumber;
  if (purpose === 'live-answer') return broughtTrackNumber(itemNumber);
  return roomTracks.find((one) => one.purpose === purpose)?.number ?? null;
}

/** Where a run or a pin stands, in a few words: items are questions, the room's own tracks are not. */
export function trackWords(track: number): string {
  if (track > 0) return `Q${track}`;
  const room = roomTracks.find((one) => one.number === track);
  return room ? room.title.toLowerCase() : `copy of earlier answer ${lastRoomTrack - track}`;
}
