'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from 'react';
import { cn } from '../class-names.ts';
import { clampShare, type SplitLimits, shareAfterKey } from './split-sizes.ts';

interface SplitPaneProps {
  orientation: 'columns' | 'rows';
  first: ReactNode;
  second: ReactNode;
  /** Name of the divider: "Resize problem and editor". */
  label: string;
  defaultShare?: number;
  limits?: SplitLimits;
  /** Shows one pane alone, without unmounting the other: narrow screens. */
  only?: 'first' | 'second' | null;
  /** Called when a drag or key ends, to remember the share. */
  onShare?: (share: number) => void;
  className?: string;
}

const defaultLimits: SplitLimits = { firstMinPx: 160, secondMinPx: 160 };

/** Two panes and a hairline that can be dragged, or moved with arrows, Page, Home and End. */
export function SplitPane({
  orientation,
  first,
  second,
  label,
  defaultShare = 0.5,
  limits = defaultLimits,
  only = null,
  onShare,
  className,
}: SplitPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(defaultShare);
  const id = useId();
  const columns = orientation === 'columns';
  const totalPx = () => {
    const rect = box.current?.getBoundingClientRect();
    return rect ? (columns ? rect.width : rect.height) : 0;
  };

  const onPointerMove = (event: PointerEvent<HTMLHRElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const rect = box.current?.getBoundingClientRect();
    if (!rect) return;
    const at = columns ? (event.clientX - rect.left) / rect.width : (event.clientY - rect.top) / rect.height;
    setShare(clampShare(at, totalPx(), limits));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = shareAfterKey(event.key, share, orientation);
    if (next === null) return;
    event.preventDefault();
    const held = clampShare(next, totalPx(), limits);
    setShare(held);
    onShare?.(held);
  };
  const track = `minmax(0,${share}fr) 1px minmax(0,${1 - share}fr)`;
  return (
    <div
      ref={box}
      className={cn('grid h-full min-h-0 min-w-0', className)}
      style={only ? undefined : columns ? { gridTemplateColumns: track } : { gridTemplateRows: track }}
    >
      <div
        id={`${id}-first`}
        className={cn('min-h-0 min-w-0 overflow-hidden', only === 'second' && 'hidden')}
      >
        {first}
      </div>
      <hr
        aria-label={label}
        aria-orientation={columns ? 'vertical' : 'horizontal'}
        aria-controls={`${id}-first`}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onPointerUp={() => onShare?.(share)}
        className={cn(
          'relative z-10 m-0 border-0 bg-line touch-none hover:bg-accent focus-visible:bg-accent focus-visible:outline-offset-0',
          // The line is 1 px; its target is wider than it looks.
          "after:absolute after:content-['']",
          only && 'hidden',
          columns
            ? 'cursor-col-resize after:inset-y-0 after:-left-1 after:w-[9px]'
            : 'cursor-row-resize after:inset-x-0 after:-top-1 after:h-[9px]',
        )}
      />
      <div className={cn('min-h-0 min-w-0 overflow-hidden', only === 'first' && 'hidden')}>{second}</div>
    </div>
  );
}
