import type { ReplicaLine } from '../../domain/world/wire.ts';
import { virtualTime } from '../seed-timeline/model/event-text.ts';
import { cn } from '../ui/class-names.ts';
import { EmptyState } from '../ui/feedback/empty-state.tsx';

/** What the replicas printed in one seed, with virtual times. */
export function ReplicaConsole({ lines, seed }: { lines: readonly ReplicaLine[]; seed: number }) {
  if (lines.length === 0) return <EmptyState>Nothing was printed in seed {seed}.</EmptyState>;
  return (
    <ul aria-label={`Console of seed ${seed}`} className="font-mono text-code">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished seed never change places.
        <li key={index} className="flex gap-3 border-b border-line px-3 py-0.5">
          <span className="numeric w-24 shrink-0 text-right text-ink-3">{virtualTime(line.t)}</span>
          <span className="w-8 shrink-0 text-ink-3">{line.replica}</span>
          <span
            className={cn(
              'min-w-0 break-words whitespace-pre-wrap',
              line.level === 'error' && 'text-fail',
              line.level === 'warn' && 'text-warn',
            )}
          >
            {line.level !== 'info' && <span className="sr-only">{line.level}: </span>}
            {line.text}
          </span>
        </li>
      ))}
    </ul>
  );
}
