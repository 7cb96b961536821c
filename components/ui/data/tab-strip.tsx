'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cn } from '../class-names.ts';

interface TabStripProps {
  /** The open tab: it is brought into view when it changes. */
  open?: string | undefined;
  children: ReactNode;
  /** Stands at the right end. */
  trailing?: ReactNode;
  /** Of a pane, or of a page, whose edge is wider. */
  gutter?: 'pane' | 'page';
  className?: string;
}

/** What of a strip is out of view; one pixel is rounding. */
type Hidden = { left: boolean; right: boolean };
const nothing: Hidden = { left: false, right: false };
const scrolledShare = 0.6;

/**
 * A 36 px strip that scrolls when it is too narrow, and says so: it fades where something is out of view, and has a sign
 * to press there. By keyboard the tabs' own keys bring the next one into view, so the signs are for pointers only.
 */
export function TabStrip({ open, children, trailing, gutter = 'pane', className }: TabStripProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState(nothing);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      const left = box.scrollLeft > 1;
      const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
      setHidden((before) => (before.left === left && before.right === right ? before : { left, right }));
    };
    const resized = new ResizeObserver(look);
    // A tab that comes changes what there is to see, and not the box.
    for (const part of box.children) resized.observe(part);
    const narrowed = new ResizeObserver(() => {
      showOpen(box);
      look();
    });
    narrowed.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      box.removeEventListener('scroll', look);
      resized.disconnect();
      narrowed.disconnect();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that is open is found in the page, by its state.
  useEffect(() => {
    if (scroller.current) showOpen(scroller.current);
  }, [open]);
  const turn = (direction: -1 | 1) => {
    const box = scroller.current;
    box?.scrollBy({ left: direction * box.clientWidth * scrolledShare });
  };
  return (
    <div className={cn('relative shrink-0 border-b border-line', className)}>
      <div
        ref={scroller}
        className={cn(
          'relative flex min-h-9 items-stretch gap-3.5 overflow-x-auto [scrollbar-width:none]',
          gutter === 'page' ? 'pr-3.5 pl-2.5' : 'pr-3 pl-2',
          hidden.right && !hidden.left && 'mask-r-from-[calc(100%-3rem)] mask-r-to-[calc(100%-1.25rem)]',
          hidden.left && !hidden.right && 'mask-l-from-[calc(100%-3rem)] mask-l-to-[calc(100%-1.25rem)]',
          hidden.left && hidden.right && 'mask-x-from-[calc(100%-3rem)] mask-x-to-[calc(100%-1.25rem)]',
        )}
      >
        {children}
        {trailing && <div className="ml-auto flex items-center gap-2">{trailing}</div>}
      </div>
      {hidden.left && <Turn side="left" onClick={() => turn(-1)} />}
      {hidden.right && <Turn side="right" onClick={() => turn(1)} />}
    </div>
  );
}

/** The open tab is not put under the fade. */
const edgePx = 48;

function showOpen(box: HTMLElement): void {
  const tab = box.querySelector<HTMLElement>('[role="tab"][data-state="active"], [aria-current="page"]');
  if (!tab) return;
  const [from, to] = [tab.offsetLeft, tab.offsetLeft + tab.offsetWidth];
  if (from < box.scrollLeft) box.scrollLeft = from - edgePx;
  else if (to > box.scrollLeft + box.clientWidth) box.scrollLeft = to - box.clientWidth + edgePx;
}

function Turn({ side, onClick }: { side: 'left' | 'right'; onClick: () => void }) {
  const Icon = side === 'left' ? ChevronLeft : ChevronRight;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      title={side === 'left' ? 'Tabs before' : 'More tabs'}
      onClick={onClick}
      className={cn(
        'absolute inset-y-0 flex w-6 items-center justify-center text-ink-2 hover:text-ink',
        side === 'left' ? 'left-0' : 'right-0',
      )}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden />
    </button>
  );
}
