'use client';

import type { SeedView } from '../../domain/world/wire.ts';
import { cn } from '../ui/class-names.ts';

interface SeedCellsProps {
  seeds: readonly SeedView[];
  asked: number;
  selected: number | null;
  onSelect: (seed: number) => void;
}

const perRow = 25;
const cell = 8;

/** Every seed as a cell, in order. The failing ones stand in the list beside it too, where keys reach them. */
export function SeedCells({ seeds, asked, selected, onSelect }: SeedCellsProps) {
  const known = new Map(seeds.map((seed) => [seed.seed, seed.passed]));
  const rows = Math.ceil(asked / perRow);
  const failed = seeds.filter((seed) => !seed.passed).length;
  const columns = Math.min(asked, perRow);
  return (
    <figure className="m-0">
      <svg
        role="img"
        aria-label={`Cell map: ${seeds.length} of ${asked} seeds have run, ${seeds.length - failed} pass, ${failed} fail`}
        viewBox={`0 0 ${columns * cell} ${rows * cell}`}
        className="block w-full max-w-64"
      >
        {Array.from({ length: asked }, (_, index) => {
          const seed = index + 1;
          const passed = known.get(seed);
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the list of failing seeds has buttons.
            <rect
              key={seed}
              x={(index % perRow) * cell + 0.75}
              y={Math.floor(index / perRow) * cell + 0.75}
              width={cell - 1.5}
              height={cell - 1.5}
              strokeWidth={seed === selected ? 1.5 : 0}
              onClick={passed === undefined ? undefined : () => onSelect(seed)}
              className={cn(
                'stroke-ink',
                passed === undefined
                  ? 'fill-band'
                  : passed
                    ? 'cursor-pointer fill-pass-line'
                    : 'cursor-pointer fill-fail',
              )}
            >
              <title>{`Seed ${seed}: ${passed === undefined ? 'not run' : passed ? 'passes' : 'fails'}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className="mt-1 text-caption text-ink-3">
        Seeds 1 to {asked}
        {columns === perRow ? `, ${perRow} per row` : ''}
      </figcaption>
    </figure>
  );
}
