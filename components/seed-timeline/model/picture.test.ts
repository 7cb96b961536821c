/**
 * Guarantee: the picture of a seed tells what happened in it, in the order in which it happened. The lanes, calls,
 * replies, crashes and redeliveries are those of the trace, and what is left out of the narrow view has nothing to do
 * with the broken invariant.
 */
import { describe, expect, it } from 'vitest';
import { crashedSeed } from './crashed-seed.fixture.ts';
import { eventText, placeOf } from './event-text.ts';
import { layOut } from './picture.ts';
import { timeAxis } from './time-axis.ts';

const all = layOut(crashedSeed, { invariant: null, all: true });
const narrow = layOut(crashedSeed, { invariant: 'once', all: false });
const event = (id: number) => {
  const found = crashedSeed.events.find((one) => one.id === id);
  if (!found) throw new Error(`no event ${id}`);
  return found;
};

describe('the lanes', () => {
  it('are one for each replica and part, queues first, and hold every event', () => {
    expect(all.lanes.map(({ name }) => name)).toEqual(['queue', 'replica r1', 'replica r2', 'sql']);
    expect(all.events).toHaveLength(crashedSeed.events.length);
    for (const { id } of all.events) expect(all.places.has(id)).toBe(true);
  });

  it('put a call on its replica and what it did on the part', () => {
    const laneOf = (id: number) => all.lanes[all.places.get(id)?.lane ?? -1]?.name;
    expect([laneOf(38), laneOf(39), laneOf(40), laneOf(35)]).toEqual([
      'replica r1',
      'sql',
      'replica r1',
      'queue',
    ]);
  });
});

describe('the signs', () => {
  const kindOf = (id: number) => all.marks.find((mark) => mark.id === id)?.kind;
  it('mark the crash, the start after it and the redelivery', () => {
    expect([kindOf(42), kindOf(74), kindOf(105), kindOf(36)]).toEqual([
      'crash',
      'start',
      'redelivery',
      'effect',
    ]);
  });

  it('draw a call to where it took effect, its reply from there, and a lost reply as failed', () => {
    const arrows = (id: number) => all.arrows.filter((arrow) => arrow.id === id);
    const effect = all.places.get(39);
    expect(arrows(38)).toMatchObject([{ kind: 'call', to: effect }]);
    expect(arrows(40)).toMatchObject([{ kind: 'reply', from: effect, to: all.places.get(40) }]);
    expect(arrows(63)).toMatchObject([{ kind: 'failed' }]);
  });

  it('show that the replica was not there between the crash and its start', () => {
    const lane = all.lanes.findIndex(({ name }) => name === 'replica r1');
    const alive = all.spans.filter((span) => span.lane === lane && span.kind === 'alive');
    expect(alive).toHaveLength(2);
    expect(alive[0]?.toX).toBe(all.places.get(42)?.x);
    expect(alive[1]?.fromX).toBe(all.places.get(74)?.x);
  });
});

describe('the narrow view', () => {
  it('keeps the witnesses with their calls and replies, the crash and everything about the same message', () => {
    const shown = new Set(narrow.events.map(({ id }) => id));
    for (const id of [35, 36, 38, 39, 40, 41, 42, 63, 74, 105, 107, 108, 109])
      expect(shown, `event ${id}`).toContain(id);
    expect(narrow.witnesses).toEqual([39, 108]);
  });

  it('leaves out what is about other messages, and says that it does', () => {
    const shown = new Set(narrow.events.map(({ id }) => id));
    for (const id of [43, 44, 45]) expect(shown, `event ${id}`).not.toContain(id);
    expect(narrow.narrowed).toBe(true);
    expect(all.narrowed).toBe(false);
  });

  it('shows everything where nothing is broken', () => {
    const sound = layOut({ ...crashedSeed, broken: [] }, { invariant: null, all: false });
    expect(sound.events).toHaveLength(crashedSeed.events.length);
    expect(sound.narrowed).toBe(false);
  });
});

describe('the time axis', () => {
  it('never goes back, keeps events of one moment apart, and folds idle time into bands that say how long', () => {
    const axis = timeAxis([{ t: 0 }, { t: 0 }, { t: 3 }, { t: 5 }, { t: 4_555 }, { t: 4_560 }]);
    for (const [index, x] of axis.xs.slice(1).entries())
      expect(x - (axis.xs[index] ?? 0)).toBeGreaterThanOrEqual(10);
    expect(axis.idle).toHaveLength(1);
    expect(axis.idle[0]?.idleMs).toBe(4_550);
    expect(axis.ticks.map(({ t }) => t)).toContain(4_555);
  });

  it('has room for a seed without events', () => {
    expect(timeAxis([])).toMatchObject({ xs: [], idle: [] });
  });
});

describe('the words', () => {
  it('say who did what, and where in the program', () => {
    expect(eventText(event(38))).toBe('r1 calls sql.insert done jobs-4~1');
    expect(eventText(event(42))).toBe('r1 crashes, after queue.ack');
    expect(eventText(event(63))).toBe('queue.ack jobs jobs-4 of r1 ends with timeout');
    expect(eventText(event(74))).toBe('r1 starts anew');
    expect(placeOf(event(38))).toEqual({ path: 'solution.ts', line: 7, column: 28 });
    expect(placeOf(event(39))).toBeNull();
  });
});
