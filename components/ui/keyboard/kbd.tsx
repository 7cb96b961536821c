'use client';

import { cn } from '../class-names.ts';
import { keyLabel, useIsMac } from './mod-key.ts';

/** A key or chord, for example `mod+enter`. Decoration: the action's own name is what is read out. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  const mac = useIsMac();
  return (
    <kbd
      aria-hidden
      className={cn(
        'rounded-chip border border-current/35 px-1 text-[0.6875rem] leading-4 font-medium whitespace-nowrap text-ink-2 pointer-coarse:hidden',
        'in-[.bg-ink]:text-inherit',
        className,
      )}
    >
      {keyLabel(keys, mac)}
    </kbd>
  );
}
