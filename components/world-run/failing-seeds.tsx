'use client';

import type { SeedView } from '../../domain/world/wire.ts';
import { cn } from '../ui/class-names.ts';
import { shortNameOf } from './findings.ts';

interface FailingSeedsProps {
  seeds: readonly SeedView[];
  invariants: readonly { name: string }[];
  selected: number | null;
  onSelect: (seed: number) => void;
}

export const seedStatusNames: Record<SeedView['status'], string> = {
  ok: 'ended',
  deadlock: 'deadlock',
  'never-yields': 'never yields',
  'too-many-events': 'too many events',
  exited: 'ended with an error',
  'time-limit': 'time limit',
  'memory-limit': 'memory limit',
  'output-limit': 'output limit',
};

const faultsText = (count: number): string => (count === 1 ? '1 fault' : `${count} faults`);

/** What it takes for the seed to fail, in few words: the faults that are left of a plan that was made smaller. */
export function whatBreaks(seed: SeedView): string {
  if (seed.status !== 'ok') return seedStatusNames[seed.status];
  if (seed.shrunk === null) return seed.faults === 0 ? 'without a fault' : faultsText(seed.faults);
  const { faults } = seed.shrunk;
  const [first] = faults;
  if (first === undefined) return 'without a fault';
  return faults.length === 1 ? first.what : `${first.what}, and ${faults.length - 1} more`;
}

/** The seeds that fail, with what it takes and the invariant that breaks. */
export function FailingSeeds({ seeds, invariants, selected, onSelect }: FailingSeedsProps) {
  const failing = seeds.filter((seed) => !seed.passed);
  if (failing.length === 0) return null;
  return (
    <ul aria-label="Failing seeds" className="text-dense">
      {failing.map((seed) => (
        <li key={seed.seed}>
          <button
            type="button"
            aria-current={seed.seed === selected ? 'true' : undefined}
            onClick={() => onSelect(seed.seed)}
            className={cn(
              'flex w-full items-baseline gap-2 border-l-2 border-transparent min-h-6 px-2 py-0.5 text-left hover:bg-hover pointer-coarse:min-h-11',
              seed.seed === selected && 'border-accent bg-accent-soft',
            )}
          >
            <span className="numeric w-8 shrink-0 font-mono">{seed.seed}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2" title={whatBreaks(seed)}>
              {whatBreaks(seed)}
            </span>
            <span className="shrink-0 font-mono text-fail">
              {seed.broken[0] === undefined ? '' : shortNameOf(invariants, seed.broken[0].name)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
