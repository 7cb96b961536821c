'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { DimensionCode } from '../../../domain/dimension.ts';
import { SavedState, type SavedStatus } from '../../clock/saved-state.tsx';
import { Kbd } from '../../ui/keyboard/kbd.tsx';
import { afterTyping, lineAsEvidence, type NoteEvidence } from './note-line.ts';

interface LiveNotesProps {
  /** What the server had when the page was opened. */
  text: string;
  /** What an earlier page of this browser could not send; null when there is none. */
  waiting: string | null;
  /** What waits in this browser was looked for. */
  ready: boolean;
  saved: SavedStatus;
  codes: readonly DimensionCode[];
  /** The dimension that is open in the rubric. */
  open: DimensionCode | null;
  /** Milliseconds since the session began; null before. */
  elapsedMs: number | null;
  /** Keeps them until the server has them. */
  onSave: (text: string) => void;
  onEvidence: (evidence: NoteEvidence) => void;
}

const pauseMs = 800;

/**
 * Private notes. Each line carries the time at which it was begun; `/trd words` and Enter, or the chord on any line, is
 * evidence.
 */
export function LiveNotes({
  text,
  waiting,
  ready,
  saved,
  codes,
  open,
  elapsedMs,
  onSave,
  onEvidence,
}: LiveNotesProps) {
  const [value, setValue] = useState(text);
  const [typing, setTyping] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unsaved = useRef<string | null>(null);
  const save = useRef(onSave);
  useLayoutEffect(() => {
    save.current = onSave;
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  // Read once: what waited when the page was opened goes before what the server had.
  const taken = useRef(false);
  useEffect(() => {
    if (!ready || taken.current) return;
    taken.current = true;
    if (waiting !== null && unsaved.current === null) setValue(waiting);
  }, [ready, waiting]);
  const keep = () => {
    clearTimeout(timer.current);
    const wanted = unsaved.current;
    unsaved.current = null;
    setTyping(false);
    if (wanted !== null) save.current(wanted);
  };
  const flush = useRef(keep);
  useLayoutEffect(() => {
    flush.current = keep;
  });
  useEffect(() => {
    const leave = () => flush.current();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  const change = (next: string, evidence: NoteEvidence | null) => {
    unsaved.current = next;
    setValue(next);
    setTyping(true);
    if (evidence) onEvidence(evidence);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => flush.current(), pauseMs);
  };
  return (
    <section aria-label="Private notes" className="flex min-h-0 shrink-0 flex-col border-t border-line">
      <p className="flex min-h-9 items-center justify-between gap-2 px-3 text-dense">
        <span className="font-semibold">Private notes</span>
        <SavedState status={typing && saved.state === 'saved' ? { state: 'saving' } : saved} />
      </p>
      <textarea
        ref={area}
        aria-label="Private notes"
        aria-describedby="live-notes-hint"
        value={value}
        rows={6}
        maxLength={20_000}
        onChange={(event) => {
          const input = event.nativeEvent;
          const typed =
            input instanceof InputEvent
              ? input.inputType === 'insertLineBreak'
                ? '\n'
                : input.inputType === 'insertText'
                  ? input.data
                  : null
              : null;
          const next = afterTyping(
            { text: event.target.value, caret: event.target.selectionStart, typed, elapsedMs },
            codes,
          );
          if (next.text !== event.target.value) caret.current = next.caret;
          change(next.text, next.evidence);
        }}
        onKeyDown={(event) => {
          const { selectionStart, selectionEnd } = event.currentTarget;
          const chord = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
          if (!chord || event.key.toLowerCase() !== 'e' || open === null) return;
          // A part that is marked is a quotation by itself: the page takes that.
          if (selectionStart !== selectionEnd) return;
          const taken = lineAsEvidence(value, selectionStart, open);
          if (!taken) return;
          event.preventDefault();
          caret.current = taken.caret;
          change(taken.text, taken.evidence);
        }}
        onBlur={keep}
        className="w-full resize-y bg-panel px-3 py-1.5 text-ui -outline-offset-2"
      />
      <p id="live-notes-hint" className="px-3 pb-2 text-caption text-ink-3">
        No other user sees them; the law may require handing them to the candidate. Evidence from a line: /
        {codes[0]?.toLowerCase() ?? 'trd'} and words, then Enter, or <Kbd keys="mod+e" /> on the line.
      </p>
    </section>
  );
}
