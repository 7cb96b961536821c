'use client';

import { useRef, useState } from 'react';
import type { SavedStatus } from '../../../../../components/clock/saved-state.tsx';
import { notify } from '../../../../../components/ui/feedback/announcer.ts';
import type { DimensionCode, Level } from '../../../../../domain/dimension.ts';
import { levelOf } from '../../../../../domain/dimension.ts';
import type { ActionResult } from '../../../../../server/form-action.ts';
import type { OwnEvidence, OwnRating } from '../../../../../server/scoring/read-scoring-page.ts';
import { pin, rate, unpin } from './actions.ts';

interface CardStart {
  attemptId: string;
  ratings: readonly OwnRating[];
  evidence: readonly OwnEvidence[];
}

type Value = Level | 'not-observed';
const keyOf = (itemNumber: number, dimension: string) => `${itemNumber}:${dimension}`;

/**
 * A rater's card in the browser. What is chosen shows at once; every change is sent in order, one after another, and
 * what the server refused is taken back with its reason. Nothing is kept here that the server does not have, except a
 * note that waits for its level.
 */
export function useCard(start: CardStart) {
  const [ratings, setRatings] = useState(
    () => new Map(start.ratings.map((rating) => [keyOf(rating.itemNumber, rating.dimension), rating])),
  );
  const [evidence, setEvidence] = useState<readonly OwnEvidence[]>(start.evidence);
  const [notes, setNotes] = useState(new Map<string, string>());
  const [saved, setSaved] = useState<SavedStatus>({ state: 'saved', at: null });
  const newest = useRef(ratings);
  const queue = useRef<Promise<void>>(Promise.resolve());

  const put = (rating: OwnRating | null, key: string) => {
    const next = new Map(newest.current);
    if (rating) next.set(key, rating);
    else next.delete(key);
    newest.current = next;
    setRatings(next);
  };
  /** Runs one change after all earlier ones; the saved state follows. */
  const inOrder = (work: () => Promise<string | null>) => {
    setSaved({ state: 'saving' });
    queue.current = queue.current.then(async () => {
      const problem = await work().catch(
        () => 'The server could not be reached. Check the network, then choose again.',
      );
      if (problem === null) setSaved({ state: 'saved', at: new Date() });
      else {
        setSaved({ state: 'refused', text: 'Not saved' });
        notify({ tone: 'fail', text: problem });
      }
    });
    return queue.current;
  };

  const send = (
    itemNumber: number,
    dimension: DimensionCode,
    levelId: string,
    note: string,
    changeReason?: string,
  ) => {
    const key = keyOf(itemNumber, dimension);
    const before = newest.current.get(key) ?? null;
    put({ itemNumber, dimension, levelId, note, seq: before?.seq ?? 0 }, key);
    void inOrder(async () => {
      const afterSeq = newest.current.get(key)?.seq ?? 0;
      const result = await rate({
        attemptId: start.attemptId,
        itemNumber,
        dimension,
        levelId,
        note,
        afterSeq,
        ...(changeReason ? { changeReason } : {}),
      });
      if (!result.ok) {
        put(before, key);
        return result.message;
      }
      const current = newest.current.get(key);
      if (current) put({ ...current, seq: result.value.seq }, key);
      return null;
    });
  };

  return {
    saved,
    evidence,
    valueOf(itemNumber: number, dimension: DimensionCode): Value | null {
      const rating = ratings.get(keyOf(itemNumber, dimension));
      if (!rating) return null;
      return levelOf(rating.levelId) ?? 'not-observed';
    },
    noteOf(itemNumber: number, dimension: DimensionCode): string {
      const key = keyOf(itemNumber, dimension);
      return notes.get(key) ?? ratings.get(key)?.note ?? '';
    },
    rate(itemNumber: number, dimension: DimensionCode, value: Value, changeReason?: string) {
      const key = keyOf(itemNumber, dimension);
      const levelId = value === 'not-observed' ? value : `${dimension}-${value}`;
      if (ratings.get(key)?.levelId === levelId) return;
      send(itemNumber, dimension, levelId, notes.get(key) ?? ratings.get(key)?.note ?? '', changeReason);
    },
    /** Keeps what is typed; `saveNote` sends it with the level. */
    note(itemNumber: number, dimension: DimensionCode, text: string) {
      setNotes((all) => new Map(all).set(keyOf(itemNumber, dimension), text));
    },
    saveNote(itemNumber: number, dimension: DimensionCode) {
      const key = keyOf(itemNumber, dimension);
      const rating = newest.current.get(key);
      const text = notes.get(key);
      if (!rating || text === undefined || text === rating.note) return;
      send(itemNumber, dimension, rating.levelId, text);
    },
    pin(
      itemNumber: number,
      dimension: DimensionCode,
      quote: string,
      range: { start: number; end: number; documentSeq: number } | null,
    ) {
      return inOrder(async () => {
        const result = await pin({ attemptId: start.attemptId, itemNumber, dimension, quote, range });
        if (!result.ok) return result.message;
        setEvidence((all) => [
          ...all,
          {
            id: result.value.id,
            itemNumber,
            dimension,
            source: result.value.source,
            quote,
            rangeStart: range?.start ?? null,
            rangeEnd: range?.end ?? null,
          },
        ]);
        return null;
      });
    },
    /** Pins in another way than by a quotation of the answer; what it says is drawn at once when the server has it. */
    pinBy(
      itemNumber: number,
      dimension: DimensionCode,
      quote: string,
      send: () => Promise<ActionResult<{ id: string; source: 'recorded' | 'heard' }>>,
    ) {
      return inOrder(async () => {
        const result = await send();
        if (!result.ok) return result.message;
        const { id, source } = result.value;
        setEvidence((all) => [
          ...all,
          { id, itemNumber, dimension, source, quote, rangeStart: null, rangeEnd: null },
        ]);
        return null;
      });
    },
    unpin(evidenceId: string) {
      return inOrder(async () => {
        const result = await unpin({ attemptId: start.attemptId, evidenceId });
        if (!result.ok) return result.message;
        setEvidence((all) => all.filter((piece) => piece.id !== evidenceId));
        return null;
      });
    },
    /** Resolves when everything that was begun is answered. */
    settled: () => queue.current,
  };
}
