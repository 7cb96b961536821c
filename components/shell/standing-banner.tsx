import type { ReactNode } from 'react';
import { cn } from '../ui/class-names.ts';
import { ToneIcon } from '../ui/feedback/tone-icon.tsx';

/** A thin strip over the whole page for what is true all the time: demo mode, no confinement. */
export function StandingBanner({ tone = 'warn', children }: { tone?: 'info' | 'warn'; children: ReactNode }) {
  return (
    <aside
      aria-label="Standing notice"
      className={cn(
        'flex min-h-7 items-center justify-center gap-2 border-b px-3.5 py-1 text-center text-caption print:hidden',
        tone === 'warn'
          ? 'border-warn-line bg-warn-soft text-warn'
          : 'border-accent-line bg-accent-soft text-accent',
      )}
    >
      <ToneIcon tone={tone} size={12} />
      <span className="min-w-0">{children}</span>
    </aside>
  );
}
