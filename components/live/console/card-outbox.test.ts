import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../domain/random.ts';
import { type CardChange, CardOutbox, type OutboxEntry, type SendOutcome } from './card-outbox.ts';

/** A server that does each change once by its own rules, over a line that loses questions and answers. */
function world(seed: string, lossShare: number) {
  const random = seededRandom(seed);
  const kept = new Map<string, OutboxEntry>();
  const ratings = new Map<string, string[]>();
  const pins: string[] = [];
  let notes = '';
  let clock = 1_000;
  const timers: (() => void)[] = [];
  const serve = (change: CardChange): SendOutcome => {
    if (change.kind === 'rate') {
      const rows = ratings.get(change.dimension) ?? [];
      const after = change.afterSeq ?? -1;
      if (rows.length === after + 1 && rows.at(-1) === change.levelId)
        return { kind: 'done', answer: { seq: rows.length } };
      if (rows.length !== after) return { kind: 'refused', message: 'changed in another window' };
      ratings.set(change.dimension, [...rows, change.levelId]);
      return { kind: 'done', answer: { seq: after + 1 } };
    }
    if (change.kind === 'pin-moment' && !pins.includes(change.id)) pins.push(change.id);
    if (change.kind === 'notes') notes = change.text;
    return { kind: 'done', answer: {} };
  };
  const refused: string[] = [];
  const open = () => {
    const seqs = new Map([...ratings].map(([dimension, rows]) => [dimension, rows.length]));
    return new CardOutbox({
      store: {
        list: () => [...kept.values()],
        put: (entry) => kept.set(entry.key, structuredClone(entry)),
        remove: (key) => kept.delete(key),
      },
      send: async (change) => {
        if (random.next() < lossShare) return { kind: 'unreachable' };
        const outcome = serve(change);
        return random.next() < lossShare ? { kind: 'unreachable' } : outcome;
      },
      seqOf: (_, dimension) => seqs.get(dimension) ?? 0,
      now: () => clock++,
      setTimer: (run) => {
        timers.push(run);
        return () => timers.splice(timers.indexOf(run), 1);
      },
      onEnd: ({ change }, outcome) => {
        if (outcome.kind === 'refused') refused.push(outcome.message);
        else if (change.kind === 'rate') seqs.set(change.dimension, (change.afterSeq ?? 0) + 1);
      },
      onChange: () => {},
    });
  };
  const state = () => ({ ratings: Object.fromEntries(ratings), pins, notes, kept: kept.size, refused });
  return { open, timers, state, random };
}

const rate = (dimension: string, levelId: string): CardChange => ({
  kind: 'rate',
  itemNumber: 2,
  dimension,
  levelId,
  note: '',
  afterSeq: null,
});
const ratedAfter = (levelId: string, afterSeq: number): CardChange => ({
  kind: 'rate',
  itemNumber: 2,
  dimension: 'TRD',
  levelId,
  note: '',
  afterSeq,
});
const pin = (id: string): CardChange => ({
  kind: 'pin-moment',
  id,
  itemNumber: 2,
  dimension: 'TRD',
  heard: 'x',
  momentAt: 0,
  writtenAt: 0,
});

// Guarantee: whatever the line loses and whenever the page is opened anew, each pin, level and note that was made arrives
// once and in order, and nothing is left in the browser. If this fails, an interviewer's evidence is lost or doubled.
describe('CardOutbox', () => {
  it.each(Array.from({ length: 40 }, (_, index) => `outbox-${index}`))(
    'loses and doubles nothing: %s',
    async (seed) => {
      const { open, timers, state, random } = world(seed, 0.4);
      let outbox = open();
      const wanted = { TRD: [] as string[], SYS: [] as string[] };
      const ids: string[] = [];
      for (let step = 0; step < 30; step++) {
        const dimension = random.next() < 0.5 ? 'TRD' : 'SYS';
        const what = random.below(3);
        if (what === 0) {
          // The page sends no level that is chosen already.
          const level = `${dimension}-${1 + ((wanted[dimension].length + 1 + random.below(3)) % 4)}`;
          if (wanted[dimension].at(-1) !== level) {
            wanted[dimension].push(level);
            outbox.add(rate(dimension, level));
          }
        } else if (what === 1) {
          ids.push(`pin-${step}`);
          outbox.add(pin(`pin-${step}`));
        } else outbox.add({ kind: 'notes', text: `notes ${step}` });
        if (random.next() < 0.15) {
          // The page is closed with what was on its way, and opened again.
          await outbox.settled();
          outbox.stop();
          timers.length = 0;
          outbox = open();
          outbox.start();
        }
      }
      outbox.add({ kind: 'notes', text: 'the last' });
      for (let tries = 0; !(await outbox.settled()); tries++) {
        if (tries > 500) throw new Error(`seed ${seed}: it never arrives`);
        outbox.wake();
      }
      const ratings = Object.fromEntries(Object.entries(wanted).filter(([, rows]) => rows.length > 0));
      expect(state()).toEqual({ ratings, pins: ids, notes: 'the last', kept: 0, refused: [] });
    },
  );

  it('says since when the server is away, goes on by itself, and gives up what is refused', async () => {
    const { open, timers, state } = world('offline', 1);
    const outbox = open();
    outbox.add(pin('a'));
    expect(await outbox.settled()).toBe(false);
    expect(outbox.offlineSince).not.toBeNull();
    expect(outbox.entries).toHaveLength(1);
    expect(timers).toHaveLength(1);
    expect(state().kept).toBe(1);

    const reached = world('online', 0);
    const other = reached.open();
    other.add(ratedAfter('TRD-1', 5));
    expect(await other.settled()).toBe(true);
    expect(reached.state()).toMatchObject({ refused: ['changed in another window'], kept: 0 });
  });
});
