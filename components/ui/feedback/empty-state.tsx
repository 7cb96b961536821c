import type { ReactNode } from 'react';
import { cn } from '../class-names.ts';

interface EmptyStateProps {
  /** One line of fact: "No runs yet. Run to see the visible checks." */
  children: ReactNode;
  /** One action. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-wrap items-center gap-3 px-3.5 py-4 text-ui text-ink-2', className)}>
      <p className="max-w-prose">{children}</p>
      {action}
    </div>
  );
}
