'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DimensionCode, Level } from '../../../domain/dimension.ts';
import { isDimensionCode, levelOf } from '../../../domain/dimension.ts';
import type { RoomCard } from '../../../domain/live/room.ts';
import type { SavedStatus } from '../../clock/saved-state.tsx';
import { notify } from '../../ui/feedback/announcer.ts';
import type { MarkedPlace } from '../presence/room-presence.tsx';
import { type CardChange, CardOutbox, type OutboxEntry } from './card-outbox.ts';
import { browserOutboxStore } from './outbox-store.ts';
import { sendCardChange } from './send-card-change.ts';

type Value = Level | 'not-observed';
type Rating = RoomCard['ratings'][number];
type Evidence = Pick<RoomCard['evidence'][number], 'id' | 'itemNumber' | 'dimension' | 'quote'> & {
  /** Null while the server has not acknowledged it. */
  source: 'recorded' | 'heard' | null;
};
interface Acknowledged {
  ratings: ReadonlyMap<string, Rating>;
  evidence: readonly Evidence[];
}

const keyOf = (itemNumber: number, dimension: string) => `${itemNumber}:${dimension}`;

/**
 * The reader's own card in the live room: what the server has acknowledged with what still waits in this browser laid
 * over it. A change shows at once, is kept here until it is acknowledged, also across a reload, and is taken back with
 * its reason when the server refuses it.
 */
export function useLiveCard(attemptId: string, personId: string, start: RoomCard) {
  const base = `/api/live/${attemptId}`;
  const [acknowledged, setAcknowledged] = useState<Acknowledged>(() => ({
    ratings: new Map(start.ratings.map((one) => [keyOf(one.itemNumber, one.dimension), one])),
    evidence: start.evidence,
  }));
  const newest = useRef(acknowledged);
  const [waiting, setWaiting] = useState<readonly OutboxEntry[]>([]);
  const [saved, setSaved] = useState<SavedStatus>({ state: 'saved', at: null });
  const [notes, setNotes] = useState(new Map<string, string>());
  const [outbox, setOutbox] = useState<CardOutbox | null>(null);

  useEffect(() => {
    const change = (next: Acknowledged) => {
      newest.current = next;
      setAcknowledged(next);
    };
    let refused = false;
    const own: CardOutbox = new CardOutbox({
      store: browserOutboxStore(attemptId, personId),
      send: (wanted) => sendCardChange(base, wanted, Date.now()),
      seqOf: (itemNumber, dimension) => newest.current.ratings.get(keyOf(itemNumber, dimension))?.seq ?? 0,
      now: () => Date.now(),
      setTimer: (run, ms) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      onEnd: (entry, outcome) => {
        refused = outcome.kind === 'refused';
        if (outcome.kind === 'refused') notify({ tone: 'fail', text: outcome.message });
        else change(afterAnswer(newest.current, entry.change, outcome.answer));
      },
      onChange: () => {
        setWaiting(own.entries);
        const since = own.offlineSince;
        if (since !== null) setSaved({ state: 'offline', since: new Date(since) });
        else if (own.entries.length > 0) setSaved({ state: 'saving' });
        else setSaved(refused ? { state: 'refused', text: 'Not saved' } : { state: 'saved', at: new Date() });
      },
    });
    const wake = () => own.wake();
    window.addEventListener('online', wake);
    setOutbox(own);
    setWaiting(own.entries);
    own.start();
    return () => {
      window.removeEventListener('online', wake);
      own.stop();
      setOutbox(null);
    };
  }, [attemptId, personId, base]);

  const view = useMemo(() => laidOver(acknowledged, waiting), [acknowledged, waiting]);
  const add = useCallback((change: CardChange) => outbox?.add(change), [outbox]);
  const rateCell = (
    itemNumber: number,
    dimension: DimensionCode,
    levelId: string,
    note: string,
    why?: string,
  ) =>
    add({
      kind: 'rate',
      itemNumber,
      dimension,
      levelId,
      note,
      afterSeq: null,
      ...(why ? { changeReason: why } : {}),
    });
  const cell = (itemNumber: number, dimension: DimensionCode) =>
    view.ratings.get(keyOf(itemNumber, dimension));
  const noteOf = (itemNumber: number, dimension: DimensionCode) =>
    notes.get(keyOf(itemNumber, dimension)) ?? cell(itemNumber, dimension)?.note ?? '';

  return {
    saved,
    ready: outbox !== null,
    evidence: view.evidence,
    /** The private notes that still wait here; null when the server has the newest. */
    waitingNotes: view.notes,
    valueOf(itemNumber: number, dimension: DimensionCode): Value | null {
      const rating = cell(itemNumber, dimension);
      return rating ? (levelOf(rating.levelId) ?? 'not-observed') : null;
    },
    noteOf,
    rate(itemNumber: number, dimension: DimensionCode, value: Value, why?: string) {
      const levelId = value === 'not-observed' ? value : `${dimension}-${value}`;
      if (cell(itemNumber, dimension)?.levelId === levelId) return;
      rateCell(itemNumber, dimension, levelId, noteOf(itemNumber, dimension), why);
    },
    /** Keeps what is typed; `saveNote` sends it with the level. */
    note(itemNumber: number, dimension: DimensionCode, text: string) {
      setNotes((all) => new Map(all).set(keyOf(itemNumber, dimension), text));
    },
    saveNote(itemNumber: number, dimension: DimensionCode) {
      const rating = cell(itemNumber, dimension);
      const text = notes.get(keyOf(itemNumber, dimension));
      if (!rating || text === undefined || text === rating.note) return;
      rateCell(itemNumber, dimension, rating.levelId, text);
    },
    /** A moment, `agoMs` back; without words it is the moment itself. */
    pinMoment(itemNumber: number, dimension: DimensionCode, heard: string, agoMs: number) {
      const writtenAt = Date.now();
      const id = crypto.randomUUID();
      add({ kind: 'pin-moment', id, itemNumber, dimension, heard, momentAt: writtenAt - agoMs, writtenAt });
    },
    pinSelection(itemNumber: number, dimension: DimensionCode, place: MarkedPlace) {
      const at = Date.now();
      const id = crypto.randomUUID();
      add({ kind: 'pin-selection', id, itemNumber, dimension, ...place, momentAt: at, writtenAt: at });
    },
    unpin: (evidenceId: string) => add({ kind: 'unpin', evidenceId }),
    saveNotes: (text: string) => add({ kind: 'notes', text }),
    /** Whether the server has everything; false while it cannot be reached. */
    settled: () => outbox?.settled() ?? Promise.resolve(true),
  };
}

function afterAnswer(now: Acknowledged, change: CardChange, answer: unknown): Acknowledged {
  switch (change.kind) {
    case 'pin-moment':
    case 'pin-selection': {
      const source = fieldOf(answer, 'source') === 'recorded' ? 'recorded' : 'heard';
      if (now.evidence.some((piece) => piece.id === change.id)) return now;
      return { ...now, evidence: [...now.evidence, ...pieceOf(change, source)] };
    }
    case 'unpin':
      return { ...now, evidence: now.evidence.filter((piece) => piece.id !== change.evidenceId) };
    case 'rate': {
      const seq = Number(fieldOf(answer, 'seq') ?? 0);
      return { ...now, ratings: withRating(now.ratings, change, seq) };
    }
    case 'notes':
      return now;
  }
}

function laidOver(now: Acknowledged, waiting: readonly OutboxEntry[]) {
  let { ratings, evidence } = now;
  let notes: string | null = null;
  for (const { change } of waiting) {
    if (change.kind === 'rate') ratings = withRating(ratings, change, 0);
    else if (change.kind === 'unpin') evidence = evidence.filter((piece) => piece.id !== change.evidenceId);
    else if (change.kind === 'notes') notes = change.text;
    // One whose answer was lost is in both.
    else if (!evidence.some((piece) => piece.id === change.id))
      evidence = [...evidence, ...pieceOf(change, null)];
  }
  return { ratings, evidence, notes };
}

function withRating(
  ratings: ReadonlyMap<string, Rating>,
  change: Extract<CardChange, { kind: 'rate' }>,
  seq: number,
): ReadonlyMap<string, Rating> {
  const { itemNumber, dimension, levelId, note } = change;
  const code = dimensionOf(dimension);
  if (!code) return ratings;
  return new Map(ratings).set(keyOf(itemNumber, dimension), {
    itemNumber,
    dimension: code,
    levelId,
    note,
    seq,
  });
}

function pieceOf(
  change: Extract<CardChange, { kind: 'pin-moment' | 'pin-selection' }>,
  source: Evidence['source'],
): Evidence[] {
  const dimension = dimensionOf(change.dimension);
  const quote = change.kind === 'pin-selection' ? change.quote : change.heard || 'This moment';
  return dimension ? [{ id: change.id, itemNumber: change.itemNumber, dimension, quote, source }] : [];
}

const dimensionOf = (code: string): DimensionCode | null => (isDimensionCode(code) ? code : null);

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
