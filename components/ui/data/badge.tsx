import { cva } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from '../class-names.ts';
import { ToneIcon } from '../feedback/tone-icon.tsx';

const badgeVariants = cva(
  'inline-flex h-[1.125rem] max-w-full items-center gap-1 rounded-chip border px-1.5 text-caption font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'border-line-2 text-ink-2',
        info: 'border-accent-line bg-accent-soft text-accent',
        pass: 'border-pass-line bg-pass-soft text-pass',
        warn: 'border-warn-line bg-warn-soft text-warn',
        fail: 'border-fail-line bg-fail-soft text-fail',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

interface BadgeProps {
  tone?: 'neutral' | 'info' | 'pass' | 'warn' | 'fail';
  /** Replaces the tone's own icon; `null` removes it where the word alone is clear. */
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A short state: icon and word, never colour alone. */
export function Badge({ tone = 'neutral', icon, children, className }: BadgeProps) {
  const shown = icon === undefined && tone !== 'neutral' ? <ToneIcon tone={tone} size={11} /> : icon;
  return (
    <span className={cn(badgeVariants({ tone }), className)}>
      {shown}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** A state inside a table cell: no box, 12 px icon and word. */
export function Status({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: 'neutral' | 'info' | 'pass' | 'warn' | 'fail';
  icon?: ReactNode;
  children: ReactNode;
}) {
  const colour = {
    neutral: 'text-ink-2',
    info: 'text-accent',
    pass: 'text-pass',
    warn: 'text-warn',
    fail: 'text-fail',
  }[tone];
  const shown = icon === undefined && tone !== 'neutral' ? <ToneIcon tone={tone} size={12} /> : icon;
  return (
    <span className={cn('inline-flex items-center gap-1.5', colour)}>
      {shown}
      {children}
    </span>
  );
}
