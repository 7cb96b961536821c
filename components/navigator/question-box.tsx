import { Flag } from 'lucide-react';
import { cn } from '../ui/class-names.ts';
import type { QuestionState } from './navigator-state.ts';

interface QuestionBoxProps {
  state: QuestionState;
  current?: boolean;
  flagged?: boolean;
  /** The number; left out in the legend. */
  children?: React.ReactNode;
  small?: boolean;
}

/** Unseen dashed, in progress a short accent bar, answered a full pass bar, current ink, flagged a flag. */
export function QuestionBox({
  state,
  current = false,
  flagged = false,
  children,
  small = false,
}: QuestionBoxProps) {
  return (
    <span
      aria-hidden
      className={cn(
        'relative grid place-items-center rounded-chip border border-line-2 bg-panel font-mono text-caption leading-none font-medium text-ink-2',
        small ? 'size-[13px]' : 'h-[22px] w-6 pointer-coarse:h-9 pointer-coarse:w-10',
        state === 'unseen' && 'border-dashed border-ctl text-ink-3',
        state === 'answered' && 'border-hover bg-hover text-ink',
        current && 'border-ink border-solid bg-ink text-inverse',
      )}
    >
      {children}
      {state !== 'unseen' && (
        <span
          className={cn(
            'absolute h-0.5',
            small ? 'bottom-px left-0.5' : 'bottom-0.5 left-[5px]',
            state === 'answered' ? 'bg-pass' : 'bg-accent',
            state === 'answered' ? (small ? 'right-0.5' : 'right-[5px]') : small ? 'w-[5px]' : 'w-[7px]',
            current && 'bg-inverse',
          )}
        />
      )}
      {flagged && (
        <Flag size={9} strokeWidth={3} className="absolute -top-1 -right-1 rounded-full bg-panel text-warn" />
      )}
    </span>
  );
}
