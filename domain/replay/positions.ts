/**
 * The time line of a replay. Positions are whole numbers on one axis that begins at 0: of a timed attempt, parts of the
 * person's own allowance (never minutes, so that extra time cannot be read from them); of a live session, milliseconds.
 */
export interface ReplayTrack {
  itemNumber: number;
  /** Position of each edit: that of sequence number 1 first. Never falls. */
  edits: readonly number[];
}

/** How many parts an allowance is cut into: coarser than the beat in which a page saves, which is the same for everybody. */
export const partsPerWhole = 2000;

export function replayPosition(share: number): number {
  return Math.max(0, Math.round(share * partsPerWhole));
}

/** The last edit that had happened at a position; 0 before the first. */
export function seqAt(edits: readonly number[], position: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edits[middle] ?? Number.POSITIVE_INFINITY) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where something happens: edits of all tracks and all marks, each position once, in order. */
export function eventPositions(tracks: readonly ReplayTrack[], marks: readonly number[]): number[] {
  const all = new Set<number>(marks);
  for (const track of tracks) for (const at of track.edits) all.add(at);
  return [...all].sort((a, b) => a - b);
}

/** The next position after (or before) `position` in a sorted list; null at the end of the list. */
export function nextPosition(sorted: readonly number[], position: number, step: 1 | -1): number | null {
  const found = step > 0 ? sorted.find((at) => at > position) : sorted.findLast((at) => at < position);
  return found ?? null;
}

/**
 * Where the play head is after it ran `by` further: never past the end, and with `skipPauses` never inside a stretch in
 * which nothing happens for longer than `pause`; it stands at the beginning of what comes next instead.
 */
export function advance(
  from: number,
  by: number,
  replay: { end: number; events: readonly number[]; pause: number; skipPauses: boolean },
): number {
  const to = Math.min(replay.end, from + by);
  if (!replay.skipPauses) return to;
  const last = replay.events.findLast((at) => at <= to) ?? 0;
  const next = replay.events.find((at) => at > to) ?? replay.end;
  return to - last >= 1 && next - last > replay.pause ? Math.max(to, next) : to;
}

/** The question that was worked on at a position: the one on screen, else the one edited last. */
export function itemAt(
  position: number,
  shown: readonly { number: number; from: number; to: number }[],
  tracks: readonly ReplayTrack[],
): number | null {
  const open = shown.findLast((span) => span.from <= position && position < span.to);
  if (open && tracks.some((track) => track.itemNumber === open.number)) return open.number;
  let newest: { itemNumber: number; at: number } | null = null;
  for (const track of tracks) {
    const at = track.edits[seqAt(track.edits, position) - 1];
    if (at !== undefined && (!newest || at >= newest.at)) newest = { itemNumber: track.itemNumber, at };
  }
  return newest?.itemNumber ?? tracks[0]?.itemNumber ?? null;
}
