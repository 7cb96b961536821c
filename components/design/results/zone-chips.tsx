import type { ZoneState } from '../../../simulation/load/report.ts';
import { cn } from '../../ui/class-names.ts';

const letters = ['a', 'b', 'c'] as const;

/** The zones in which it has instances; a lost one is hatched. */
export function ZoneChips({ zones }: { zones: readonly [ZoneState, ZoneState, ZoneState] }) {
  return (
    <span className="flex shrink-0 gap-px">
      {letters.map((letter, index) => {
        const zone = zones[index];
        if (zone === null || zone === undefined) return null;
        const lost = zone === 'lost';
        return (
          <span
            key={letter}
            className={cn(
              'h-3.5 w-3.5 rounded-[2px] border text-center font-mono text-[0.625rem] leading-3',
              lost ? 'load-lost border-fail text-fail' : 'border-line-2 bg-sunken text-ink-2',
            )}
          >
            {letter}
            <span className="sr-only">{lost ? ' lost' : ` ${Math.round(zone * 100)} %`}</span>
          </span>
        );
      })}
    </span>
  );
}
