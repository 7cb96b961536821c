import type { ReactNode } from 'react';
import { ShortcutSheet } from '../ui/overlay/shortcut-sheet.tsx';
import { ThemeToggle } from '../ui/theme/theme-toggle.tsx';
import { Logo } from './logo.tsx';
import { SkipLink } from './skip-link.tsx';

interface CandidateBarProps {
  /** The position: "Senior Backend Engineer, Payments". */
  title: ReactNode;
  organisation?: ReactNode;
  /** `SavedState`. */
  saved?: ReactNode;
  /** `Countdown`. */
  clock?: ReactNode;
  /** The submit button and, before it, rules and help. */
  actions?: ReactNode;
}

/** The candidate's top bar: 48 px, 44 px and sticky below 640 px, where saved state and clock come first. */
export function CandidateBar({ title, organisation, saved, clock, actions }: CandidateBarProps) {
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-30 flex h-11 shrink-0 items-center gap-3 border-b border-line bg-panel pr-2 pl-3.5 sm:h-12 sm:pr-3">
        <Logo className="hidden md:inline-flex" />
        <Logo markOnly className="md:hidden" />
        <Divider className="hidden lg:block" />
        <span className="hidden min-w-0 truncate font-medium lg:block">{title}</span>
        {organisation && <span className="hidden truncate text-ink-3 xl:block">{organisation}</span>}
        <div className="ml-auto flex min-w-0 items-center gap-3">
          {saved}
          {saved && clock && <Divider />}
          {clock}
          {actions && <Divider className="hidden sm:block" />}
          {actions}
          <span className="hidden sm:block">
            <ThemeToggle />
          </span>
        </div>
      </header>
      <ShortcutSheet />
    </>
  );
}

function Divider({ className = '' }: { className?: string }) {
  return <span aria-hidden className={`h-5 w-px shrink-0 bg-line ${className}`} />;
}
