'use client';

import { Play } from 'lucide-react';
import { cn } from '../ui/class-names.ts';
import type { ReplayMark } from './replay-marks.ts';

interface MomentListProps {
  marks: readonly ReplayMark[];
  position: number;
  positionText: (position: number) => string;
  onJump: (mark: ReplayMark) => void;
}

/** Runs, pins and twists in order, each a press away. */
export function MomentList({ marks, position, positionText, onJump }: MomentListProps) {
  if (marks.length === 0) return <p className="px-3 py-2 text-ink-3">No run and no pin.</p>;
  return (
    <ol>
      {marks.map((mark) => (
        <li key={mark.id} className="border-b border-line">
          <button
            type="button"
            onClick={() => onJump(mark)}
            className={cn(
              'grid w-full grid-cols-[3.5rem_1fr_14px] gap-x-2 px-3 py-1.5 text-left text-dense -outline-offset-2 hover:bg-hover pointer-coarse:min-h-11',
              mark.at <= position ? 'text-ink' : 'text-ink-2',
            )}
          >
            <span className="numeric text-accent">{positionText(mark.at)}</span>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-medium">{mark.label}</span>{' '}
              <span className="text-ink-2">{mark.detail}</span>
            </span>
            <Play size={11} strokeWidth={1.75} aria-hidden className="mt-1 text-ink-3" />
          </button>
        </li>
      ))}
    </ol>
  );
}
