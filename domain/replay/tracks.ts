/** What a live room writes beside the notes of its items, each with the number under which a replay plays it: no item has it. */
export const roomTracks = [
  { key: 'code', number: 0, purpose: 'live-code', title: 'Shared code' },
  { key: 'drawing', number: -1, purpose: 'live-drawing', title: 'Drawing' },
  { key: 'chat', number: -2, purpose: 'live-chat', title: 'Chat' },
] as const;

export type RoomTrackKey = (typeof roomTracks)[number]['key'];

/** Runs and pins of the shared code stand under this number. */
export const codeTrackNumber = 0;
export const trackNumberMin = -2;

export function findRoomTrack(number: number): (typeof roomTracks)[number] | null {
  return roomTracks.find((track) => track.number === number) ?? null;
}
