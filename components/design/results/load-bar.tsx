import { cn } from '../../ui/class-names.ts';
import { isHot, loadColour } from '../chart/load-scale.ts';
import type { ComponentLoad } from './component-load.ts';

/** A thin bar with its percentage; hatched where the component is lost. Nothing where nothing can be busy. */
export function LoadBar({ load, className }: { load: ComponentLoad; className?: string }) {
  if (load.lost) {
    return (
      <span className={cn('flex items-center gap-2', className)}>
        <span aria-hidden className="load-lost h-[3px] flex-1" />
        <span className="numeric text-caption text-fail">lost</span>
      </span>
    );
  }
  if (load.utilisation === null) return null;
  const shown = Math.round(load.utilisation * 100);
  return (
    <span className={cn('flex items-center gap-2', className)}>
      <span aria-hidden className="relative h-[3px] flex-1 bg-hover">
        <span
          className="absolute inset-y-0 left-0"
          style={{ width: `${Math.min(100, shown)}%`, background: loadColour(load.utilisation) }}
        />
      </span>
      <span
        className={cn(
          'numeric w-9 text-right text-caption',
          isHot(load.utilisation) ? 'text-fail' : 'text-ink-2',
        )}
      >
        {shown}%
      </span>
    </span>
  );
}
