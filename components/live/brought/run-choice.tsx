'use client';

import { Button } from '../../ui/button/button.tsx';
import type { CopyRunView } from './read-brought.ts';

interface RunChoiceProps {
  /** The run of the original at which the answer was opened; null: as it was submitted. */
  original: number | null;
  /** Of the copy, the newest first. */
  runs: readonly CopyRunView[];
  /** Of the copy; null: that of the original. */
  shown: number | null;
  onChoose: (number: number | null) => void;
}

const shownMax = 6;

/** Whose results are shown: those of the original, or of a run of the copy. */
export function RunChoice({ original, runs, shown, onChoose }: RunChoiceProps) {
  const choice = (number: number | null, name: string, words: string) => (
    <Button
      key={name}
      size="small"
      variant={shown === number ? 'primary' : 'ghost'}
      aria-label={name}
      aria-current={shown === number ? 'true' : undefined}
      title={name}
      onClick={() => onChoose(number)}
    >
      {words}
    </Button>
  );
  return (
    <nav aria-label="Results" className="ml-auto flex flex-wrap items-center gap-1">
      {original !== null && choice(null, `Run ${original} of the original`, 'Original')}
      <span className="px-1 text-caption text-ink-3">Copy</span>
      {runs
        .slice(0, shownMax)
        .map((run) => choice(run.number, `Run ${run.number} of the copy, ${run.by}`, String(run.number)))}
    </nav>
  );
}
