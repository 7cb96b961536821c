import { describe, expect, it } from 'vitest';
import { advance, eventPositions, itemAt, nextPosition, replayPosition, seqAt } from './positions.ts';

// Guarantee: a replay shows at every position exactly the edits that had happened by then, and its keys and pause
// skipping never pass over one. If this fails, evidence is read against a text that was not there.
const tracks = [
  { itemNumber: 1, edits: [2, 2, 5, 40] },
  { itemNumber: 2, edits: [10, 12] },
];
const events = eventPositions(tracks, [41]);

describe('seqAt', () => {
  it('counts the edits up to and with the position', () => {
    expect([-1, 0, 1, 2, 4, 5, 39, 40, 99].map((at) => seqAt([2, 2, 5, 40], at))).toEqual([
      0, 0, 0, 2, 2, 3, 3, 4, 4,
    ]);
    expect(seqAt([], 5)).toBe(0);
  });
});

describe('moving along the line', () => {
  it('steps over every event once, both ways', () => {
    const forth: number[] = [];
    for (let at: number | null = nextPosition(events, -1, 1); at !== null; at = nextPosition(events, at, 1))
      forth.push(at);
    const back: number[] = [];
    for (let at: number | null = nextPosition(events, 99, -1); at !== null; at = nextPosition(events, at, -1))
      back.push(at);
    expect(forth).toEqual([2, 5, 10, 12, 40, 41]);
    expect(back).toEqual([...forth].reverse());
  });
  it('passes no event when it skips pauses, and reaches the end', () => {
    for (const pause of [1, 3, 10, 100]) {
      const replay = { end: 60, events, pause, skipPauses: true };
      const seen = new Set<number>();
      let at = 0;
      for (let step = 0; step < 500 && at < 60; step++) {
        const next = advance(at, 0.5, replay);
        expect(next).toBeGreaterThan(at);
        for (const event of events) {
          // An event is passed over when the head jumps from before it to a place at which a later one has happened too.
          if (at < event && event <= next && !events.some((later) => later > event && later <= next))
            seen.add(event);
        }
        at = next;
      }
      expect(at).toBe(60);
      expect([...seen].sort((a, b) => a - b)).toEqual(events);
    }
  });
  it('keeps pauses when they are not skipped', () => {
    expect(advance(12, 1, { end: 60, events, pause: 3, skipPauses: false })).toBe(13);
    expect(advance(59.5, 1, { end: 60, events, pause: 3, skipPauses: false })).toBe(60);
  });
});

describe('itemAt', () => {
  it('follows the screen, and the last edit where the screen is not known', () => {
    const shown = [{ number: 2, from: 0, to: 11 }];
    expect(itemAt(4, shown, tracks)).toBe(2);
    expect(itemAt(11, shown, tracks)).toBe(2);
    expect(itemAt(40, shown, tracks)).toBe(1);
    expect(itemAt(0, [], tracks)).toBe(1);
    expect(itemAt(0, [], [])).toBeNull();
    expect(itemAt(4, [{ number: 9, from: 0, to: 11 }], tracks)).toBe(1);
  });
});

describe('replayPosition', () => {
  it('is a whole part of the allowance', () => {
    expect([0, 0.00001, 0.5, 1.25, -1].map(replayPosition)).toEqual([0, 0, 1000, 2500, 0]);
  });
});
