'use client';

import { type RefObject, useState } from 'react';
import type { DimensionCode } from '../../../domain/dimension.ts';
import { Kbd } from '../../ui/keyboard/kbd.tsx';

interface EvidenceBarProps {
  field: RefObject<HTMLInputElement | null>;
  /** The dimensions of the item, and the one that is open in the rubric. */
  codes: readonly DimensionCode[];
  open: DimensionCode | null;
  onOpen: (code: DimensionCode) => void;
  onPin: (code: DimensionCode, text: string) => void;
}

/**
 * A quotation by keyboard alone: the chord jumps here, the up and down arrows choose the dimension, Enter pins, and the
 * level is one of the keys 1 to 4. Four presses beside the text when the dimension is the open one.
 */
export function EvidenceBar({ field, codes, open, onOpen, onPin }: EvidenceBarProps) {
  const [text, setText] = useState('');
  const code = open ?? codes[0] ?? null;
  const choose = (by: 1 | -1) => {
    if (code === null) return;
    const next = codes[(codes.indexOf(code) + by + codes.length) % codes.length];
    if (next) onOpen(next);
  };
  return (
    <div className="shrink-0 border-t border-line px-3 py-2">
      <p className="flex items-center gap-1.5 text-caption text-ink-3">
        Evidence for <span className="font-mono font-semibold text-ink">{code ?? '–'}</span>
        <Kbd keys="mod+e" />
        <span className="ml-auto">↑ ↓ dimension, Enter pins, then 1–4 or 0</span>
      </p>
      <input
        ref={field}
        value={text}
        aria-label={`Evidence for ${code ?? 'a dimension'}: what was said or seen`}
        placeholder="What was said or seen"
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            choose(event.key === 'ArrowDown' ? 1 : -1);
          }
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          if (code === null || text.trim() === '') return;
          onOpen(code);
          onPin(code, text.trim());
          setText('');
          // The level is the next key: single keys belong to the page again.
          event.currentTarget.blur();
        }}
        className="mt-1 h-7 w-full rounded-control border border-ctl bg-panel px-2 text-ui"
      />
    </div>
  );
}
