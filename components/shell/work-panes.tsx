'use client';

import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { cn } from '../ui/class-names.ts';
import { SplitPane } from '../ui/layout/split-pane.tsx';

export type WorkView = 'prompt' | 'editor' | 'results';

interface WorkPanesProps {
  prompt: ReactNode;
  editor: ReactNode;
  results: ReactNode;
  /** Controls which pane narrow screens show; left out, the person alone chooses. */
  view?: WorkView;
  onView?: (view: WorkView) => void;
  /** A figure beside the tab's name: "4/6" for the results. */
  resultsNote?: ReactNode;
  className?: string;
}

const wide = '(min-width: 1180px)';
const subscribe = (listener: () => void) => {
  const query = window.matchMedia(wide);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};
const names: Record<WorkView, string> = { prompt: 'Problem', editor: 'Editor', results: 'Results' };
const views: readonly WorkView[] = ['prompt', 'editor', 'results'];

/**
 * Problem, editor and results side by side from 1,180 px; below that one at a time behind tabs. All three stay in the
 * page either way, so the editor keeps its place and undo history when a window is resized or zoomed.
 */
export function WorkPanes({ prompt, editor, results, view, onView, resultsNote, className }: WorkPanesProps) {
  const isWide = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(wide).matches,
    () => true,
  );
  const [ownView, setOwnView] = useState<WorkView>('prompt');
  const shown = view ?? ownView;
  const show = (next: WorkView) => {
    setOwnView(next);
    onView?.(next);
  };
  return (
    <div className={cn('flex min-h-0 flex-1 flex-col', className)}>
      {!isWide && (
        <div className="flex min-h-9 shrink-0 flex-wrap items-stretch gap-x-3.5 border-b border-line bg-panel px-3">
          <nav aria-label="Panes" className="flex items-stretch gap-3.5">
            {views.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === shown}
                onClick={() => show(one)}
                className="border-y-2 border-transparent text-dense font-medium text-ink-2 -outline-offset-2 hover:text-ink aria-pressed:border-b-ink aria-pressed:text-ink pointer-coarse:min-h-11"
              >
                {names[one]}
                {one === 'results' && resultsNote && (
                  <span className="numeric ml-1.5 text-caption font-normal text-ink-3">{resultsNote}</span>
                )}
              </button>
            ))}
          </nav>
          <p className="ml-auto hidden items-center text-caption text-ink-3 sm:flex">
            From 1,180 px all three stand side by side.
          </p>
        </div>
      )}
      <div className="min-h-0 flex-1">
        <SplitPane
          orientation="columns"
          label="Resize problem and editor"
          defaultShare={0.27}
          limits={{ firstMinPx: 260, secondMinPx: 480 }}
          only={isWide ? null : shown === 'prompt' ? 'first' : 'second'}
          first={prompt}
          second={
            <SplitPane
              orientation="rows"
              label="Resize editor and results"
              defaultShare={0.56}
              limits={{ firstMinPx: 120, secondMinPx: 96 }}
              only={isWide ? null : shown === 'results' ? 'second' : 'first'}
              first={editor}
              second={results}
            />
          }
        />
      </div>
    </div>
  );
}
