'use client';

import { useEffect, useState } from 'react';
import type { DimensionCode, Level } from '../../../domain/dimension.ts';
import { Kbd } from '../../ui/keyboard/kbd.tsx';
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts';

interface LevelChordProps {
  open: DimensionCode | null;
  onStep: (by: 1 | -1) => void;
  onRate: (code: DimensionCode, value: Level | 'not-observed') => void;
}

const values: Record<string, Level | 'not-observed'> = {
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  '0': 'not-observed',
};
const steps: Record<string, 1 | -1> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Levels while typing: the chord takes the next digit for the rubric instead of the text, the arrows choose another
 * dimension before it, and every other key gives the keyboard back.
 */
export function LevelChord({ open, onStep, onRate }: LevelChordProps) {
  const [armed, setArmed] = useState(false);
  useShortcuts([
    {
      keys: 'mod+shift+x',
      label: 'Level of the open dimension, while typing: then 1–4 or 0',
      group: 'Rubric',
      run: () => setArmed(true),
    },
  ]);
  useEffect(() => {
    if (!armed) return;
    const onKey = (event: KeyboardEvent) => {
      if (['Shift', 'Control', 'Meta', 'Alt'].includes(event.key)) return;
      const step = steps[event.key];
      const value = values[event.key];
      if (step !== undefined) onStep(step);
      else setArmed(false);
      if (value !== undefined && open) onRate(open, value);
      if (step === undefined && value === undefined && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before the editor and the page: the key belongs to the rubric.
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [armed, open, onStep, onRate]);
  if (!armed || !open) return null;
  return (
    <p
      role="status"
      className="flex items-center gap-1.5 border-t border-line bg-accent-soft px-3 py-1.5 text-dense"
    >
      Level for <span className="font-mono font-semibold">{open}</span>
      <Kbd keys="1" /> to <Kbd keys="4" />, <Kbd keys="0" /> not observed, ↑ ↓ dimension, Esc
    </p>
  );
}
