import { cn } from '../ui/class-names.ts';

/** The mark: an ink line with a brass weight. At least 14 px high. */
export function Mark({ height = 20, className }: { height?: number; className?: string }) {
  return (
    <svg
      width={(height * 12) / 20}
      height={height}
      viewBox="0 0 12 20"
      aria-hidden="true"
      className={cn('shrink-0 text-ink', className)}
    >
      <path d="M2.5 .75h7" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      <path d="M6 1v9" stroke="currentColor" strokeWidth="1" />
      <path d="M6 9.2 9.4 12 6 19.4 2.6 12Z" fill="var(--brass)" />
      <path d="M6 9.2 9.4 12 6 19.4Z" fill="currentColor" fillOpacity=".28" />
    </svg>
  );
}

/** Mark and name. `markOnly` keeps the name for screen readers. */
export function Logo({ markOnly = false, className }: { markOnly?: boolean; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-[7px] text-[0.875rem] font-semibold tracking-[-0.02em]',
        className,
      )}
    >
      <Mark />
      <span className={markOnly ? 'sr-only' : undefined}>Plumbline</span>
    </span>
  );
}
