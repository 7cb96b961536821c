import type { ReactNode } from 'react';
import { CandidateBar } from '../../shell/candidate-bar.tsx';
import { mainContentId } from '../../shell/skip-link.tsx';
import { cn } from '../../ui/class-names.ts';

interface CandidatePageProps {
  /** In the bar: the position. */
  title: ReactNode;
  organisation?: ReactNode;
  saved?: ReactNode;
  clock?: ReactNode;
  actions?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** A page of the candidate that is read and filled in: one column, 16 px gutters, down to 390 px. */
export function CandidatePage({
  title,
  organisation,
  saved,
  clock,
  actions,
  wide = false,
  children,
}: CandidatePageProps) {
  return (
    <div className="flex min-h-dvh flex-col bg-bg">
      <CandidateBar title={title} organisation={organisation} saved={saved} clock={clock} actions={actions} />
      <main
        id={mainContentId}
        tabIndex={-1}
        className={cn(
          'mx-auto flex w-full flex-1 flex-col gap-6 px-4 pt-6 pb-16 outline-none sm:pt-10',
          wide ? 'max-w-5xl' : 'max-w-[46rem]',
        )}
      >
        {children}
      </main>
    </div>
  );
}
