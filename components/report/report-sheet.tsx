import type { ReactNode } from 'react';
import { Mark } from '../shell/logo.tsx';

interface ReportSheetProps {
  /** "Plumbline rubric report, form 3". */
  kicker: ReactNode;
  name: ReactNode;
  subtitle: ReactNode;
  /** At the right: how it was made and when. */
  aside?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}

/** The report's sheet: 1,080 px on screen, A4 on paper, always light there. */
export function ReportSheet({ kicker, name, subtitle, aside, children, footer }: ReportSheetProps) {
  return (
    <article className="report-sheet mx-auto my-5 w-full max-w-[67.5rem] border border-line bg-panel px-5 py-7 sm:px-10 print:m-0 print:max-w-none print:border-0 print:p-0">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 border-b border-ink pb-4">
        <div className="min-w-0">
          <p className="flex items-center gap-1.5 text-caption text-ink-3">
            <Mark height={14} />
            {kicker}
          </p>
          <h1 className="mt-1 text-report">{name}</h1>
          <p className="text-ink-2">{subtitle}</p>
        </div>
        {aside && <div className="text-right text-caption text-ink-3">{aside}</div>}
      </header>
      <div className="flex flex-col gap-6">{children}</div>
      {footer && (
        <footer className="mt-6 grid gap-x-10 gap-y-3 border-t border-ink pt-3 text-[0.75rem] leading-[1.125rem] text-ink-2 sm:grid-cols-2">
          {footer}
        </footer>
      )}
    </article>
  );
}
