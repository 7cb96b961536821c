import { cn } from '../class-names.ts';

/** First load only; afterwards the last result stays at 60 %. As wide as its place less its margins; sizes come from `className`. */
export function Skeleton({ className, label = 'Loading' }: { className?: string; label?: string }) {
  return (
    <div role="status" className={cn('h-4 min-w-16 rounded-chip bg-hover', className)}>
      <span className="sr-only">{label}</span>
    </div>
  );
}
