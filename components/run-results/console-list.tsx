import { cn } from '../ui/class-names.ts';
import type { RunConsoleLine } from './run-view.ts';

const levels: Record<RunConsoleLine['level'], { word: string; colour: string }> = {
  log: { word: 'log', colour: 'text-ink-3' },
  info: { word: 'info', colour: 'text-accent' },
  debug: { word: 'debug', colour: 'text-ink-3' },
  warn: { word: 'warn', colour: 'text-warn' },
  error: { word: 'error', colour: 'text-fail' },
};

/** Console output: time since the run began, level as a word, text. */
export function ConsoleList({ lines }: { lines: readonly RunConsoleLine[] }) {
  return (
    <ol className="py-1 text-code">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one run are never moved.
        <li key={index} className="flex min-h-6 items-baseline gap-3 px-3 hover:bg-hover">
          <span className="numeric w-16 shrink-0 text-right text-[0.71875rem] text-ink-3">
            {Math.round(line.atMs)} ms
          </span>
          <span className={cn('w-10 shrink-0 font-mono text-[0.71875rem]', levels[line.level].colour)}>
            {levels[line.level].word}
          </span>
          <pre
            className={cn(
              'min-w-0 font-mono whitespace-pre-wrap [overflow-wrap:anywhere]',
              line.level === 'error' && 'text-fail',
            )}
          >
            {line.text}
          </pre>
        </li>
      ))}
    </ol>
  );
}
